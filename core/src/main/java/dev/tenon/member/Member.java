package dev.tenon.member;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import java.time.Instant;
import java.util.Optional;

/// A person who administers one workspace in the browser. Whoever works in two workspaces is a
/// member of each, so that the admin of one has no say in the other.
///
/// @param email what they sign in as; once in a workspace
/// @param name for people
/// @param passphrase empty: they come by a one-time link only
/// @param seenAt when they last did something, about
public record Member(
    MemberId id,
    WorkspaceId workspace,
    EmailAddress email,
    String name,
    Role role,
    Optional<HashedPassphrase> passphrase,
    Instant createdAt,
    Optional<Instant> seenAt) {

  /// The same with another role.
  public Member withRole(Role other) {
    return new Member(id, workspace, email, name, other, passphrase, createdAt, seenAt);
  }

  /// The same with another name.
  public Member withName(String other) {
    return new Member(id, workspace, email, other, role, passphrase, createdAt, seenAt);
  }

  /// The same with another passphrase.
  public Member withPassphrase(HashedPassphrase other) {
    return new Member(id, workspace, email, name, role, Optional.of(other), createdAt, seenAt);
  }
}
