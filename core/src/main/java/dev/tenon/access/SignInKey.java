package dev.tenon.access;

import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.RandomText;
import dev.tenon.secret.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The secret part of a one-time link that signs somebody in to the console. Shown once, to whoever
/// made the link; stored only as its fingerprint.
///
/// @param secret 256 bits of chance
public record SignInKey(Secret secret) {
  private static final int LENGTH = 43;

  /// A new key.
  public static SignInKey random(RandomGenerator random) {
    return new SignInKey(Secret.of(RandomText.base62(random, LENGTH)));
  }

  /// The key that `text` may be, or empty when it cannot be one.
  public static Optional<SignInKey> parse(String text) {
    return text.matches("[0-9A-Za-z]{" + LENGTH + "}")
        ? Optional.of(new SignInKey(Secret.of(text)))
        : Optional.empty();
  }

  /// What is stored of it.
  public Fingerprint fingerprint() {
    return Fingerprint.of(secret);
  }

  /// The address that is opened.
  public URI address(URI baseUrl) {
    return URI.create(baseUrl + "/console/link/" + secret.reveal());
  }

  /// The text for the cookie that takes the key's place after the first visit.
  public String cookieValue() {
    return secret.reveal();
  }
}
