package dev.tenon.stores;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.ConnectionWords;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantStore.Failure;
import dev.tenon.connection.Organization;
import dev.tenon.connection.Owner;
import dev.tenon.connection.RecordedEvent;
import dev.tenon.connection.Status;
import dev.tenon.connection.User;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.Retention.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The connections in memory.
public final class InMemoryConnectionStore implements ConnectionStore {
  private static final Comparator<Connection> NEWEST_FIRST =
      Comparator.comparing(Connection::createdAt)
          .thenComparing(connection -> connection.id().value())
          .reversed();

  private final InMemoryStores stores;
  private final Map<RowKey, Connection> rows = new HashMap<>();
  private final Map<RowKey, List<RecordedEvent>> events = new HashMap<>();

  InMemoryConnectionStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<Connection> find(WorkspaceId workspace, ConnectionId id) {
    return stores.transaction(() -> row(workspace, id).map(this::shown));
  }

  boolean isHeldBy(WorkspaceId workspace, AppName app) {
    return rows.values().stream()
        .anyMatch(
            it ->
                it.workspace().equals(workspace)
                    && it.owner().equals(new Owner.App(app))
                    && it.status() != Status.REVOKED);
  }

  void renameApp(WorkspaceId workspace, AppName name, AppName other) {
    rows.replaceAll(
        (_, it) ->
            it.workspace().equals(workspace) && it.owner().equals(new Owner.App(name))
                ? new Connection(
                    it.id(),
                    it.workspace(),
                    it.oauthClient(),
                    new Owner.App(other),
                    it.status(),
                    it.account(),
                    it.scopes(),
                    it.organizations(),
                    it.values(),
                    it.createdAt(),
                    it.lastRefreshedAt(),
                    it.nextRefreshAt(),
                    it.lastError())
                : it);
  }

  @Override
  public Optional<Connection> find(WorkspaceId workspace, OAuthClientId client, Owner owner) {
    return stores.transaction(() -> live(workspace, client, owner).map(this::shown));
  }

  @Override
  public List<Connection> heldBy(WorkspaceId workspace, Owner owner) {
    return stores.transaction(
        () ->
            in(workspace)
                .filter(row -> row.owner().equals(owner) && row.status() != Status.REVOKED)
                .map(this::shown)
                .toList());
  }

  @Override
  public Map<Status, Integer> countByStatus(WorkspaceId workspace, OAuthClientId client) {
    return stores.transaction(
        () ->
            in(workspace)
                .filter(row -> row.oauthClient().equals(client))
                .collect(Collectors.toMap(Connection::status, _ -> 1, Integer::sum)));
  }

  @Override
  public List<Connection> list(
      WorkspaceId workspace, ConnectionFilter filter, Optional<ConnectionId> after, int limit) {
    return stores.transaction(
        () -> {
          Optional<Connection> last = after.flatMap(id -> row(workspace, id));
          if (after.isPresent() && last.isEmpty()) {
            return List.of();
          }
          return in(workspace)
              .filter(row -> matches(filter, row))
              .filter(row -> last.isEmpty() || NEWEST_FIRST.compare(row, last.get()) > 0)
              .sorted(NEWEST_FIRST)
              .limit(limit)
              .map(this::shown)
              .toList();
        });
  }

  @Override
  public List<Connection> search(
      WorkspaceId workspace, String text, ConnectionFilter filter, int limit) {
    List<String> asked = ConnectionWords.asked(text);
    Optional<ConnectionId> id = ConnectionWords.id(text);
    return stores.transaction(
        () ->
            in(workspace)
                .filter(row -> matches(filter, row))
                .filter(
                    row ->
                        id.equals(Optional.of(row.id()))
                            || (!asked.isEmpty()
                                && ConnectionWords.match(
                                    ConnectionWords.of(row.owner(), row.account()), asked)))
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .map(this::shown)
                .toList());
  }

  /// They all have theirs.
  @Override
  public int fillWords(int limit) {
    return 0;
  }

