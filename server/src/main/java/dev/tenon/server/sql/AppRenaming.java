package dev.tenon.server.sql;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.Renaming;
import dev.tenon.audit.AuditEvent;
import dev.tenon.connection.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Gives an app another name in every row where it stands, in one transaction.
final class AppRenaming {
  private AppRenaming() {}

  private static final String NAMED =
      """
      SELECT 1 FROM apps WHERE workspace_id = ? AND name = ?
      """;

  /// What an earlier app of that name held itself, and what nobody ended.
  private static final String HELD =
      """
      SELECT 1 FROM connections
      WHERE workspace_id = ? AND owner_kind = 'app' AND owner = ? AND status <> 'revoked'
      LIMIT 1
      """;

  private static final String APP =
      """
      UPDATE apps SET name = ? WHERE workspace_id = ? AND name = ?
      """;

  private static final String KEYS =
      """
      UPDATE api_keys SET app = ? WHERE workspace_id = ? AND app = ?
      """;

  private static final String LINKS =
      """
      UPDATE connect_links SET app = ? WHERE workspace_id = ? AND app = ?
      """;

  private static final String SYNCS =
      """
      UPDATE syncs SET app = ? WHERE workspace_id = ? AND app = ?
      """;

  /// As [dev.tenon.app.AppStore#rename] says.
  static Renaming run(
      Writes writes, WorkspaceId workspace, AppName name, AppName other, AuditEvent event) {
    AtomicReference<Renaming> outcome = new AtomicReference<>(Renaming.TAKEN);
    try {
      writes.settings(
          event,
          tx -> {
            outcome.set(rename(tx, workspace, name, other, event));
            return outcome.get() == Renaming.DONE;
          });
      return outcome.get();
    } catch (DuplicateException _) {
      return Renaming.TAKEN;
    }
  }

  private static Renaming rename(
      Tx tx, WorkspaceId workspace, AppName name, AppName other, AuditEvent event)
      throws SQLException {
    if (!tx.exists(NAMED, workspace, name)) {
      return Renaming.UNKNOWN;
    }
    if (tx.exists(NAMED, workspace, other) || tx.exists(HELD, workspace, other)) {
      return Renaming.TAKEN;
    }
    // The app first: a key that is being made waits for it, and then finds no app of the old name.
    if (tx.update(APP, other, workspace, name) == 0) {
      return Renaming.UNKNOWN;
    }
    for (String each : List.of(KEYS, LINKS, SYNCS)) {
      tx.update(each, other, workspace, name);
    }
    connections(tx, workspace, name, other);
    ClientApps.rename(tx, workspace, name, other, event.at());
    return Renaming.DONE;
  }

  private static final String CONNECTIONS =
      """
      UPDATE connections SET owner = ? WHERE workspace_id = ? AND owner_kind = 'app' AND owner = ?
      """;

  private static final String OWNED =
      ConnectionRows.SELECT
          + """
          WHERE c.workspace_id = ? AND c.owner_kind = 'app' AND c.owner = ?
          """;

  private static void connections(Tx tx, WorkspaceId workspace, AppName name, AppName other)
      throws SQLException {
    if (tx.update(CONNECTIONS, other, workspace, name) > 0) {
      for (Connection each : tx.list(ConnectionRows::read, OWNED, workspace, other)) {
        WordRows.change(tx, each);
      }
    }
  }
}
