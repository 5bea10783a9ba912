package dev.tenon.connect;

import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.RandomText;
import dev.tenon.secret.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The secret part of a connect link's address: whoever has it may open the link. Shown once, to
/// the caller who made the link; stored only as its fingerprint.
///
/// @param secret 256 bits of chance
public record LinkSecret(Secret secret) {
  private static final int LENGTH = 43;

  /// A new secret.
  public static LinkSecret random(RandomGenerator random) {
    return new LinkSecret(Secret.of(RandomText.base62(random, LENGTH)));
  }

  /// The secret that `text` may be, or empty when it cannot be one.
  public static Optional<LinkSecret> parse(String text) {
    return RandomTexts.is(text, LENGTH)
        ? Optional.of(new LinkSecret(Secret.of(text)))
        : Optional.empty();
  }

  /// What is stored of it.
  public Fingerprint fingerprint() {
    return Fingerprint.of(secret);
  }

  /// The address that the user opens.
  public URI address(URI baseUrl) {
    return URI.create(baseUrl + "/connect/" + secret.reveal());
  }

  /// The text for the cookie that takes the secret's place after the first visit.
  public String cookieValue() {
    return secret.reveal();
  }
}
