package dev.tenon.server.sql;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.member.EmailAddress;
import dev.tenon.member.HashedPassphrase;
import dev.tenon.member.Member;
import dev.tenon.member.MemberSession;
import dev.tenon.member.MemberStore;
import dev.tenon.member.Members.Change;
import dev.tenon.member.Role;
import dev.tenon.member.SignInLink;
import dev.tenon.member.SignInLinkId;
import dev.tenon.secret.Fingerprint;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The members in SQL. Their links: [SignInLinkRows]; their sessions: [MemberSessions].
final class SqlMemberStore implements MemberStore {
  private final Transactions transactions;
  private final Writes writes;
  private final SignInLinkRows links;
  private final MemberSessions sessions;

  SqlMemberStore(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
    this.links = new SignInLinkRows(transactions);
    this.sessions = new MemberSessions(transactions);
  }

  private static final String FIND =
      """
      SELECT workspace_id, id, email, name, role, passphrase, created_at, seen_at
      FROM members
      WHERE workspace_id = ? AND id = ?
      """;

  @Override
  public Optional<Member> find(WorkspaceId workspace, MemberId id) {
    return transactions.read(tx -> tx.one(SqlMemberStore::read, FIND, workspace, id));
  }

  private static final String LIST =
      """
      SELECT workspace_id, id, email, name, role, passphrase, created_at, seen_at
      FROM members
      WHERE workspace_id = ?
      ORDER BY email
      """;

  @Override
  public List<Member> list(WorkspaceId workspace) {
    return transactions.read(tx -> tx.list(SqlMemberStore::read, LIST, workspace));
  }

  private static final String WITH_EMAIL =
      """
      SELECT workspace_id, id, email, name, role, passphrase, created_at, seen_at
      FROM members
      WHERE email = ?
      ORDER BY created_at, id
      LIMIT ?
      """;

  @Override
  public List<Member> withEmail(EmailAddress email, int limit) {
    return transactions.read(tx -> tx.list(SqlMemberStore::read, WITH_EMAIL, email, limit));
  }

  private static final String RENAME =
      """
      UPDATE members SET name = ? WHERE workspace_id = ? AND id = ?
      """;

  @Override
  public boolean rename(WorkspaceId workspace, MemberId id, String name, AuditEvent event) {
    return writes.audited(event, tx -> tx.update(RENAME, name, workspace, id) == 1);
  }

  private static final String GIVE_ROLE =
      """
      UPDATE members SET role = ? WHERE workspace_id = ? AND id = ?
      """;

  @Override
  public Change giveRole(WorkspaceId workspace, MemberId id, Role role, AuditEvent event) {
    return transactions.write(
        tx -> {
          Change change = role == Role.ADMIN ? Change.DONE : spared(tx, workspace, id);
          return written(
              tx,
              event,
              change == Change.DONE && tx.update(GIVE_ROLE, role.apiName(), workspace, id) == 0
                  ? Change.UNKNOWN
                  : change);
        });
  }

  private static final String ROLE =
      """
      SELECT role FROM members WHERE workspace_id = ? AND id = ?
      """;

  private static final String OTHER_ADMIN =
      """
      SELECT 1 FROM members WHERE workspace_id = ? AND id <> ? AND role = 'admin' LIMIT 1
      """;

  /// Whether the workspace can do without this member as an admin. Those who are taken away at once
  /// are so one after the other: each sees what became of the one before.
  private static Change spared(Tx tx, WorkspaceId workspace, MemberId id) throws SQLException {
    tx.exists(LOCK_WORKSPACE, workspace);
    Optional<Role> role = tx.one(SqlMemberStore::role, ROLE, workspace, id);
    if (role.isEmpty()) {
      return Change.UNKNOWN;
    }
    return role.get() != Role.ADMIN || tx.exists(OTHER_ADMIN, workspace, id)
        ? Change.DONE
        : Change.LAST_ADMIN;
  }

  /// Only what is done is written, with its event.
  private static Change written(Tx tx, AuditEvent event, Change change) throws SQLException {
    if (change == Change.DONE) {
      SqlAuditLog.append(tx, event);
    } else {
      tx.undo();
    }
    return change;
  }

