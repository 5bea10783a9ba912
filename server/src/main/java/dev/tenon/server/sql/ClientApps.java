package dev.tenon.server.sql;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Which apps OAuth clients are for, within the transaction that deletes or renames one of those
/// apps.
final class ClientApps {
  private ClientApps() {}

  private static final String LISTS =
      """
      SELECT id, apps_json
      FROM oauth_clients
      WHERE workspace_id = ? AND apps_json IS NOT NULL
      ORDER BY id
      {for update}
      """;

  // Whoever has read the client before writes no older list over it: the version is another. A
  // rejection is of the registration at the provider, which is the same.
  private static final String REPLACE =
      """
      UPDATE oauth_clients
      SET apps_json = ?, version = version + 1, rejected_version = rejected_version + 1,
        updated_at = ?
      WHERE workspace_id = ? AND id = ?
      """;

  /// Takes `app` out of every list of the workspace.
  static void takeOut(Tx tx, WorkspaceId workspace, AppName app, Instant at) throws SQLException {
    replace(tx, workspace, app, List.of(), at);
  }

  /// Writes `other` in place of `app` in every list of the workspace.
  static void rename(Tx tx, WorkspaceId workspace, AppName app, AppName other, Instant at)
      throws SQLException {
    replace(tx, workspace, app, List.of(other.value()), at);
  }

  private static void replace(
      Tx tx, WorkspaceId workspace, AppName app, List<String> by, Instant at) throws SQLException {
    for (Listed each :
        tx.list(
            row -> new Listed(row.text("id"), Json.readList(row.text("apps_json"))),
            LISTS,
            workspace)) {
      if (each.apps().contains(app.value())) {
        List<String> apps =
            each.apps().stream()
                .flatMap(it -> it.equals(app.value()) ? by.stream() : Stream.of(it))
                .distinct()
                .sorted()
                .toList();
        tx.update(REPLACE, Json.list(apps), at, workspace, each.client());
      }
    }
  }

  private record Listed(String client, List<String> apps) {}
}
