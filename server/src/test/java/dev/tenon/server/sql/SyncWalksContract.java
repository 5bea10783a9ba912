package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Owner;
import dev.tenon.stores.Samples;
import dev.tenon.stores.StoreContract;
import dev.tenon.stores.Stores;
import dev.tenon.sync.OrganizationRule;
import dev.tenon.sync.OrganizationStatus;
import dev.tenon.sync.RecordStore.Deleted;
import dev.tenon.sync.StoredRecord;
import dev.tenon.sync.Sync;
import dev.tenon.sync.SyncId;
import dev.tenon.sync.SyncLimits;
import dev.tenon.sync.SyncRun;
import dev.tenon.sync.SyncRunner;
import dev.tenon.sync.SyncRunner.Next;
import dev.tenon.sync.SyncRuns;
import dev.tenon.sync.SyncStanding;
import dev.tenon.sync.SyncStore;
import dev.tenon.workspace.StoreUnavailableException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;

/// What the contracts of runs share: a scripted provider, and a runner on the real stores.
abstract class SyncWalksContract extends StoreContract {
  final FakeLists lists = new FakeLists();
  final List<Heard> heard = new ArrayList<>();
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

  static StoreUnavailableException away() {
    return new StoreUnavailableException("the database does not answer", new IOException());
  }

  static void dieAfter(int[] left) {
    if (--left[0] == 0) {
      throw away();
    }
  }

  /// False where the process died.
  boolean attempt(Sync sync, SyncRuns runs) {
    try {
      runner(runs).run(new SyncStore.Key(workspace, sync.id()));
      return true;
    } catch (StoreUnavailableException _) {
      return false;
    }
  }

  Next run(Sync sync) {
    return runner(database().syncRuns()).run(new SyncStore.Key(workspace, sync.id()));
  }

  SyncRunner runner(SyncRuns runs) {
    return new SyncRunner(
        database().syncs(),
        runs,
        database().organizations(),
        lists,
        "node-1",
        database().clock(),
        (state, counts, _) -> heard.add(new Heard(state, counts)));
  }

  SyncStanding standing(Sync sync) {
    return database().syncs().find(workspace, sync.id()).orElseThrow().standing();
  }

  void assertKept(Sync sync) {
    Map<String, String> kept = new TreeMap<>();
    for (StoredRecord each :
        database().records().list(workspace, sync.id(), 0, Deleted.LEFT_OUT, 9999)) {
      assertThat(kept.put(each.parents().get("project") + "/" + each.id(), each.json())).isNull();
    }
    assertThat(kept).isEqualTo(provided());
    assertThat(standing(sync).records()).isEqualTo(kept.size());
  }

  /// What the runner has told.
  record Heard(SyncRun.State state, SyncRun.Counts counts) {}

  Map<String, String> provided() {
    Map<String, String> provided = new TreeMap<>();
    lists.projects.forEach(
        (project, items) -> items.forEach((id, json) -> provided.put(project + "/" + id, json)));
    return provided;
  }

  List<StoredRecord> records(Sync sync) {
    return database().records().list(workspace, sync.id(), 0, Deleted.TOLD, 9999);
  }

  SyncRun newest(Sync sync) {
    return database().syncs().runs(workspace, sync.id(), Optional.empty(), 1).getFirst();
  }

  long newestVersion() {
    return database()
        .transactions()
        .read(
            tx ->
                tx.one(
                    row -> row.number("newest"),
                    "SELECT newest FROM record_versions WHERE workspace_id = ?",
                    workspace))
        .orElse(0L);
  }

  void say(String organization, OrganizationStatus status) {
    database().organizations().say(workspace, connection.id(), organization, status, event());
  }

  Sync stored(SyncLimits limits) {
    return stored(limits, OrganizationRule.ALL, "todos");
  }

  Sync stored(OrganizationRule rule, String resource) {
    return stored(SyncLimits.standard(), rule, resource);
  }

  Sync stored(SyncLimits limits, OrganizationRule rule, String resource) {
    Sync sync =
        new Sync(
            SyncId.random(new SecureRandom()),
            workspace,
            connection.id(),
            resource,
            Map.of(),
            new dev.tenon.access.AppName("viewer"),
            Optional.of(Duration.ofHours(1)),
            false,
            rule,
            limits,
            Samples.NOON,
            1);
    assertThat(database().syncs().create(sync, event())).isTrue();
    return sync;
  }

  static Owner ada() {
    return new Owner.User(new UserId("ada"));
  }
}
