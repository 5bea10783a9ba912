package dev.tenon.webhook;

import dev.tenon.access.WorkspaceId;
import dev.tenon.secret.Binding;
import dev.tenon.secret.Sealed;
import dev.tenon.secret.Secret;
import dev.tenon.secret.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The sealed secrets of an endpoint: the one that signs, and for a day the one before it, so that
/// receivers can change over without missing anything (Standard Webhooks, "Secret rotation").
///
/// @param current the newest
/// @param number of the newest, from 1
/// @param lastFour last characters of the newest, for people
public record WebhookSecrets(Sealed current, long number, String lastFour, Optional<Old> old) {
  /// How long a secret signs beside the one that replaced it.
  public static final Duration OVERLAP = Duration.ofHours(24);

  private static final int BYTES = 32;

  /// The secret before.
  ///
  /// @param until from then on it signs nothing
  public record Old(Sealed secret, Instant until) {}

  /// A new secret: `whsec_` and 32 bytes of chance in base64.
  static Secret random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Secret.of("whsec_" + Base64.getEncoder().encodeToString(bytes));
  }

  /// The first secret of an endpoint.
  static WebhookSecrets first(Vault vault, WorkspaceId workspace, WebhookId id, Secret secret) {
    return new WebhookSecrets(
        vault.seal(secret, binding(workspace, id, 1)), 1, secret.lastFour(), Optional.empty());
  }

  /// With `secret` as the newest; today's newest goes on signing for [#OVERLAP].
  WebhookSecrets rotated(
      Vault vault, WorkspaceId workspace, WebhookId id, Secret secret, Instant now) {
    return new WebhookSecrets(
        vault.seal(secret, binding(workspace, id, number + 1)),
        number + 1,
        secret.lastFour(),
        Optional.of(new Old(current, now.plus(OVERLAP))));
  }

  /// Those that sign at `now`, newest first.
  List<Secret> open(Vault vault, WorkspaceId workspace, WebhookId id, Instant now) {
    List<Secret> secrets = new ArrayList<>();
    secrets.add(vault.open(current, binding(workspace, id, number)));
    old.filter(it -> now.isBefore(it.until()))
        .ifPresent(it -> secrets.add(vault.open(it.secret(), binding(workspace, id, number - 1))));
    return secrets;
  }

  private static Binding binding(WorkspaceId workspace, WebhookId id, long number) {
    return new Binding(workspace.value(), "webhook", id.value(), "secret", number);
  }
}