  @Override
  public ConnectResult connect(
      Connection connection,
      Grant grant,
      Optional<String> pending,
      ConnectionEvent event,
      AuditEvent audit) {
    ConnectResult result =
        stores.transaction(
            () -> {
              if (pending.isPresent()
                  && !stores.connects().hasPending(connection.workspace(), pending.get())) {
                return ConnectResult.PENDING_GONE;
              }
              if (!mayConnect(connection, grant)) {
                return ConnectResult.MOVED;
              }
              pending.ifPresent(id -> stores.connects().removePending(connection.workspace(), id));
              put(connection, grant);
              addEvent(connection.workspace(), connection.id(), event);
              stores.auditLog().add(audit);
              return ConnectResult.CONNECTED;
            });
    if (result == ConnectResult.CONNECTED) {
      announce(connection.workspace(), connection.id());
    }
    return result;
  }

  @Override
  public List<Integer> connectAll(List<NewConnection> arrivals) {
    List<Integer> against =
        stores.transaction(
            () -> {
              List<Integer> moved = new ArrayList<>();
              Set<List<Object>> owners = new HashSet<>();
              for (int i = 0; i < arrivals.size(); i++) {
                NewConnection each = arrivals.get(i);
                Connection it = each.connection();
                if (!mayConnect(it, each.grant())
                    || !owners.add(List.of(it.workspace(), it.oauthClient(), it.owner()))) {
                  moved.add(i);
                }
              }
              if (moved.isEmpty()) {
                arrivals.forEach(this::write);
              }
              return moved;
            });
    if (against.isEmpty()) {
      arrivals.forEach(each -> announce(each.connection().workspace(), each.connection().id()));
    }
    return against;
  }

  private void write(NewConnection arrival) {
    put(arrival.connection(), arrival.grant());
    addEvent(arrival.connection().workspace(), arrival.connection().id(), arrival.event());
    stores.auditLog().add(arrival.audit());
  }

  @Override
  public Connection createPending(Connection connection, ConnectionEvent event, AuditEvent audit) {
    Optional<Connection> existing =
        stores.transaction(
            () -> {
              Optional<Connection> found =
                  live(connection.workspace(), connection.oauthClient(), connection.owner());
              if (found.isEmpty()) {
                rows.put(key(connection.workspace(), connection.id()), connection);
                addEvent(connection.workspace(), connection.id(), event);
                stores.auditLog().add(audit);
              }
              return found.map(this::shown);
            });
    if (existing.isEmpty()) {
      announce(connection.workspace(), connection.id());
    }
    return existing.orElse(connection);
  }

  @Override
  public boolean revoke(
      WorkspaceId workspace,
      ConnectionId id,
      String reason,
      ConnectionEvent event,
      AuditEvent audit) {
    boolean revoked =
        stores.audited(
            audit,
            () -> {
              Optional<Connection> found =
                  row(workspace, id).filter(row -> row.status() != Status.REVOKED);
              found.ifPresent(row -> end(row, event));
              return found.isPresent();
            });
    if (revoked) {
      announce(workspace, id);
    }
    return revoked;
  }

  @Override
  public void forgetTokens(WorkspaceId workspace, ConnectionId id, ConnectionEvent event) {
    boolean forgotten =
        stores.transaction(
            () -> {
              boolean removed =
                  status(workspace, id) == Status.REVOKED && stores.grants().remove(workspace, id);
              if (removed) {
                addEvent(workspace, id, event);
              }
              return removed;
            });
    if (forgotten) {
      announce(workspace, id);
    }
  }

  @Override
  public List<Connection> notRevokedAtProvider(int limit) {
    return stores.transaction(
        () ->
            rows.values().stream()
                .filter(row -> row.status() == Status.REVOKED)
                .filter(row -> stores.grants().row(row.workspace(), row.id()).isPresent())
                .limit(limit)
                .map(this::shown)
                .toList());
  }

