package dev.tenon.sandbox.oauth;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// The clients registered at one provider. Safe for use by any thread.
public final class Clients {
  private final Map<String, Client> byId = new ConcurrentHashMap<>();

  /// Registers a client, in place of one with the same id.
  public void register(Client client) {
    byId.put(client.id(), client);
  }

  /// The client with this id.
  public Optional<Client> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// Every client, by id.
  public List<Client> all() {
    return byId.values().stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
  }

  /// Changes a client; nothing where there is none.
  public Optional<Client> change(String id, UnaryOperator<Client> change) {
    return Optional.ofNullable(byId.computeIfPresent(id, (_, client) -> change.apply(client)));
  }

  /// Forgets every client.
  public void clear() {
    byId.clear();
  }
}
