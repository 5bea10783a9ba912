package dev.tenon.stores;

import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A change feed of one process. Tests may announce changes as if another node had made them.
public final class InMemoryChangeFeed implements ChangeFeed {
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger awaited = new AtomicInteger();
  private volatile boolean current = true;

  InMemoryChangeFeed() {}

  @Override
  public void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  @Override
  public boolean isCurrent() {
    return current;
  }

  @Override
  public void awaitHeard() {
    // There is nobody else.
    awaited.incrementAndGet();
  }

  /// How often somebody wanted to be heard by every node.
  public int awaited() {
    return awaited.get();
  }

  /// Tells every listener of `change`.
  public void announce(Change change) {
    listeners.forEach(listener -> listener.accept(change));
  }

  /// Stops hearing other nodes.
  public void interrupt() {
    current = false;
  }

  /// Hears other nodes again.
  public void resume() {
    announce(new Change.Everything());
    current = true;
  }
}
