package dev.tenon.server.sql;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.member.MemberSession;
import dev.tenon.member.Passkey;
import dev.tenon.member.PasskeyId;
import dev.tenon.member.PasskeyStore;
import dev.tenon.member.Tickets.Spent;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The passkeys in SQL.
final class SqlPasskeyStore implements PasskeyStore {
  private final Transactions transactions;
  private final Writes writes;

  SqlPasskeyStore(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String LOCK_MEMBER =
      """
      SELECT 1 FROM members WHERE workspace_id = ? AND id = ? {for update}
      """;

  private static final String COUNT =
      """
      SELECT count(*) AS there FROM passkeys WHERE workspace_id = ? AND member_id = ?
      """;

  private static final String INSERT =
      """
      INSERT INTO passkeys (workspace_id, id, member_id, credential, public_key, counter, synced,
        name, created_at, used_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  @Override
  public boolean add(Passkey passkey, Spent spent, int most, AuditEvent event) {
    return writes.audited(
        event,
        tx ->
            SpentTickets.spend(tx, passkey.workspace(), spent)
                && tx.exists(LOCK_MEMBER, passkey.workspace(), passkey.member())
                && count(tx, passkey) < most
                && tx.update(
                        INSERT,
                        passkey.workspace(),
                        passkey.id(),
                        passkey.member(),
                        passkey.credential(),
                        passkey.publicKey(),
                        passkey.counter(),
                        passkey.isSynced(),
                        passkey.name(),
                        passkey.createdAt(),
                        passkey.usedAt())
                    == 1);
  }

  private static long count(Tx tx, Passkey passkey) throws SQLException {
    return tx.one(row -> row.number("there"), COUNT, passkey.workspace(), passkey.member())
        .orElse(0L);
  }

  private static final String LIST =
      """
      SELECT workspace_id, id, member_id, credential, public_key, counter, synced, name, created_at,
        used_at
      FROM passkeys
      WHERE workspace_id = ? AND member_id = ?
      ORDER BY created_at, id
      """;

  @Override
  public List<Passkey> list(WorkspaceId workspace, MemberId member) {
    return transactions.read(tx -> tx.list(SqlPasskeyStore::read, LIST, workspace, member));
  }

  private static final String HOLDERS =
      """
      SELECT DISTINCT member_id FROM passkeys WHERE workspace_id = ?
      """;

  @Override
  public Set<MemberId> holders(WorkspaceId workspace) {
    return Set.copyOf(
        transactions.read(
            tx -> tx.list(row -> new MemberId(row.text("member_id")), HOLDERS, workspace)));
  }

  private static final String WITH_CREDENTIAL =
      """
      SELECT p.id AS passkey_id, p.member_id, p.credential, p.public_key, p.counter, p.synced,
        p.name AS passkey_name, p.created_at AS added_at, p.used_at, m.workspace_id, m.id, m.email,
        m.name, m.role, m.passphrase, m.created_at, m.seen_at
      FROM passkeys p
      JOIN members m ON m.workspace_id = p.workspace_id AND m.id = p.member_id
      WHERE p.credential = ?
      """;

  @Override
  public Optional<Held> withCredential(String credential) {
    return transactions.read(tx -> tx.one(SqlPasskeyStore::held, WITH_CREDENTIAL, credential));
  }

  private static final String USE =
      """
      UPDATE passkeys SET counter = ?, used_at = ?
      WHERE workspace_id = ? AND id = ? AND counter = ?
      """;

  @Override
  public boolean use(
      Passkey passkey, long before, Spent spent, MemberSession session, AuditEvent event) {
    return writes.audited(
        event,
        tx ->
            SpentTickets.spend(tx, passkey.workspace(), spent)
                && tx.update(
                        USE,
                        passkey.counter(),
                        passkey.usedAt(),
                        passkey.workspace(),
                        passkey.id(),
                        before)
                    == 1
                && MemberSessions.insert(tx, session));
  }

  private static final String RENAME =
      """
      UPDATE passkeys SET name = ? WHERE workspace_id = ? AND member_id = ? AND id = ?
      """;

  @Override
  public boolean rename(
      WorkspaceId workspace, MemberId member, PasskeyId id, String name, AuditEvent event) {
    return writes.audited(event, tx -> tx.update(RENAME, name, workspace, member, id) == 1);
  }

  private static final String REMOVE =
      """
      DELETE FROM passkeys WHERE workspace_id = ? AND member_id = ? AND id = ?
      """;

  @Override
  public boolean remove(WorkspaceId workspace, MemberId member, PasskeyId id, AuditEvent event) {
    return writes.audited(event, tx -> tx.update(REMOVE, workspace, member, id) == 1);
  }

  private static Passkey read(Row row) throws SQLException {
    return read(row, "id", "name", "created_at");
  }

  private static Held held(Row row) throws SQLException {
    return new Held(read(row, "passkey_id", "passkey_name", "added_at"), SqlMemberStore.read(row));
  }

  private static Passkey read(Row row, String id, String name, String createdAt)
      throws SQLException {
    return new Passkey(
        new PasskeyId(row.text(id)),
        row.workspace(),
        new MemberId(row.text("member_id")),
        row.text("credential"),
        row.text("public_key"),
        row.number("counter"),
        row.flag("synced"),
        row.text(name),
        row.instant(createdAt),
        row.optionalInstant("used_at"));
  }
}
