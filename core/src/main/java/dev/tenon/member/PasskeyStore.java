package dev.tenon.member;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.member.Tickets.Spent;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The stored passkeys. Safe for use by any thread; each write is one transaction with its event.
public interface PasskeyStore {
  /// Inserts a passkey; false, and nothing is changed, when the ticket is spent already, the
  /// credential is there already, the member is gone, or has `most` of them.
  boolean add(Passkey passkey, Spent spent, int most, AuditEvent event);

  /// The passkeys of a member, the oldest first.
  List<Passkey> list(WorkspaceId workspace, MemberId member);

  /// The members of the workspace who have one.
  Set<MemberId> holders(WorkspaceId workspace);

  /// The passkey of that credential and whose it is: a look-up that is made before a workspace is
  /// known.
  Optional<Held> withCredential(String credential);

  /// Notes that a passkey was used and begins a session; false, and nothing is changed, when the
  /// ticket is spent already, or the passkey is gone or has another counter than `before` by now.
  boolean use(Passkey passkey, long before, Spent spent, MemberSession session, AuditEvent event);

  /// Gives a member's passkey another name; false when there is no such passkey.
  boolean rename(
      WorkspaceId workspace, MemberId member, PasskeyId id, String name, AuditEvent event);

  /// Removes a member's passkey; false when there is no such passkey.
  boolean remove(WorkspaceId workspace, MemberId member, PasskeyId id, AuditEvent event);

  /// A passkey and the member whose it is.
  record Held(Passkey passkey, Member member) {}
}
