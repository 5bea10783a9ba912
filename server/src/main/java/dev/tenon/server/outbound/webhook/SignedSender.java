package dev.tenon.server.outbound.webhook;

import dev.tenon.server.outbound.HttpAnswer;
import dev.tenon.server.outbound.HttpCall;
import dev.tenon.server.outbound.HttpOutcome;
import dev.tenon.server.outbound.OutboundHttp;
import dev.tenon.server.outbound.RetryAfter;
import dev.tenon.webhook.WebhookSender;
import java.time.Clock;
import java.time.Duration;

/// Sends webhooks by the guarded client. What an endpoint answers is not kept, but for its status
/// and how long it asks to be left alone.
public final class SignedSender implements WebhookSender {
  static final Duration LONGEST = Duration.ofSeconds(10);

  private final OutboundHttp http;
  private final RetryAfter retryAfter;
  private final Duration longest;

  /// Sends by `http`, for ten seconds at most.
  public SignedSender(OutboundHttp http, Clock clock) {
    this(http, clock, LONGEST);
  }

  SignedSender(OutboundHttp http, Clock clock, Duration longest) {
    this.http = http;
    this.longest = longest;
    this.retryAfter = new RetryAfter(clock);
  }

  @Override
  public SendResult send(Message message) {
    long seconds = message.timestamp().getEpochSecond();
    String id = message.id().value();
    HttpCall plain =
        HttpCall.of("POST", message.url()).header("Accept", "*/*").header("webhook-id", id);
    HttpCall signed =
        switch (message.dialect()) {
          case STANDARD ->
              plain
                  .header("webhook-timestamp", Long.toString(seconds))
                  .header(
                      "webhook-signature",
                      Signature.of(message.secrets(), id, seconds, message.body()));
          case LEAF ->
              plain.header("X-Leaf-Signature", LeafSignature.of(message.secrets(), message.body()));
        };
    HttpCall call = signed.json(message.body());
    return switch (http.send(call, http.deadline(longest))) {
      case HttpOutcome.Answered(HttpAnswer answer) ->
          new SendResult.Answered(answer.status(), retryAfter.read(answer, "Retry-After"));
      case HttpOutcome.NotSent(String detail) -> new SendResult.NotAnswered(detail);
      case HttpOutcome.TooLate _ -> new SendResult.NotAnswered("the hub was too busy to send");
      case HttpOutcome.NoAnswer(String detail) -> new SendResult.NotAnswered(detail);
    };
  }
}
