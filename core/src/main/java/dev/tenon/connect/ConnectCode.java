package dev.tenon.connect;

import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.RandomText;
import dev.tenon.secret.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The one-time code with which an app confirms that its own user came back. Stored only as its
/// fingerprint.
///
/// @param secret more than 128 bits of chance
public record ConnectCode(Secret secret) {
  private static final int LENGTH = 32;

  /// A new code.
  public static ConnectCode random(RandomGenerator random) {
    return new ConnectCode(Secret.of(RandomText.base62(random, LENGTH)));
  }

  /// The code that `text` may be, or empty when it cannot be one.
  public static Optional<ConnectCode> parse(String text) {
    return RandomTexts.is(text, LENGTH)
        ? Optional.of(new ConnectCode(Secret.of(text)))
        : Optional.empty();
  }

  /// What is stored of it.
  public Fingerprint fingerprint() {
    return Fingerprint.of(secret);
  }

  /// The app's return address with this code and the link's id.
  public URI address(ReturnUrl returnUrl, ConnectLinkId link) {
    return returnUrl.with("connect_code=" + secret.reveal() + "&connect_link=" + link);
  }

  /// The text to show to the user where there is no return address, and for the cookie that keeps
  /// it for the page.
  public String shown() {
    return secret.reveal();
  }
}
