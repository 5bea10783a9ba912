package dev.tenon.oauth;

import java.util.Optional;

/// Whose account at the provider a grant belongs to, as far as the provider says.
///
/// @param subject the provider's stable id of the account (`sub`)
/// @param name for people
/// @param email for people; shown, never logged
public record Account(Optional<String> subject, Optional<String> name, Optional<String> email) {
  /// Nothing is known.
  public static Account unknown() {
    return new Account(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Whether both subjects are known and differ.
  public boolean isAnother(Account other) {
    return subject.isPresent() && other.subject.isPresent() && !subject.equals(other.subject);
  }
}
