package dev.tenon.webhook;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.webhook.DeliveryQueue.Outgoing;
import dev.tenon.webhook.WebhookEndpoint.Standing;
import dev.tenon.webhook.WebhookSender.SendResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What follows from an attempt: taken, tried again, given up; the endpoint left alone or disabled.
/// Safe for use by any thread.
public final class DeliveryOutcomes {
  /// An endpoint that takes nothing for this long is disabled.
  static final Duration PATIENCE = Duration.ofDays(5);

  private static final int GONE = 410;
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

  private final DeliveryQueue queue;
  private final WebhookObserver observer;
  private final Clock clock;
  private final RandomGenerator random;

  /// Writes to `queue`.
  public DeliveryOutcomes(
      DeliveryQueue queue, WebhookObserver observer, Clock clock, RandomGenerator random) {
    this.queue = queue;
    this.observer = observer;
    this.clock = clock;
    this.random = random;
  }

  /// Writes what came of `sent` to an endpoint of that dialect; whether more may be sent to it now.
  boolean record(WebhookDialect dialect, Outgoing sent, SendResult result) {
    return switch (result) {
      case SendResult.Answered(int status, Optional<Duration> _) when status / 100 == 2 -> {
        if (queue.delivered(sent, status)) {
          observer.delivered();
        }
        yield true;
      }
      case SendResult.Answered(int status, Optional<Duration> retryAfter) ->
          failed(dialect, sent, Optional.of(status), words(status), retryAfter);
      case SendResult.NotAnswered(String detail) ->
          failed(dialect, sent, Optional.empty(), detail, Optional.empty());
    };
  }

  private boolean failed(
      WebhookDialect dialect,
      Outgoing sent,
      Optional<Integer> status,
      String error,
      Optional<Duration> retryAfter) {
    Optional<Duration> again =
        DeliverySchedule.again(dialect, sent.attempt(), random).map(own -> longer(own, retryAfter));
    Optional<Standing> standing = queue.failed(sent, status, error, again);
    if (standing.isEmpty()) {
      return false;
    }
    if (again.isPresent()) {
      observer.failed();
    } else {
      observer.givenUp();
    }
    if (status.equals(Optional.of(GONE))) {
      return disabled(sent.workspace(), sent.endpoint(), "gone");
    }
    if (isBeyondPatience(standing.get())) {
      return disabled(sent.workspace(), sent.endpoint(), "failing");
    }
    Optional<Duration> pause = DeliverySchedule.pause(standing.get().failures(), random);
    pause.ifPresent(length -> queue.pause(sent.workspace(), sent.endpoint(), length));
    return pause.isEmpty();
  }

  private boolean disabled(WorkspaceId workspace, WebhookId id, String reason) {
    AuditEvent event =
        new AuditEvent(
            workspace,
            clock.instant(),
            new Actor.Hub(),
            "webhook.disabled",
            id.value(),
            Map.of("reason", reason));
    if (queue.disable(workspace, id, reason, event)) {
      observer.disabled();
    }
    return false;
  }

  private boolean isBeyondPatience(Standing standing) {
    Instant limit = clock.instant().minus(PATIENCE);
    return standing.failingSince().map(since -> !since.isAfter(limit)).orElse(false);
  }

  private static Duration longer(Duration own, Optional<Duration> asked) {
    Duration other = asked.orElse(Duration.ZERO);
    Duration bounded = other.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : other;
    return bounded.compareTo(own) > 0 ? bounded : own;
  }

  private static String words(int status) {
    return status / 100 == 3
        ? "it answered %d; redirects are not followed".formatted(status)
        : "it answered " + status;
  }
}
