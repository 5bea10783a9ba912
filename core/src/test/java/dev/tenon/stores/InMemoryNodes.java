package dev.tenon.stores;

import dev.tenon.workspace.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// The hub's processes in memory.
public final class InMemoryNodes implements Nodes {
  private final InMemoryStores stores;
  private final Map<String, Instant> seen = new HashMap<>();

  InMemoryNodes(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void beat(Node node, Instant at) {
    stores.transaction(
        () -> {
          seen.put(node.id(), at);
          return seen.values().removeIf(since(Duration.ofDays(1))::isAfter);
        });
  }

  @Override
  public void leave(Node node) {
    stores.transaction(() -> seen.keySet().remove(node.id()));
  }

  @Override
  public int alive() {
    return stores.transaction(
        () ->
            Math.max(
                1,
                (int)
                    seen.values().stream()
                        .filter(since(Duration.ofSeconds(30))::isBefore)
                        .count()));
  }

  private Instant since(Duration ago) {
    return stores.clock().instant().minus(ago);
  }
}
