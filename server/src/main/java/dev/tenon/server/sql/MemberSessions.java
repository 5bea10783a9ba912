package dev.tenon.server.sql;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.member.MemberSession;
import dev.tenon.member.MemberStore.Signed;
import dev.tenon.secret.Fingerprint;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The sessions of members, in SQL.
final class MemberSessions {
  private final Transactions transactions;
  private final Writes writes;

  MemberSessions(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String KEEP_MEMBER =
      """
      SELECT 1 FROM members WHERE workspace_id = ? AND id = ? {for share}
      """;

  private static final String INSERT =
      """
      INSERT INTO member_sessions (workspace_id, session_key, member_id, created_at, seen_at)
      VALUES (?, ?, ?, ?, ?)
      """;

  static boolean insert(Tx tx, MemberSession session) throws SQLException {
    return tx.exists(KEEP_MEMBER, session.workspace(), session.member())
        && tx.update(
                INSERT,
                session.workspace(),
                session.key(),
                session.member(),
                session.createdAt(),
                session.seenAt())
            == 1;
  }

  private static final String FIND =
      """
      SELECT s.session_key, s.created_at AS began_at, s.seen_at AS asked_at, m.workspace_id, m.id,
        m.email, m.name, m.role, m.passphrase, m.created_at, m.seen_at
      FROM member_sessions s
      JOIN members m ON m.workspace_id = s.workspace_id AND m.id = s.member_id
      WHERE s.session_key = ?
      """;

  Optional<Signed> find(Fingerprint key) {
    return transactions.read(tx -> tx.one(MemberSessions::read, FIND, key));
  }

  private static final String TOUCH =
      """
      UPDATE member_sessions SET seen_at = ? WHERE workspace_id = ? AND session_key = ?
      """;

  private static final String TOUCH_MEMBER =
      """
      UPDATE members SET seen_at = ? WHERE workspace_id = ? AND id = ?
      """;

  void touch(MemberSession session, Instant at) {
    transactions.write(
        tx -> {
          tx.update(TOUCH, at, session.workspace(), session.key());
          return tx.update(TOUCH_MEMBER, at, session.workspace(), session.member());
        });
  }

  private static final String END =
      """
      DELETE FROM member_sessions WHERE workspace_id = ? AND session_key = ?
      """;

  boolean end(MemberSession session, AuditEvent event) {
    return writes.audited(event, tx -> tx.update(END, session.workspace(), session.key()) == 1);
  }

  private static final String END_OTHERS =
      """
      DELETE FROM member_sessions
      WHERE workspace_id = ? AND member_id = ? AND session_key <> ?
      """;

  int endOthers(WorkspaceId workspace, MemberId member, Fingerprint except) {
    return transactions.once(tx -> tx.update(END_OTHERS, workspace, member, except));
  }

  private static final String REMOVE_OVER =
      """
      DELETE FROM member_sessions WHERE seen_at <= ? OR created_at <= ?
      """;

  int removeOver(Instant now) {
    Instant idle = now.minus(MemberSession.IDLE);
    Instant old = now.minus(MemberSession.LIFE);
    return transactions.once(tx -> tx.update(REMOVE_OVER, idle, old));
  }

  private static Signed read(Row row) throws SQLException {
    MemberSession session =
        new MemberSession(
            row.fingerprint("session_key"),
            row.workspace(),
            new MemberId(row.text("id")),
            row.instant("began_at"),
            row.instant("asked_at"));
    return new Signed(session, SqlMemberStore.read(row));
  }
}