  @Override
  public void setOrganizations(
      WorkspaceId workspace, ConnectionId id, List<Organization> organizations) {
    boolean changed =
        stores.transaction(
            () ->
                rows.computeIfPresent(
                        key(workspace, id),
                        (_, row) -> ConnectionRow.withOrganizations(row, organizations))
                    != null);
    if (changed) {
      announce(workspace, id);
    }
  }

  @Override
  public List<RecordedEvent> events(
      WorkspaceId workspace, ConnectionId id, Optional<Long> before, int limit) {
    return stores.transaction(
        () ->
            events.getOrDefault(key(workspace, id), List.of()).reversed().stream()
                .filter(event -> before.isEmpty() || event.number() < before.get())
                .limit(limit)
                .toList());
  }

  /// Looks at all connections however few are asked for.
  @Override
  public int pruneEvents(Instant now, int keep, int limit) {
    return stores.transaction(
        () -> {
          int removed = 0;
          for (RowKey key : events.keySet()) {
            List<RecordedEvent> each = events.getOrDefault(key, List.of());
            Instant before =
                stores
                    .retentions()
                    .find(key.workspace())
                    .before(Kind.CONNECTION_EVENTS, now)
                    .orElse(Instant.MIN);
            int old = Math.max(0, each.size() - Math.max(1, keep));
            int count = each.size();
            each.subList(0, old).removeIf(it -> it.event().at().isBefore(before));
            removed += count - each.size();
          }
          return removed;
        });
  }

  Status status(WorkspaceId workspace, ConnectionId id) {
    return row(workspace, id).map(Connection::status).orElse(Status.REVOKED);
  }

  OAuthClientId client(Grant grant) {
    return row(grant.workspace(), grant.connection())
        .map(Connection::oauthClient)
        .orElseThrow(() -> new IllegalStateException("a grant without its connection"));
  }

  /// Whether its grant may still be refreshed.
  boolean isOpen(WorkspaceId workspace, ConnectionId id) {
    Status status = status(workspace, id);
    return status != Status.REVOKED && status != Status.REAUTHORIZATION_REQUIRED;
  }

  void addEvent(WorkspaceId workspace, ConnectionId id, ConnectionEvent event) {
    List<RecordedEvent> all = events.computeIfAbsent(key(workspace, id), _ -> new ArrayList<>());
    long number = all.isEmpty() ? 1 : all.getLast().number() + 1;
    all.add(new RecordedEvent(number, event));
    row(workspace, id)
        .ifPresent(row -> stores.webhooks().tell(workspace, id, number, event, row.status()));
  }

  void refreshed(Grant grant, ConnectionEvent event) {
    Status before = status(grant.workspace(), grant.connection());
    replace(
        grant,
        row ->
            ConnectionRow.with(
                row,
                Status.ACTIVE,
                grant.tokens().scope(),
                Optional.of(grant.tokens().requestedAt()),
                Optional.empty()));
    addEvent(grant.workspace(), grant.connection(), event);
    if (before == Status.FAILING || before == Status.REAUTHORIZATION_REQUIRED) {
      addEvent(
          grant.workspace(),
          grant.connection(),
          new ConnectionEvent(event.at(), "recovered", Map.of()));
    }
  }

  void failed(Grant grant, Failure failure, ConnectionEvent event) {
    replace(
        grant,
        row ->
            ConnectionRow.with(
                row,
                failure.status().orElse(row.status()),
                row.scopes(),
                row.lastRefreshedAt(),
                Optional.of(failure.error())));
    addEvent(grant.workspace(), grant.connection(), event);
  }

  /// How many connections that are not revoked go through `client`.
  int live(WorkspaceId workspace, OAuthClientId client) {
    return (int)
        in(workspace)
            .filter(row -> row.oauthClient().equals(client) && row.status() != Status.REVOKED)
            .count();
  }

  /// Whether `user` has a connection that is not revoked.
  boolean hasLive(WorkspaceId workspace, UserId user) {
    return in(workspace)
        .anyMatch(
            row -> row.owner().equals(new Owner.User(user)) && row.status() != Status.REVOKED);
  }

