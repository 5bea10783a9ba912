package dev.tenon.member;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a member signs in as, in lower case. Nothing is sent to it; it only has to be remembered.
///
/// @param value `local@domain`
public record EmailAddress(String value) {
  private static final int LONGEST = 254;
  private static final Pattern SHAPE =
      Pattern.compile("[^@\\s\\p{Cntrl}<>\"]{1,64}@[^@\\s\\p{Cntrl}<>\"]{1,190}");

  public EmailAddress {
    if (!isValid(value) || !value.equals(value.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("not an e-mail address in lower case");
    }
  }

  /// The address that `text` is, or empty when it is none.
  public static Optional<EmailAddress> parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    return isValid(lower) ? Optional.of(new EmailAddress(lower)) : Optional.empty();
  }

  private static boolean isValid(String text) {
    return text.length() <= LONGEST && SHAPE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
