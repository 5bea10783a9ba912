package dev.tenon.server.sql;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.member.Identity;
import dev.tenon.member.IdentityStore;
import dev.tenon.member.Member;
import dev.tenon.member.MemberSession;
import dev.tenon.member.SignInLink;
import dev.tenon.member.Tickets.Spent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who members are at providers, in SQL.
final class SqlIdentityStore implements IdentityStore {
  private final Transactions transactions;
  private final Writes writes;

  SqlIdentityStore(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String MEMBER =
      """
      SELECT m.workspace_id, m.id, m.email, m.name, m.role, m.passphrase, m.created_at, m.seen_at
      FROM member_identities i
      JOIN members m ON m.workspace_id = i.workspace_id AND m.id = i.member_id
      WHERE i.workspace_id = ? AND i.issuer = ? AND i.subject = ?
      """;

  @Override
  public Optional<Member> member(WorkspaceId workspace, Identity identity) {
    return transactions.read(
        tx ->
            tx.one(SqlMemberStore::read, MEMBER, workspace, identity.issuer(), identity.subject()));
  }

  private static final String LIST =
      """
      SELECT issuer, subject, created_at
      FROM member_identities
      WHERE workspace_id = ? AND member_id = ?
      ORDER BY created_at, issuer, subject
      """;

  @Override
  public List<Connected> list(WorkspaceId workspace, MemberId member) {
    return transactions.read(tx -> tx.list(SqlIdentityStore::read, LIST, workspace, member));
  }

  private static final String HOLDERS =
      """
      SELECT DISTINCT member_id FROM member_identities WHERE workspace_id = ?
      """;

  @Override
  public Set<MemberId> holders(WorkspaceId workspace) {
    return Set.copyOf(
        transactions.read(
            tx -> tx.list(row -> new MemberId(row.text("member_id")), HOLDERS, workspace)));
  }

  @Override
  public boolean spend(WorkspaceId workspace, Spent spent) {
    return transactions.once(tx -> SpentTickets.spend(tx, workspace, spent));
  }

  private static final String KEEP_MEMBER =
      """
      SELECT 1 FROM members WHERE workspace_id = ? AND id = ? {for share}
      """;

  private static final String INSERT =
      """
      INSERT INTO member_identities (workspace_id, issuer, subject, member_id, created_at)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  @Override
  public boolean connect(Member member, Identity identity, Instant at, AuditEvent event) {
    return writes.audited(event, tx -> insert(tx, member, identity, at));
  }

  private static boolean insert(Tx tx, Member member, Identity identity, Instant at)
      throws SQLException {
    return tx.exists(KEEP_MEMBER, member.workspace(), member.id())
        && tx.update(
                INSERT, member.workspace(), identity.issuer(), identity.subject(), member.id(), at)
            == 1;
  }

  private static final String REMOVE =
      """
      DELETE FROM member_identities
      WHERE workspace_id = ? AND issuer = ? AND subject = ? AND member_id = ?
      """;

  @Override
  public boolean disconnect(Member member, Identity identity, AuditEvent event) {
    return writes.audited(
        event,
        tx ->
            tx.update(
                    REMOVE, member.workspace(), identity.issuer(), identity.subject(), member.id())
                == 1);
  }

  @Override
  public boolean join(
      Optional<SignInLink> link,
      Member member,
      Identity identity,
      MemberSession session,
      AuditEvent event) {
    return writes.audited(
        event,
        tx ->
            (link.isEmpty() || SignInLinkRows.take(tx, link.get()))
                && (link.flatMap(SignInLink::member).isPresent()
                    || SqlMemberStore.insert(tx, member))
                && insert(tx, member, identity, session.createdAt())
                && MemberSessions.insert(tx, session));
  }

  private static Connected read(Row row) throws SQLException {
    return new Connected(
        new Identity(row.text("issuer"), row.text("subject")), row.instant("created_at"));
  }
}