  private static final String GIVE_PASSPHRASE =
      """
      UPDATE members SET passphrase = ? WHERE workspace_id = ? AND id = ?
      """;

  @Override
  public boolean givePassphrase(
      WorkspaceId workspace, MemberId id, HashedPassphrase passphrase, AuditEvent event) {
    return writes.audited(
        event, tx -> tx.update(GIVE_PASSPHRASE, passphrase.encoded(), workspace, id) == 1);
  }

  private static final String REMOVE =
      """
      DELETE FROM members WHERE workspace_id = ? AND id = ?
      """;

  @Override
  public Change remove(WorkspaceId workspace, MemberId id, AuditEvent event) {
    return transactions.write(
        tx -> {
          Change change = spared(tx, workspace, id);
          return written(
              tx,
              event,
              change == Change.DONE && tx.update(REMOVE, workspace, id) == 0
                  ? Change.UNKNOWN
                  : change);
        });
  }

  @Override
  public void addLink(SignInLink link, AuditEvent event) {
    links.add(link, event);
  }

  @Override
  public Optional<SignInLink> openLink(Fingerprint key, Instant now) {
    return links.open(key, now);
  }

  @Override
  public List<SignInLink> links(WorkspaceId workspace, Instant now) {
    return links.list(workspace, now);
  }

  @Override
  public boolean removeLink(WorkspaceId workspace, SignInLinkId id, AuditEvent event) {
    return links.remove(workspace, id, event);
  }

  private static final String LOCK_WORKSPACE =
      """
      SELECT 1 FROM workspaces WHERE workspace_id = ? {for update}
      """;

  private static final String ANY =
      """
      SELECT 1 FROM members WHERE workspace_id = ? LIMIT 1
      """;

  private static final String INSERT =
      """
      INSERT INTO members (workspace_id, id, email, name, role, passphrase, created_at, seen_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  @Override
  public boolean use(SignInLink link, Member member, MemberSession session, AuditEvent event) {
    return writes.audited(
        event,
        tx ->
            SignInLinkRows.take(tx, link)
                && (link.member().isPresent() || joins(tx, link, member))
                && MemberSessions.insert(tx, session));
  }

  /// Those who use a first link at once do it one after the other.
  private static boolean joins(Tx tx, SignInLink link, Member member) throws SQLException {
    boolean free =
        !link.first()
            || (tx.exists(LOCK_WORKSPACE, link.workspace()) && !tx.exists(ANY, link.workspace()));
    return free && insert(tx, member);
  }

  /// False where the e-mail address is taken.
  static boolean insert(Tx tx, Member member) throws SQLException {
    return tx.update(
            INSERT,
            member.workspace(),
            member.id(),
            member.email(),
            member.name(),
            member.role().apiName(),
            member.passphrase().map(HashedPassphrase::encoded),
            member.createdAt(),
            member.seenAt())
        == 1;
  }

  @Override
  public boolean begin(MemberSession session, AuditEvent event) {
    return writes.audited(event, tx -> MemberSessions.insert(tx, session));
  }

  @Override
  public Optional<Signed> signed(Fingerprint key) {
    return sessions.find(key);
  }

  @Override
  public void touch(MemberSession session, Instant at) {
    sessions.touch(session, at);
  }

  @Override
  public boolean end(MemberSession session, AuditEvent event) {
    return sessions.end(session, event);
  }

  @Override
  public int endOthers(WorkspaceId workspace, MemberId member, Fingerprint except) {
    return sessions.endOthers(workspace, member, except);
  }

  @Override
  public int removeOver(Instant now) {
    return links.removeOver(now)
        + sessions.removeOver(now)
        + transactions.once(tx -> SpentTickets.removeOver(tx, now));
  }

  static Member read(Row row) throws SQLException {
    return new Member(
        new MemberId(row.text("id")),
        row.workspace(),
        new EmailAddress(row.text("email")),
        row.text("name"),
        role(row),
        row.optionalText("passphrase").map(HashedPassphrase::new),
        row.instant("created_at"),
        row.optionalInstant("seen_at"));
  }

  static Role role(Row row) throws SQLException {
    return Role.parse(row.text("role"))
        .orElseThrow(() -> new IllegalStateException("an unknown role is stored"));
  }
}
