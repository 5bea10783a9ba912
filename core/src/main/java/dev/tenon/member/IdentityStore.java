package dev.tenon.member;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.member.Tickets.Spent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who the members are at their workspace's OpenID provider. Safe for use by any thread; each write
/// with an event is one transaction with it.
public interface IdentityStore {
  /// The member of the workspace who is that.
  Optional<Member> member(WorkspaceId workspace, Identity identity);

  /// Who the member is, the oldest first.
  List<Connected> list(WorkspaceId workspace, MemberId member);

  /// The members of the workspace of whom it is known.
  Set<MemberId> holders(WorkspaceId workspace);

  /// Notes that a ticket is used; false when it was already. Of many who use one at once one does.
  boolean spend(WorkspaceId workspace, Spent spent);

  /// Notes who the member is; false, and nothing is changed, when somebody of the workspace is that
  /// already, or the member is gone.
  boolean connect(Member member, Identity identity, Instant at, AuditEvent event);

  /// Notes that the member is that no more; false when they were not.
  boolean disconnect(Member member, Identity identity, AuditEvent event);

  /// Uses `link` up where there is one, makes `member` one where the link names none, notes who
  /// they are and begins `session`. False, and nothing is changed, when the link is gone, its
  /// member is, the e-mail address is taken, or somebody of the workspace is that already.
  boolean join(
      Optional<SignInLink> link,
      Member member,
      Identity identity,
      MemberSession session,
      AuditEvent event);

  /// Who a member is, and since when it is known.
  record Connected(Identity identity, Instant since) {}
}
