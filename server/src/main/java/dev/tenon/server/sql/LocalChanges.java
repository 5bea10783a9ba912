package dev.tenon.server.sql;

import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The change feed of a database that only this process writes: always current.
final class LocalChanges implements ChangeFeed {
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

  @Override
  public void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  @Override
  public boolean isCurrent() {
    return true;
  }

  @Override
  public void awaitHeard() {
    // There is nobody else.
  }

  void tell(List<Change> changes) {
    for (Change change : changes) {
      for (Consumer<Change> listener : listeners) {
        listener.accept(change);
      }
    }
  }
}
