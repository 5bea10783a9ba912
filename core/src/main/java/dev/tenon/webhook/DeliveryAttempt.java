package dev.tenon.webhook;

import dev.tenon.secret.Secret;
import dev.tenon.secret.UnsealableException;
import dev.tenon.secret.Vault;
import dev.tenon.webhook.DeliveryQueue.Outgoing;
import dev.tenon.webhook.WebhookSender.Message;
import dev.tenon.webhook.WebhookSender.SendResult;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// One attempt: the secrets opened, the message signed and sent. Safe for use by any thread.
public final class DeliveryAttempt {
  private final Vault vault;
  private final WebhookWording wording;
  private final WebhookSender sender;
  private final Clock clock;

  /// Sends what `wording` says by `sender`.
  public DeliveryAttempt(Vault vault, WebhookWording wording, WebhookSender sender, Clock clock) {
    this.vault = vault;
    this.wording = wording;
    this.sender = sender;
    this.clock = clock;
  }

  /// Sends `outgoing` to `endpoint`, once.
  SendResult send(WebhookEndpoint endpoint, Outgoing outgoing) {
    Instant now = clock.instant();
    List<Secret> secrets;
    try {
      secrets = endpoint.secrets().open(vault, endpoint.workspace(), endpoint.id(), now);
    } catch (UnsealableException _) {
      return new SendResult.NotAnswered("the hub cannot open the secret that it signs with");
    }
    return sender.send(
        new Message(
            endpoint.url(),
            secrets,
            outgoing.event(),
            now,
            wording.body(endpoint, outgoing),
            endpoint.dialect()));
  }
}
