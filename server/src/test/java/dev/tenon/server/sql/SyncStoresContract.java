package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Owner;
import dev.tenon.resource.ItemList;
import dev.tenon.stores.Samples;
import dev.tenon.stores.StoreContract;
import dev.tenon.stores.Stores;
import dev.tenon.sync.FencedOutException;
import dev.tenon.sync.OrganizationRule;
import dev.tenon.sync.RecordStore.Deleted;
import dev.tenon.sync.StoredRecord;
import dev.tenon.sync.Sync;
import dev.tenon.sync.SyncId;
import dev.tenon.sync.SyncLimits;
import dev.tenon.sync.SyncRun;
import dev.tenon.sync.SyncRun.State;
import dev.tenon.sync.SyncRuns;
import dev.tenon.sync.SyncRuns.Begun;
import dev.tenon.sync.SyncRuns.Outcome;
import dev.tenon.sync.SyncRuns.Write;
import dev.tenon.sync.SyncStanding;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/// What the contracts of syncs share: a connection of its own for each test, and short ways to
/// write.
abstract class SyncStoresContract extends StoreContract {
  static final Duration STALE = Duration.ofHours(12);
  static final ItemList LIST = new ItemList(Optional.of("europe"), Map.of("project", "p\u00001"));

  Connection connection = samples.connection(samples.client(workspace, "x"), ada());

  abstract Database database();

  @Override
  protected Stores stores() {
    return new DatabaseStores(database());
  }

  @BeforeEach
  void connect() {
    connection = connect(client("trimble"), ada());
  }

  SyncRuns runs() {
    return database().syncRuns();
  }

  Begun begin(Sync sync) {
    return runs().begin(workspace, sync.id(), "node", STALE, Optional.empty()).orElseThrow();
  }

  SyncStanding standing(Sync sync) {
    return database().syncs().find(workspace, sync.id()).orElseThrow().standing();
  }

  SyncRun run(Sync sync) {
    return database().syncs().runs(workspace, sync.id(), Optional.empty(), 1).getFirst();
  }

  StoredRecord last(Sync sync) {
    return database().records().list(workspace, sync.id(), 0, Deleted.TOLD, 999).getLast();
  }

  List<String> json(Sync sync) {
    return database().records().list(workspace, sync.id(), 0, Deleted.LEFT_OUT, 999).stream()
        .map(StoredRecord::json)
        .toList();
  }

  static List<Write> writes(String id, int number) {
    return List.of(write(id, number));
  }

  static Write write(String id, int number) {
    return new Write(id, "hash" + number, "raw" + number, id + number, number);
  }

  static Outcome complete() {
    return new Outcome(State.COMPLETE, List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  static void assertFencedOut(Runnable write) {
    assertThatThrownBy(write::run).isInstanceOf(FencedOutException.class);
  }

  Sync stored(String resource) {
    return stored(resource, SyncLimits.standard());
  }

  Sync stored(String resource, SyncLimits limits) {
    Sync sync = sync(resource, limits);
    assertThat(database().syncs().create(sync, event())).isTrue();
    return sync;
  }

  Sync sync(String resource, SyncLimits limits) {
    return sync(workspace, connection.id(), resource, limits);
  }

  static Sync sync(
      WorkspaceId workspace, ConnectionId connection, String resource, SyncLimits limits) {
    return new Sync(
        SyncId.random(new SecureRandom()),
        workspace,
        connection,
        resource,
        Map.of("project", "Harbour „bridge“"),
        new AppName("viewer"),
        Optional.of(Duration.ofMinutes(15)),
        false,
        OrganizationRule.SELECTED,
        limits,
        Samples.NOON,
        1);
  }

  static Owner ada() {
    return new Owner.User(new UserId("ada"));
  }
}
