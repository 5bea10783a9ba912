package dev.tenon.access;

import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.RandomText;
import dev.tenon.secret.Secret;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What the cookie of a browser holds whose user is signed in to the console: whoever has it is
/// that member. Stored only as its fingerprint. A browser that is not signed in yet has one too,
/// which opens nothing and makes its forms its own.
///
/// @param secret 256 bits of chance
public record SessionKey(Secret secret) {
  private static final int LENGTH = 43;

  /// A new key.
  public static SessionKey random(RandomGenerator random) {
    return new SessionKey(Secret.of(RandomText.base62(random, LENGTH)));
  }

  /// The key that a cookie with this text holds, or empty when it holds none.
  public static Optional<SessionKey> parse(String text) {
    return text.matches("[0-9A-Za-z]{" + LENGTH + "}")
        ? Optional.of(new SessionKey(Secret.of(text)))
        : Optional.empty();
  }

  /// What is stored of it.
  public Fingerprint fingerprint() {
    return Fingerprint.of(secret);
  }

  /// The text for the cookie.
  public String cookieValue() {
    return secret.reveal();
  }

  /// What the forms of this browser's pages carry, so that no other site can post them.
  public String formToken() {
    return Fingerprint.of(Secret.of("console form " + secret.reveal())).hex();
  }

  /// Whether `text` is [#formToken]; takes the same time wherever they differ.
  public boolean isFormToken(String text) {
    return !text.isEmpty() && Secret.of(text).equals(Secret.of(formToken()));
  }
}
