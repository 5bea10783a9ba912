package dev.tenon.member;

/// Who somebody is at an OpenID provider: the one pair that a provider never gives to another
/// person (OpenID Connect Core §5.7).
///
/// @param issuer exactly as in the ID token
/// @param subject of at most 255 characters
public record Identity(String issuer, String subject) {
  private static final int LONGEST = 255;

  public Identity {
    if (!isSubject(subject)) {
      throw new IllegalArgumentException("not a subject");
    }
  }

  /// Whether `text` can be a subject.
  public static boolean isSubject(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().noneMatch(Character::isISOControl);
  }
}
