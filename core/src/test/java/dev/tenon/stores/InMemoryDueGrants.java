package dev.tenon.stores;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.DueGrants;
import dev.tenon.connection.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The due grants in memory.
public final class InMemoryDueGrants implements DueGrants {
  private static final Comparator<GrantRow> OLDEST_FIRST =
      Comparator.comparing(row -> row.grant().nextRefreshAt().orElse(Instant.MAX));

  private final InMemoryStores stores;

  InMemoryDueGrants(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public List<DueClient> clients(int limit) {
    return stores.transaction(
        () ->
            due()
                .map(this::client)
                .collect(
                    Collectors.groupingBy(
                        client -> new RowKey(client.workspace(), client.client().value()),
                        Collectors.minBy(Comparator.comparing(DueClient::since))))
                .values()
                .stream()
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(DueClient::since))
                .limit(limit)
                .toList());
  }

  @Override
  public List<DueGrant> claim(
      WorkspaceId workspace, OAuthClientId client, int limit, Duration hold) {
    return stores.transaction(
        () -> {
          Instant now = stores.clock().instant();
          return due()
              .filter(row -> row.grant().workspace().equals(workspace))
              .filter(row -> stores.connections().client(row.grant()).equals(client))
              .filter(row -> !row.isLeasedAt(now))
              .sorted(OLDEST_FIRST)
              .limit(limit)
              .map(row -> row.with(GrantRow.at(row.grant(), Optional.of(now.plus(hold)))))
              .map(row -> stores.grants().put(row).grant())
              .map(this::withConnection)
              .toList();
        });
  }

  @Override
  public void postpone(
      WorkspaceId workspace, ConnectionId connection, long version, Instant until) {
    stores.transaction(
        () ->
            stores
                .grants()
                .row(workspace, connection)
                .filter(row -> row.grant().version() == version)
                .filter(row -> row.grant().nextRefreshAt().isPresent())
                .map(row -> row.with(GrantRow.at(row.grant(), Optional.of(until))))
                .map(stores.grants()::put));
  }

  @Override
  public Backlog backlog() {
    return stores.transaction(
        () ->
            new Backlog(
                due().count(),
                due().min(OLDEST_FIRST).flatMap(row -> row.grant().nextRefreshAt())));
  }

  private Stream<GrantRow> due() {
    Instant now = stores.clock().instant();
    return stores
        .grants()
        .open()
        .filter(row -> row.grant().nextRefreshAt().filter(at -> !at.isAfter(now)).isPresent());
  }

  private DueGrant withConnection(Grant grant) {
    return stores
        .connections()
        .find(grant.workspace(), grant.connection())
        .map(connection -> new DueGrant(connection, grant))
        .orElseThrow(() -> new IllegalStateException("a grant without its connection"));
  }

  private DueClient client(GrantRow row) {
    return new DueClient(
        row.grant().workspace(),
        stores.connections().client(row.grant()),
        row.grant().nextRefreshAt().orElse(Instant.MAX));
  }
}
