package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Frame;
import java.util.Optional;

/// The page of a one-time link.
///
/// @param workspace its name
/// @param member who is signed in; empty: whoever opened it becomes a member
/// @param role of the member that is made, for people
/// @param fixedEmail whether the e-mail address cannot be chosen
record LinkPage(
    Frame.Head head,
    String action,
    String token,
    String workspace,
    Optional<String> member,
    String role,
    String name,
    String email,
    boolean fixedEmail,
    Problems problems) {

  /// What is wrong with what was typed.
  record Problems(Optional<String> name, Optional<String> email, Optional<String> passphrase) {
    static Problems none() {
      return new Problems(Optional.empty(), Optional.empty(), Optional.empty());
    }

    boolean any() {
      return name.isPresent() || email.isPresent() || passphrase.isPresent();
    }
  }
}
