package dev.tenon.server.sql;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Which apps OAuth clients are for, within the transaction that deletes one of those apps.
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
    for (Listed each :
        tx.list(
            row -> new Listed(row.text("id"), Json.readList(row.text("apps_json"))),
            LISTS,
            workspace)) {
      List<String> others = new ArrayList<>(each.apps());
      if (others.remove(app.value())) {
        tx.update(REPLACE, Json.list(others), at, workspace, each.client());
      }
    }
  }

  private record Listed(String client, List<String> apps) {}
}
