package dev.tenon.server.sql;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.member.EmailAddress;
import dev.tenon.member.SignInLink;
import dev.tenon.member.SignInLinkId;
import dev.tenon.secret.Fingerprint;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The links that sign members in, in SQL.
final class SignInLinkRows {
  private final Transactions transactions;
  private final Writes writes;

  SignInLinkRows(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String ADD =
      """
      INSERT INTO sign_in_links (workspace_id, id, link_key, member_id, role, email, name,
        first_one, created_at, expires_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  void add(SignInLink link, AuditEvent event) {
    writes.audited(
        event,
        tx ->
            tx.update(
                    ADD,
                    link.workspace(),
                    link.id(),
                    link.key(),
                    link.member(),
                    link.role().apiName(),
                    link.email(),
                    link.name(),
                    link.first(),
                    link.createdAt(),
                    link.expiresAt())
                == 1);
  }

  private static final String OPEN =
      """
      SELECT workspace_id, id, link_key, member_id, role, email, name, first_one, created_at,
        expires_at
      FROM sign_in_links
      WHERE link_key = ? AND expires_at > ?
      """;

  Optional<SignInLink> open(Fingerprint key, Instant now) {
    return transactions.read(tx -> tx.one(SignInLinkRows::read, OPEN, key, now));
  }

  private static final String LIST =
      """
      SELECT workspace_id, id, link_key, member_id, role, email, name, first_one, created_at,
        expires_at
      FROM sign_in_links
      WHERE workspace_id = ? AND expires_at > ?
      ORDER BY created_at DESC, id
      """;

  List<SignInLink> list(WorkspaceId workspace, Instant now) {
    return transactions.read(tx -> tx.list(SignInLinkRows::read, LIST, workspace, now));
  }

  private static final String REMOVE =
      """
      DELETE FROM sign_in_links WHERE workspace_id = ? AND id = ?
      """;

  boolean remove(WorkspaceId workspace, SignInLinkId id, AuditEvent event) {
    return writes.audited(event, tx -> tx.update(REMOVE, workspace, id) == 1);
  }

  /// Removes a link that is used: true for one of those who use it at once.
  static boolean take(Tx tx, SignInLink link) throws SQLException {
    return tx.update(REMOVE, link.workspace(), link.id()) == 1;
  }

  private static final String REMOVE_OVER =
      """
      DELETE FROM sign_in_links WHERE expires_at <= ?
      """;

  int removeOver(Instant now) {
    return transactions.once(tx -> tx.update(REMOVE_OVER, now));
  }

  private static SignInLink read(Row row) throws SQLException {
    return new SignInLink(
        new SignInLinkId(row.text("id")),
        row.workspace(),
        row.fingerprint("link_key"),
        row.optionalText("member_id").map(MemberId::new),
        SqlMemberStore.role(row),
        row.optionalText("email").map(EmailAddress::new),
        row.text("name"),
        row.flag("first_one"),
        row.instant("created_at"),
        row.instant("expires_at"));
  }
}
