package dev.tenon.server.sql;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Which apps OAuth clients are for, within the transaction that deletes or renames one of those
/// apps.
final class ClientApps {
  private ClientApps() {}

  private static final String LISTS =
      """
      SELECT id, name, apps_json
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

  /// Takes `app`, which `deletion` is about, out of every list of the workspace; the audit log says
  /// of each client that it lost the app.
  static void takeOut(Tx tx, AppName app, AuditEvent deletion) throws SQLException {
    WorkspaceId workspace = deletion.workspace();
    for (Listed each : replace(tx, workspace, app, List.of(), deletion.at())) {
      SqlAuditLog.append(
          tx,
          new AuditEvent(
              workspace,
              deletion.at(),
              deletion.actor(),
              "oauth_client.changed",
              each.client(),
              Map.of("name", each.name(), "deleted_app", app.value())));
    }
  }

  /// Writes `other` in place of `app` in every list of the workspace.
  static void rename(Tx tx, WorkspaceId workspace, AppName app, AppName other, Instant at)
      throws SQLException {
    replace(tx, workspace, app, List.of(other.value()), at);
  }

  /// The clients whose lists were written anew, with what stood there.
  private static List<Listed> replace(
      Tx tx, WorkspaceId workspace, AppName app, List<String> by, Instant at) throws SQLException {
    List<Listed> named =
        tx.list(ClientApps::read, LISTS, workspace).stream()
            .filter(it -> it.apps().contains(app.value()))
            .toList();
    for (Listed each : named) {
      List<String> apps =
          each.apps().stream()
              .flatMap(it -> it.equals(app.value()) ? by.stream() : Stream.of(it))
              .distinct()
              .sorted()
              .toList();
      tx.update(REPLACE, Json.list(apps), at, workspace, each.client());
    }
    return named;
  }

  private static Listed read(Row row) throws SQLException {
    return new Listed(row.text("id"), row.text("name"), Json.readList(row.text("apps_json")));
  }

  private record Listed(String client, String name, List<String> apps) {}
}
