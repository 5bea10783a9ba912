package dev.tenon.server.sql;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.App;
import dev.tenon.app.AppChange;
import dev.tenon.app.AppStore;
import dev.tenon.app.CallRule;
import dev.tenon.app.Renaming;
import dev.tenon.audit.AuditEvent;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The apps in SQL.
final class SqlAppStore implements AppStore {
  private final Transactions transactions;
  private final Writes writes;

  SqlAppStore(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String FIND =
      """
      SELECT workspace_id, name, return_urls_json, allowed_calls_json, created_at
      FROM apps
      WHERE workspace_id = ? AND name = ?
      """;

  @Override
  public Optional<App> find(WorkspaceId workspace, AppName name) {
    return transactions.read(tx -> tx.one(SqlAppStore::read, FIND, workspace, name));
  }

  private static final String KEEP =
      """
      SELECT 1 FROM apps WHERE workspace_id = ? AND name = ? {for share}
      """;

  /// Whether there is such an app, which is neither deleted nor renamed before the transaction
  /// ends.
  static boolean keep(Tx tx, WorkspaceId workspace, AppName name) throws SQLException {
    return tx.exists(KEEP, workspace, name);
  }

  private static final String ALL =
      """
      SELECT workspace_id, name, return_urls_json, allowed_calls_json, created_at
      FROM apps
      WHERE workspace_id = ?
      ORDER BY name
      """;

  @Override
  public List<App> all(WorkspaceId workspace) {
    return transactions.read(tx -> tx.list(SqlAppStore::read, ALL, workspace));
  }

  private static final String INSERT =
      """
      INSERT INTO apps (workspace_id, name, return_urls_json, allowed_calls_json, created_at)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  @Override
  public boolean create(App app, AuditEvent event) {
    return writes.settings(
        event,
        tx ->
            tx.update(
                    INSERT,
                    app.workspace(),
                    app.name(),
                    urls(app.returnUrls()),
                    rules(app.allowedCalls()),
                    app.createdAt())
                == 1);
  }

  private static final String UPDATE =
      """
      UPDATE apps SET return_urls_json = coalesce(?, return_urls_json),
        allowed_calls_json = coalesce(?, allowed_calls_json)
      WHERE workspace_id = ? AND name = ?
      """;

  @Override
  public boolean update(WorkspaceId workspace, AppName name, AppChange change, AuditEvent event) {
    return writes.settings(
        event,
        tx ->
            tx.update(
                    UPDATE,
                    change.returnUrls().map(SqlAppStore::urls),
                    change.allowedCalls().map(SqlAppStore::rules),
                    workspace,
                    name)
                == 1);
  }

  private static final String DELETE =
      """
      DELETE FROM apps WHERE workspace_id = ? AND name = ?
      """;

  private static final String REVOKE_KEYS =
      """
      UPDATE api_keys SET revoked_at = ?
      WHERE workspace_id = ? AND app = ? AND revoked_at IS NULL
      """;

  @Override
  public boolean delete(WorkspaceId workspace, AppName name, AuditEvent event) {
    return writes.settings(
        event,
        tx -> {
          // The app first: a key that is being made waits for it, or is there to be revoked.
          boolean deleted = tx.update(DELETE, workspace, name) == 1;
          tx.update(REVOKE_KEYS, event.at(), workspace, name);
          if (deleted) {
            ClientApps.takeOut(tx, name, event);
          }
          return deleted;
        });
  }

  @Override
  public Renaming rename(WorkspaceId workspace, AppName name, AppName other, AuditEvent event) {
    return AppRenaming.run(writes, workspace, name, other, event);
  }

  private static String urls(List<URI> urls) {
    return Json.list(urls.stream().map(URI::toString).toList());
  }

  private static String rules(List<CallRule> rules) {
    return Json.list(rules.stream().map(CallRule::toString).toList());
  }

  private static App read(Row row) throws SQLException {
    return new App(
        row.workspace(),
        new AppName(row.text("name")),
        Json.readList(row.text("return_urls_json")).stream().map(URI::create).toList(),
        row.optionalText("allowed_calls_json").map(Json::readList).orElse(List.of()).stream()
            .map(CallRule::parse)
            .toList(),
        row.instant("created_at"));
  }
}