  private boolean mayConnect(Connection connection, Grant grant) {
    if (connection.owner() instanceof Owner.App(AppName app)
        && !stores.apps().exists(connection.workspace(), app)) {
      return false;
    }
    Optional<Connection> old = row(connection.workspace(), connection.id());
    long version =
        stores
            .grants()
            .row(connection.workspace(), connection.id())
            .map(row -> row.grant().version())
            .orElse(0L);
    if (grant.version() != version + 1
        || !stores.oauthClients().exists(connection.workspace(), connection.oauthClient())) {
      return false;
    }
    return old.map(row -> row.status() != Status.REVOKED)
        .orElseGet(
            () ->
                live(connection.workspace(), connection.oauthClient(), connection.owner())
                    .isEmpty());
  }

  private void put(Connection connection, Grant grant) {
    Connection old = row(connection.workspace(), connection.id()).orElse(connection);
    rows.put(
        key(connection.workspace(), connection.id()),
        ConnectionRow.connected(old, connection, grant));
    Optional<GrantRow> before = stores.grants().row(connection.workspace(), connection.id());
    long fence = before.map(row -> row.fence() + 1).orElse(0L);
    Ahead ahead = before.map(GrantRow::ahead).orElseGet(Ahead::unplanned);
    stores.grants().put(GrantRow.of(grant, fence, ahead));
    if (connection.owner() instanceof Owner.User(UserId user)) {
      stores
          .users()
          .insert(
              new User(
                  connection.workspace(),
                  user,
                  Optional.empty(),
                  Optional.empty(),
                  connection.createdAt()));
    }
  }

  private void end(Connection row, ConnectionEvent event) {
    rows.put(
        key(row.workspace(), row.id()),
        ConnectionRow.with(
            row, Status.REVOKED, row.scopes(), row.lastRefreshedAt(), row.lastError()));
    stores
        .grants()
        .row(row.workspace(), row.id())
        .ifPresent(grant -> stores.grants().put(grant.revoked()));
    addEvent(row.workspace(), row.id(), event);
  }

  private void replace(Grant grant, UnaryOperator<Connection> change) {
    rows.computeIfPresent(
        key(grant.workspace(), grant.connection()), (_, row) -> change.apply(row));
  }

  private Stream<Connection> in(WorkspaceId workspace) {
    return rows.values().stream().filter(row -> row.workspace().equals(workspace));
  }

  private Optional<Connection> row(WorkspaceId workspace, ConnectionId id) {
    return Optional.ofNullable(rows.get(key(workspace, id)));
  }

  private Optional<Connection> live(WorkspaceId workspace, OAuthClientId client, Owner owner) {
    return in(workspace)
        .filter(row -> row.oauthClient().equals(client) && row.owner().equals(owner))
        .filter(row -> row.status() != Status.REVOKED)
        .findFirst();
  }

  private Connection shown(Connection row) {
    return ConnectionRow.withNextRefreshAt(
        row,
        stores.grants().row(row.workspace(), row.id()).flatMap(it -> it.grant().nextRefreshAt()));
  }

  private void announce(WorkspaceId workspace, ConnectionId id) {
    stores.changes().announce(new Change.ConnectionChanged(workspace, id.value()));
  }

  private static boolean matches(ConnectionFilter filter, Connection row) {
    return filter.clients().map(clients -> clients.contains(row.oauthClient())).orElse(true)
        && filter.user().map(user -> row.owner().equals(new Owner.User(user))).orElse(true)
        && filter.app().map(app -> isForApp(row, app)).orElse(true)
        && filter.status().map(status -> row.status() == status).orElse(true);
  }

  private static boolean isForApp(Connection row, AppName app) {
    return row.owner() instanceof Owner.User || row.owner().equals(new Owner.App(app));
  }

  private static RowKey key(WorkspaceId workspace, ConnectionId id) {
    return new RowKey(workspace, id.value());
  }
}
