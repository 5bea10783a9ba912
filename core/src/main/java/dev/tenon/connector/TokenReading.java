package dev.tenon.connector;

import java.util.Map;
import java.util.Optional;

/// Where the parts of a token answer are: dotted paths into the JSON, `authed_user.access_token` or
/// `tokens.0.value`, with `\.` for a dot in a name. `header:Name` and `cookie:name` read those of
/// the answer instead.
///
/// @param accessToken normally `access_token`
/// @param alternateAccessToken looked at when there is nothing at `accessToken`; the refresh token
///   and the expiry are then read beside it
/// @param refreshToken normally `refresh_token`
/// @param expiresIn normally `expires_in`
/// @param expiresInUnit of a relative `expiresIn`, or that it is a point in time
/// @param scope normally `scope`
/// @param tokenType normally `token_type`
/// @param refreshExpiresIn life of the refresh token in seconds
/// @param metadata fields to keep with the connection: path to name; never tokens
/// @param failedWhen for providers that answer 200 with a failure: a field and the value that means
///   failure, and the path of the error code
public record TokenReading(
    String accessToken,
    Optional<String> alternateAccessToken,
    String refreshToken,
    String expiresIn,
    ExpiryUnit expiresInUnit,
    String scope,
    String tokenType,
    Optional<String> refreshExpiresIn,
    Map<String, String> metadata,
    Optional<FailedWhen> failedWhen) {
  public TokenReading {
    metadata = Ordered.copyOf(metadata);
  }

  /// What RFC 6749 §5.1 says.
  public static TokenReading standard() {
    return new TokenReading(
        "access_token",
        Optional.empty(),
        "refresh_token",
        "expires_in",
        ExpiryUnit.SECONDS,
        "scope",
        "token_type",
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }

  /// How an expiry is written.
  public enum ExpiryUnit {
    SECONDS,
    MILLISECONDS,
    /// Seconds since 1970.
    EPOCH_SECONDS,
    /// Milliseconds since 1970.
    EPOCH_MILLISECONDS,
    /// An RFC 3339 time.
    TIMESTAMP
  }

  /// A failure inside a 200.
  public record FailedWhen(String path, String value, String errorPath) {}
}
