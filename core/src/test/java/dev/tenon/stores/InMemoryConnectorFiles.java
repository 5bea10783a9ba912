package dev.tenon.stores;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.connector.ConnectorFiles;
import dev.tenon.connector.ConnectorName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The posted connector files in memory.
public final class InMemoryConnectorFiles implements ConnectorFiles {
  private final InMemoryStores stores;
  private final Map<RowKey, ConnectorFile> rows = new HashMap<>();

  InMemoryConnectorFiles(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public List<ConnectorFile> all(WorkspaceId workspace) {
    return stores.transaction(
        () ->
            rows.entrySet().stream()
                .filter(row -> row.getKey().workspace().equals(workspace))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparing(file -> file.name().value()))
                .toList());
  }

  @Override
  public void save(WorkspaceId workspace, ConnectorFile file, AuditEvent event) {
    stores.settings(
        event,
        () -> {
          rows.put(new RowKey(workspace, file.name().value()), file);
          return true;
        });
  }

  @Override
  public boolean delete(WorkspaceId workspace, ConnectorName name, AuditEvent event) {
    return stores.settings(event, () -> rows.remove(new RowKey(workspace, name.value())) != null);
  }
}
