package dev.tenon.webhook;

import dev.tenon.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Sends one message, signed as its dialect says, to an address that is vetted as every outbound
/// address is. Blocks for ten seconds at most; follows no redirect; repeats nothing. Safe for use
/// by any thread.
@FunctionalInterface
public interface WebhookSender {
  /// Sends `message`, once.
  SendResult send(Message message);

  /// What is sent.
  ///
  /// @param secrets one signature each, in this order
  /// @param timestamp of this attempt
  /// @param dialect how it is signed
  record Message(
      URI url,
      List<Secret> secrets,
      WebhookEventId id,
      Instant timestamp,
      String body,
      WebhookDialect dialect) {
    public Message {
      secrets = List.copyOf(secrets);
    }
  }

  /// What came of it.
  sealed interface SendResult {
    /// A status came back.
    ///
    /// @param retryAfter how long the endpoint asks to be left alone, at most a day
    record Answered(int status, Optional<Duration> retryAfter) implements SendResult {}

    /// None did.
    ///
    /// @param detail one sentence for people, without addresses, secrets or what anybody said
    record NotAnswered(String detail) implements SendResult {}
  }
}
