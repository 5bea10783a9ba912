package dev.tenon.stores;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantPlans;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The plans of grants in memory.
public final class InMemoryGrantPlans implements GrantPlans {
  private final InMemoryStores stores;

  InMemoryGrantPlans(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public List<Unplanned> unplanned(int limit) {
    return stores.transaction(
        () ->
            stores
                .grants()
                .open()
                .filter(row -> !row.ahead().isFor(row.grant().version()))
                .limit(limit)
                .map(
                    row ->
                        new Unplanned(
                            row.grant().workspace(),
                            row.grant().connection(),
                            row.grant().version()))
                .toList());
  }

  @Override
  public boolean plan(
      WorkspaceId workspace, ConnectionId connection, long version, GrantPlan plan) {
    return stores.transaction(
        () ->
            open(workspace, connection, version)
                .filter(row -> !row.isLeasedAt(stores.clock().instant()))
                .map(row -> stores.grants().put(planned(row, plan)))
                .isPresent());
  }

  @Override
  public void replan(WorkspaceId workspace, OAuthClientId client) {
    stores.transaction(
        () ->
            stores
                .grants()
                .open()
                .filter(row -> row.grant().workspace().equals(workspace))
                .filter(row -> stores.connections().client(row.grant()).equals(client))
                .map(row -> stores.grants().put(row.with(row.ahead().forgotten())))
                .count());
  }

  @Override
  public List<Ending> ending(Instant before, int stage, int limit) {
    return stores.transaction(
        () ->
            stores
                .grants()
                .open()
                .filter(row -> row.ahead().isFor(row.grant().version()))
                .filter(row -> row.ahead().toldStage() < stage)
                .flatMap(InMemoryGrantPlans::ending)
                .filter(ending -> ending.endsAt().isBefore(before))
                .sorted(Comparator.comparing(Ending::endsAt))
                .limit(limit)
                .toList());
  }

  @Override
  public boolean tell(Ending ending, int stage, ConnectionEvent event) {
    return stores.transaction(
        () -> {
          Optional<GrantRow> found =
              open(ending.workspace(), ending.connection(), ending.version())
                  .filter(row -> row.ahead().toldStage() < stage)
                  .filter(row -> row.ahead().endsAt().equals(Optional.of(ending.endsAt())));
          found.ifPresent(
              row -> {
                stores.grants().put(row.with(row.ahead().told(stage)));
                stores.connections().addEvent(ending.workspace(), ending.connection(), event);
              });
          return found.isPresent();
        });
  }

  @Override
  public Map<ConnectionId, Outlook> outlooks(WorkspaceId workspace, Set<ConnectionId> connections) {
    return stores.transaction(
        () ->
            connections.stream()
                .flatMap(id -> stores.grants().row(workspace, id).stream())
                .collect(Collectors.toMap(row -> row.grant().connection(), this::outlook)));
  }

  private Outlook outlook(GrantRow row) {
    Optional<Instant> end =
        stores.connections().isOpen(row.grant().workspace(), row.grant().connection())
                && row.ahead().isFor(row.grant().version())
            ? row.ahead().endsAt()
            : Optional.empty();
    return new Outlook(row.grant().version(), row.grant().failures(), end);
  }

  private Optional<GrantRow> open(WorkspaceId workspace, ConnectionId connection, long version) {
    return stores
        .grants()
        .row(workspace, connection)
        .filter(row -> row.grant().version() == version)
        .filter(_ -> stores.connections().isOpen(workspace, connection));
  }

  private static GrantRow planned(GrantRow row, GrantPlan plan) {
    Optional<Instant> failed =
        row.grant().failures() > 0 ? row.grant().nextRefreshAt() : Optional.empty();
    return row.with(GrantRow.at(row.grant(), failed.or(plan::nextRefreshAt)))
        .with(row.ahead().planned(row.grant().version(), plan));
  }

  private static Stream<Ending> ending(GrantRow row) {
    return row.ahead().endsAt().stream()
        .map(
            end ->
                new Ending(
                    row.grant().workspace(), row.grant().connection(), row.grant().version(), end));
  }
}
