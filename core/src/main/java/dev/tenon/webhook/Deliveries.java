package dev.tenon.webhook;

import dev.tenon.access.WorkspaceId;
import dev.tenon.webhook.DeliveryQueue.DueEndpoint;
import dev.tenon.webhook.DeliveryQueue.Outgoing;
import dev.tenon.workspace.Retention.Kind;
import dev.tenon.workspace.Retentions;
import dev.tenon.workspace.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Sends what is due, at least once each. One worker an endpoint and node, so a slow endpoint holds
/// up nobody; few at once to one endpoint and a bounded number in all. An endpoint that fails again
/// and again is tried by one delivery at the end of each pause. Safe for use by any thread.
public final class Deliveries {
  /// At once to one endpoint, from one node.
  static final int AT_ONE_ENDPOINT = 4;

  /// At once in all, from one node.
  static final int AT_ALL = 64;

  /// How long a claim keeps others away: an attempt and its writing take less.
  static final Duration HOLD = Duration.ofSeconds(60);

  private static final int ENDPOINTS = 200;
  private static final int PRUNED_AT_ONCE = 1_000;
  private static final Duration LAST_WAIT = Duration.ofSeconds(12);

  private final WebhookStore store;
  private final DeliveryQueue queue;
  private final Retentions retentions;
  private final DeliveryAttempt attempt;
  private final DeliveryOutcomes outcomes;
  private final Executor threads;
  private final Clock clock;
  private final Semaphore slots = new Semaphore(AT_ALL);
  private final Set<DueEndpoint> working = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /// Sends what is due in `queue`, on `threads`, which must be many.
  ///
  /// @param retentions say how long it stays there
  public Deliveries(
      WebhookStore store,
      DeliveryQueue queue,
      Retentions retentions,
      DeliveryAttempt attempt,
      DeliveryOutcomes outcomes,
      Executor threads,
      Clock clock) {
    this.store = store;
    this.queue = queue;
    this.retentions = retentions;
    this.attempt = attempt;
    this.outcomes = outcomes;
    this.threads = threads;
    this.clock = clock;
  }

  /// Begins to send to every endpoint that has something due and is not being sent to already.
  /// Returns at once; called every second.
  public void sendDue() {
    for (DueEndpoint due : queue.due(ENDPOINTS)) {
      if (!stopped && working.add(due)) {
        threads.execute(() -> work(due));
      }
    }
  }

  /// Removes what is older than its workspace keeps it.
  public void prune() {
    retentions.forEach(
        it ->
            it.retention()
                .before(Kind.WEBHOOK_EVENTS, clock.instant())
                .ifPresent(before -> prune(it.workspace(), before)));
  }

  private void prune(WorkspaceId workspace, Instant before) {
    int pruned = PRUNED_AT_ONCE;
    while (pruned >= PRUNED_AT_ONCE && !stopped) {
      pruned = queue.prune(workspace, before, PRUNED_AT_ONCE);
    }
  }

  /// Begins nothing any more, and waits a little for what is in the air. What has no outcome then
  /// is sent again by whoever comes next.
  public void stop() {
    stopped = true;
    try {
      if (slots.tryAcquire(AT_ALL, LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        slots.release(AT_ALL);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(DueEndpoint due) {
    try {
      boolean more = true;
      while (more && !stopped) {
        more = sendSome(due);
      }
    } catch (StoreUnavailableException _) {
      // Claims run out by themselves; what was sent and could not be written is sent again.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      working.remove(due);
    }
  }

  /// Whether there may be more to send.
  private boolean sendSome(DueEndpoint due) throws InterruptedException {
    Optional<WebhookEndpoint> endpoint =
        store.find(due.workspace(), due.id()).filter(WebhookEndpoint::enabled);
    if (endpoint.isEmpty()) {
      return false;
    }
    int taken = takeSlots(isBroken(endpoint.get()) ? 1 : AT_ONE_ENDPOINT);
    try {
      List<Outgoing> claimed = queue.claim(due.workspace(), due.id(), taken, HOLD);
      return !claimed.isEmpty() && send(endpoint.get(), claimed);
    } finally {
      slots.release(taken);
    }
  }

  private static boolean isBroken(WebhookEndpoint endpoint) {
    return endpoint.standing().failures() >= DeliverySchedule.BREAKS_AFTER;
  }

  /// Waits for one slot, and takes more where they are free.
  private int takeSlots(int most) throws InterruptedException {
    slots.acquire();
    int taken = 1;
    while (taken < most && slots.tryAcquire()) {
      taken++;
    }
    return taken;
  }

  private boolean send(WebhookEndpoint endpoint, List<Outgoing> claimed)
      throws InterruptedException {
    List<FutureTask<Boolean>> sendings =
        claimed.stream()
            .map(
                outgoing ->
                    new FutureTask<>(
                        () ->
                            outcomes.record(
                                endpoint.dialect(), outgoing, attempt.send(endpoint, outgoing))))
            .toList();
    sendings.forEach(threads::execute);
    boolean goOn = true;
    for (FutureTask<Boolean> sending : sendings) {
      goOn &= outcome(sending);
    }
    return goOn;
  }

  private static boolean outcome(FutureTask<Boolean> sending) throws InterruptedException {
    try {
      return sending.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a delivery ended without an outcome: a bug", e.getCause());
    }
  }
}
