package dev.tenon.connect;

import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.RandomText;
import dev.tenon.secret.Secret;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What a caller gets in place of a refresh token that the hub keeps: of use once, to give the
/// grant behind it to a user, and to nobody but this hub. Stored only as its fingerprint.
///
/// @param secret 256 bits of chance
public record GrantHandle(Secret secret) {
  /// Every handle begins with this, so that one is never taken for a provider's refresh token. It
  /// never changes.
  public static final String PREFIX = "tenon_handle_";

  private static final int LENGTH = 43;

  /// A new handle.
  public static GrantHandle random(RandomGenerator random) {
    return new GrantHandle(Secret.of(PREFIX + RandomText.base62(random, LENGTH)));
  }

  /// The handle that `text` may be, or empty when it cannot be one.
  public static Optional<GrantHandle> parse(String text) {
    return text.startsWith(PREFIX) && RandomTexts.is(text.substring(PREFIX.length()), LENGTH)
        ? Optional.of(new GrantHandle(Secret.of(text)))
        : Optional.empty();
  }

  /// What is stored of it.
  public Fingerprint fingerprint() {
    return Fingerprint.of(secret);
  }

  /// The text for the one answer that shows it.
  public String shown() {
    return secret.reveal();
  }
}
