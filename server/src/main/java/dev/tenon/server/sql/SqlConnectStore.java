package dev.tenon.server.sql;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.IntegrationName;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.ConnectSession;
import dev.tenon.connect.ConnectStore;
import dev.tenon.connect.LinkLabel;
import dev.tenon.connect.PendingGrant;
import dev.tenon.connect.UnclaimedGrant;
import dev.tenon.secret.Fingerprint;
import dev.tenon.workspace.Language;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The connect links in SQL; trips and pending grants in [ConnectSessions] and [PendingGrants].
final class SqlConnectStore implements ConnectStore {
  private final Transactions transactions;
  private final Writes writes;
  private final ConnectSessions sessions;
  private final PendingGrants pending;
  private final UnclaimedGrants unclaimed;

  SqlConnectStore(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
    this.sessions = new ConnectSessions(transactions);
    this.pending = new PendingGrants(transactions);
    this.unclaimed = new UnclaimedGrants(transactions);
  }

  private static final String CREATE_LINK =
      """
      INSERT INTO connect_links (workspace_id, id, app, user_id, integrations_json, return_url,
        token, expires_at, max_uses, uses, created_at, language, label_kind, label_json)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  @Override
  public void createLink(ConnectLink link, AuditEvent event) {
    List<String> integrations = link.integrations().stream().map(IntegrationName::value).toList();
    writes.audited(
        event,
        tx ->
            tx.update(
                    CREATE_LINK,
                    link.workspace(),
                    link.id(),
                    link.app(),
                    link.user(),
                    Json.list(integrations),
                    link.returnUrl(),
                    link.token(),
                    link.expiresAt(),
                    link.maxUses(),
                    link.uses(),
                    link.createdAt(),
                    link.language().map(Language::tag),
                    link.label().map(LinkLabel::kind),
                    link.label().map(it -> Json.object(it.details())))
                == 1);
  }

  private static final String OPEN_LINK =
      """
      SELECT workspace_id, id, app, user_id, integrations_json, return_url, token, expires_at,
        max_uses, uses, created_at, language, label_kind, label_json
      FROM connect_links
      WHERE token = ?
      """;

  @Override
  public Optional<ConnectLink> openLink(Fingerprint token) {
    return transactions.read(tx -> tx.one(SqlConnectStore::read, OPEN_LINK, token));
  }

  private static final String FIND_LINK =
      """
      SELECT workspace_id, id, app, user_id, integrations_json, return_url, token, expires_at,
        max_uses, uses, created_at, language, label_kind, label_json
      FROM connect_links
      WHERE workspace_id = ? AND id = ?
      """;

  @Override
  public Optional<ConnectLink> findLink(WorkspaceId workspace, ConnectLinkId id) {
    return transactions.read(tx -> tx.one(SqlConnectStore::read, FIND_LINK, workspace, id));
  }

  private static final String LABELLED =
      """
      SELECT workspace_id, id, app, user_id, integrations_json, return_url, token, expires_at,
        max_uses, uses, created_at, language, label_kind, label_json
      FROM connect_links
      WHERE workspace_id = ? AND label_kind = ?
      ORDER BY created_at DESC, id DESC
      LIMIT ?
      """;

  @Override
  public List<ConnectLink> labelled(WorkspaceId workspace, String kind, int limit) {
    return transactions.read(
        tx -> tx.list(SqlConnectStore::read, LABELLED, workspace, kind, limit));
  }

  private static final String USE_LINK =
      """
      UPDATE connect_links SET uses = uses + 1
      WHERE workspace_id = ? AND id = ? AND uses < max_uses AND expires_at > ?
      """;

  @Override
  public boolean useLink(WorkspaceId workspace, ConnectLinkId id, Instant now) {
    return transactions.once(tx -> tx.update(USE_LINK, workspace, id, now) == 1);
  }

  private static final String REVOKE_LINK =
      """
      UPDATE connect_links SET expires_at = CASE WHEN expires_at < ? THEN expires_at ELSE ? END
      WHERE workspace_id = ? AND id = ?
      """;

  @Override
  public boolean revokeLink(
      WorkspaceId workspace, ConnectLinkId id, Instant now, AuditEvent event) {
    return writes.audited(event, tx -> tx.update(REVOKE_LINK, now, now, workspace, id) == 1);
  }

  private static final String BIND_LINK =
      """
      UPDATE connect_links SET browser = ?
      WHERE workspace_id = ? AND id = ? AND (browser IS NULL OR browser = ?)
      """;

  @Override
  public boolean bindLink(WorkspaceId workspace, ConnectLinkId id, Fingerprint browser) {
    return transactions.once(tx -> tx.update(BIND_LINK, browser, workspace, id, browser) == 1);
  }

  private static final String IS_BOUND =
      """
      SELECT id FROM connect_links WHERE workspace_id = ? AND id = ? AND browser = ?
      """;

  @Override
  public boolean isBound(WorkspaceId workspace, ConnectLinkId id, Fingerprint browser) {
    return transactions.read(tx -> tx.exists(IS_BOUND, workspace, id, browser));
  }

  @Override
  public void begin(ConnectSession session) {
    sessions.begin(session);
  }

  @Override
  public Optional<ConnectSession> take(Fingerprint state) {
    return sessions.take(state);
  }

  @Override
  public void hold(PendingGrant grant, AuditEvent event) {
    writes.audited(event, tx -> pending.hold(tx, grant));
  }

  @Override
  public Optional<PendingGrant> findPending(
      WorkspaceId workspace, ConnectLinkId link, Fingerprint code, Instant now) {
    return pending.find(workspace, link, code, now);
  }

  @Override
  public List<PendingGrant> takeExpiredPending(Instant now, int limit) {
    return pending.takeExpired(now, limit);
  }

  @Override
  public void keepUnclaimed(UnclaimedGrant grant, AuditEvent event) {
    writes.audited(event, tx -> unclaimed.keep(tx, grant));
  }

  @Override
  public Optional<UnclaimedGrant> findUnclaimed(
      WorkspaceId workspace, Fingerprint handle, Instant now) {
    return unclaimed.find(workspace, handle, now);
  }

  @Override
  public int removeExpiredUnclaimed(Instant now) {
    return unclaimed.removeExpired(now);
  }

  @Override
  public int removeExpiredSessions(Instant now) {
    return sessions.removeExpired(now);
  }

  private static ConnectLink read(Row row) throws SQLException {
    return new ConnectLink(
        new ConnectLinkId(row.text("id")),
        row.workspace(),
        row.optionalText("app").map(AppName::new),
        new UserId(row.text("user_id")),
        Json.readList(row.text("integrations_json")).stream().map(IntegrationName::new).toList(),
        row.optionalText("return_url").map(URI::create),
        row.fingerprint("token"),
        row.instant("expires_at"),
        row.count("max_uses"),
        row.count("uses"),
        row.instant("created_at"),
        row.optionalText("language").flatMap(Language::parse),
        label(row));
  }

  private static Optional<LinkLabel> label(Row row) throws SQLException {
    Optional<String> details = row.optionalText("label_json");
    return row.optionalText("label_kind")
        .map(kind -> new LinkLabel(kind, details.map(Json::readObject).orElseGet(TreeMap::new)));
  }
}
