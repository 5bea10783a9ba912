package dev.tenon.client;

import dev.tenon.access.WorkspaceId;
import dev.tenon.secret.Binding;
import dev.tenon.secret.Sealed;
import java.time.Instant;
import java.util.Optional;

/// A client secret (or private key) as stored. What people see of it are the last four characters,
/// the fingerprint and the expiry; never the secret.
///
/// @param id names this secret, so that a sealed one opens for no other
/// @param lastFour last characters; fewer for a short secret
/// @param fingerprint first eight hex digits of its SHA-256
/// @param expiresAt when the provider stops accepting it, as the admin said
/// @param createdAt when the admin gave it
public record ClientSecret(
    String id,
    Sealed sealed,
    String lastFour,
    String fingerprint,
    Optional<Instant> expiresAt,
    Instant createdAt) {

  /// The same with another expiry, or none.
  ClientSecret expiringAt(Optional<Instant> end) {
    return new ClientSecret(id, sealed, lastFour, fingerprint, end, createdAt);
  }

  /// What the secret is sealed for.
  public static Binding binding(WorkspaceId workspace, String id) {
    return new Binding(workspace.value(), "oauth_client_secret", id, "secret", 0);
  }
}
