package dev.tenon.member;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.member.Members.Change;
import dev.tenon.secret.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The stored members, their sign-in links and sessions. Safe for use by any thread; each write
/// with an event is one transaction with it. Nothing is announced on the change feed: nothing of
/// this is remembered.
public interface MemberStore {
  /// The member of that id.
  Optional<Member> find(WorkspaceId workspace, MemberId id);

  /// Every member of the workspace, by e-mail address.
  List<Member> list(WorkspaceId workspace);

  /// The members of whichever workspaces who sign in as `email`, oldest first, at most `limit`: a
  /// look-up that is made before a workspace is known.
  List<Member> withEmail(EmailAddress email, int limit);

  /// Replaces the name, and nothing else; false when there is no such member.
  boolean rename(WorkspaceId workspace, MemberId id, String name, AuditEvent event);

  /// Replaces the role, and nothing else. The workspace's last admin stays one, however many are
  /// given other roles at once.
  Change giveRole(WorkspaceId workspace, MemberId id, Role role, AuditEvent event);

  /// Replaces the passphrase, and nothing else; false when there is no such member.
  boolean givePassphrase(
      WorkspaceId workspace, MemberId id, HashedPassphrase passphrase, AuditEvent event);

  /// Removes the member with their sessions and links. The workspace's last admin stays, however
  /// many are removed at once.
  Change remove(WorkspaceId workspace, MemberId id, AuditEvent event);

  /// Inserts a link.
  void addLink(SignInLink link, AuditEvent event);

  /// The link with that key, used or over ones not: a look-up that is made before a workspace is
  /// known.
  Optional<SignInLink> openLink(Fingerprint key, Instant now);

  /// The links of the workspace that can still be used, newest first.
  List<SignInLink> links(WorkspaceId workspace, Instant now);

  /// Takes a link back; false when there is none.
  boolean removeLink(WorkspaceId workspace, SignInLinkId id, AuditEvent event);

  /// Uses a link up: removes it, inserts `member` where the link names none, and begins `session`.
  /// False, and nothing is changed, when the link is gone, its member is, the e-mail address is
  /// taken, or it is a first one and there is a member by now. Of many who use a link at once one
  /// does.
  boolean use(SignInLink link, Member member, MemberSession session, AuditEvent event);

  /// Begins a session; false when there is no such member.
  boolean begin(MemberSession session, AuditEvent event);

  /// Whose session it is, over or not: a look-up that is made before a workspace is known.
  Optional<Signed> signed(Fingerprint key);

  /// Notes that a session, and so its member, asked for something at `at`.
  void touch(MemberSession session, Instant at);

  /// Ends a session; false when there is none.
  boolean end(MemberSession session, AuditEvent event);

  /// Ends all sessions of a member but `except`; how many.
  int endOthers(WorkspaceId workspace, MemberId member, Fingerprint except);

  /// Removes, of every workspace, links and used tickets that end before `now` and sessions that
  /// are over; how many.
  int removeOver(Instant now);

  /// A session and the member whose it is.
  record Signed(MemberSession session, Member member) {}
}
