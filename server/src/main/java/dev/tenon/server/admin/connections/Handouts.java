package dev.tenon.server.admin.connections;

import dev.tenon.access.AppName;
import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.StoredKey;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEntry;
import dev.tenon.connection.ConnectionId;
import dev.tenon.server.admin.connections.LifePage.Handout;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which version of a connection's token went to whom, read from the audit log: it is noted there
/// once for each key and version, before the token goes out.
final class Handouts {
  /// How far back is looked: one reading of the log.
  static final int LOOKED_AT = 60;

  private static final int SHOWN = 12;
  private static final String ISSUED = "token.issued";

  private final ConnectionParts parts;

  Handouts(ConnectionParts parts) {
    this.parts = parts;
  }

  /// The newest ones.
  List<Handout> of(Visit visit, ConnectionId connection) {
    List<AuditEntry> entries =
        parts
            .auditLog()
            .search(visit.workspace(), connection.value(), Optional.empty(), LOOKED_AT)
            .stream()
            .filter(it -> it.event().action().equals(ISSUED))
            .limit(SHOWN)
            .toList();
    Map<AppName, Map<KeyId, String>> keys = new HashMap<>();
    List<Handout> shown = new ArrayList<>();
    for (AuditEntry each : entries) {
      if (each.event().actor() instanceof Actor.App(AppName app, KeyId key)) {
        Map<KeyId, String> names = keys.computeIfAbsent(app, it -> names(visit.workspace(), it));
        shown.add(
            new Handout(
                each.event().details().getOrDefault("token_version", ""),
                app.value(),
                names.getOrDefault(key, key.value()),
                Words.when(each.event().at(), visit.now())));
      }
    }
    return shown;
  }

  private Map<KeyId, String> names(WorkspaceId workspace, AppName app) {
    Map<KeyId, String> names = new HashMap<>();
    for (StoredKey key : parts.keys().list(workspace, Optional.of(app))) {
      names.put(key.id(), key.name());
    }
    return names;
  }
}
