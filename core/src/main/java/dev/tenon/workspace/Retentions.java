package dev.tenon.workspace;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The stored retentions. Safe for use by any thread; a write is one transaction with its audit
/// event, and is not announced: no node remembers them.
public interface Retentions {
  /// What the workspace keeps for how long; [Retention#standard] where nothing was chosen.
  Retention find(WorkspaceId workspace);

  /// Makes `after` of `before`; false, and nothing is changed, where it is not `before` any more.
  boolean replace(WorkspaceId workspace, Retention before, Retention after, AuditEvent event);

  /// Every workspace behind `after`, or from the first, at most `limit`, in the order of their ids:
  /// for the hub's own sweeps.
  List<Kept> page(Optional<WorkspaceId> after, int limit);

  /// Shows every workspace to `each`, a page at a time. What was chosen meanwhile may be missed
  /// until the next time.
  default void forEach(Consumer<Kept> each) {
    int limit = 500;
    List<Kept> page = page(Optional.empty(), limit);
    while (!page.isEmpty()) {
      page.forEach(each);
      page = page.size() < limit ? List.of() : page(Optional.of(page.getLast().workspace()), limit);
    }
  }

  /// What a workspace keeps for how long.
  record Kept(WorkspaceId workspace, Retention retention) {}
}
