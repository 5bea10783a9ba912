package dev.tenon.stores;

import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.connection.User;
import dev.tenon.connection.UserStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The users in memory.
public final class InMemoryUserStore implements UserStore {
  private final InMemoryStores stores;
  private final Map<RowKey, User> rows = new HashMap<>();

  InMemoryUserStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<User> find(WorkspaceId workspace, UserId id) {
    return stores.transaction(() -> Optional.ofNullable(rows.get(key(workspace, id))));
  }

  @Override
  public List<User> list(WorkspaceId workspace, Optional<UserId> after, int limit) {
    return stores.transaction(
        () ->
            rows.values().stream()
                .filter(user -> user.workspace().equals(workspace))
                .filter(
                    user -> after.isEmpty() || user.id().value().compareTo(after.get().value()) > 0)
                .sorted(Comparator.comparing(user -> user.id().value()))
                .limit(limit)
                .toList());
  }

  @Override
  public List<User> search(WorkspaceId workspace, UserQuery query, int offset, int limit) {
    return stores.transaction(
        () ->
            rows.values().stream()
                .filter(user -> user.workspace().equals(workspace))
                .filter(user -> query.id().map(user.id()::equals).orElse(true))
                .filter(user -> query.name().isEmpty() || query.name().equals(user.name()))
                .filter(user -> query.email().isEmpty() || query.email().equals(user.email()))
                .sorted(Comparator.comparing(user -> user.id().value()))
                .skip(offset)
                .limit(limit)
                .toList());
  }

  @Override
  public boolean create(User user, AuditEvent event) {
    return stores.audited(event, () -> insert(user));
  }

  @Override
  public boolean update(User user, AuditEvent event) {
    return stores.audited(
        event,
        () ->
            rows.computeIfPresent(
                    key(user.workspace(), user.id()),
                    (_, old) ->
                        new User(
                            old.workspace(),
                            old.id(),
                            user.name(),
                            user.email(),
                            user.details(),
                            old.createdAt()))
                != null);
  }

  @Override
  public boolean delete(WorkspaceId workspace, UserId id, AuditEvent event) {
    return stores.audited(
        event,
        () ->
            !stores.connections().hasLive(workspace, id)
                && rows.remove(key(workspace, id)) != null);
  }

  boolean insert(User user) {
    return rows.putIfAbsent(key(user.workspace(), user.id()), user) == null;
  }

  private static RowKey key(WorkspaceId workspace, UserId id) {
    return new RowKey(workspace, id.value());
  }
}
