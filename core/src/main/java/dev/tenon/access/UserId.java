package dev.tenon.access;

/// The end user, by the organisation's own external id. Compared exactly.
///
/// @param value 1 to 256 printable characters
public record UserId(String value) {
  public UserId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("a user id has 1 to 256 printable characters");
    }
  }

  /// Whether `value` may be a user id.
  public static boolean isValid(String value) {
    if (value.isBlank() || value.length() > 256) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}
