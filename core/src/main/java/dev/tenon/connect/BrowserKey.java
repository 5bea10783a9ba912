package dev.tenon.connect;

import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.RandomText;
import dev.tenon.secret.Secret;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What a browser's cookie holds, so that a callback can be told to come from the browser that left
/// for the provider. It proves the same browser, never the right person.
///
/// @param secret 256 bits of chance
public record BrowserKey(Secret secret) {
  private static final int LENGTH = 43;

  /// A new key.
  public static BrowserKey random(RandomGenerator random) {
    return new BrowserKey(Secret.of(RandomText.base62(random, LENGTH)));
  }

  /// The key that a cookie with this text holds, or empty when it holds none.
  public static Optional<BrowserKey> parse(String text) {
    return RandomTexts.is(text, LENGTH)
        ? Optional.of(new BrowserKey(Secret.of(text)))
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

  /// What the forms of that link's page carry for this browser, so that no other site can post
  /// them.
  public String formToken(ConnectLinkId link) {
    return formSecret(link).hex();
  }

  /// Whether `text` is [#formToken]; takes the same time wherever they differ.
  public boolean isFormToken(ConnectLinkId link, String text) {
    return !text.isEmpty() && Secret.of(text).equals(Secret.of(formToken(link)));
  }

  private Fingerprint formSecret(ConnectLinkId link) {
    return Fingerprint.of(Secret.of("form " + link + " " + secret.reveal()));
  }
}
