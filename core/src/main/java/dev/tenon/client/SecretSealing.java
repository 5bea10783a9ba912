package dev.tenon.client;

import dev.tenon.access.WorkspaceId;
import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.PemCertificate;
import dev.tenon.secret.RandomText;
import dev.tenon.secret.Secret;
import dev.tenon.secret.Vault;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes stored client secrets of typed ones. Safe for use by any thread.
public final class SecretSealing {
  private final Vault vault;
  private final RandomGenerator random;

  /// Seals by `vault`.
  public SecretSealing(Vault vault, RandomGenerator random) {
    this.vault = vault;
    this.random = random;
  }

  /// `secret`, sealed for a place of its own.
  ///
  /// @param expiresAt empty: when its certificate ends, where it comes with one
  ClientSecret seal(
      WorkspaceId workspace, Secret secret, Optional<Instant> expiresAt, Instant createdAt) {
    String id = "sec_" + RandomText.base62(random, 22);
    return new ClientSecret(
        id,
        vault.seal(secret, ClientSecret.binding(workspace, id)),
        secret.lastFour(),
        Fingerprint.of(secret).brief(),
        expiresAt.or(() -> PemCertificate.notAfter(secret)),
        createdAt);
  }
}
