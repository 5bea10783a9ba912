package dev.tenon.member;

import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.Secret;
import java.util.Base64;
import java.util.Optional;

/// A text that a browser was given to bring back: the challenge of a passkey, the state of a
/// sign-in at a provider. Made and recognised by [Tickets].
///
/// @param value 76 characters of base64url, so that each ticket is written in one way only
public record Ticket(String value) {
  static final int BYTES = 57;
  private static final String SHAPE = "[A-Za-z0-9_-]{76}";

  public Ticket {
    if (!value.matches(SHAPE)) {
      throw new IllegalArgumentException("not a ticket");
    }
  }

  /// The ticket that `text` is, or empty when it is none.
  public static Optional<Ticket> parse(String text) {
    return text.matches(SHAPE) ? Optional.of(new Ticket(text)) : Optional.empty();
  }

  static Ticket of(byte[] bytes) {
    return new Ticket(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// The bytes that it stands for.
  public byte[] bytes() {
    return Base64.getUrlDecoder().decode(value);
  }

  /// What is stored of it once it has been used.
  public Fingerprint fingerprint() {
    return Fingerprint.of(Secret.of(value));
  }

  /// Says nothing of it.
  @Override
  public String toString() {
    return "Ticket(***)";
  }
}
