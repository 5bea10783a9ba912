package dev.tenon.oauth;

import dev.tenon.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// An access token (RFC 6749 §1.4).
///
/// @param secret the token itself
public record AccessToken(Secret secret) {
  /// The token with this text.
  public static AccessToken of(String text) {
    return new AccessToken(Secret.of(text));
  }

  /// Basic credentials (RFC 7617 §2), which stand in for a token where a provider takes nothing
  /// better; empty when the user name has a colon, which they cannot express.
  public static Optional<AccessToken> basic(Secret username, Optional<Secret> password) {
    if (username.reveal().contains(":")) {
      return Optional.empty();
    }
    String pair = username.reveal() + ":" + password.map(Secret::reveal).orElse("");
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return Optional.of(of(Base64.getEncoder().encodeToString(bytes)));
  }
}
