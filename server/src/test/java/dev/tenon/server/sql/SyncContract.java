package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.stores.Samples;
import dev.tenon.sync.Fence;
import dev.tenon.sync.FencedOutException;
import dev.tenon.sync.KeptSync;
import dev.tenon.sync.OrganizationRule;
import dev.tenon.sync.OrganizationStatus;
import dev.tenon.sync.Organizations.Seen;
import dev.tenon.sync.RecordStore.Deleted;
import dev.tenon.sync.StoredRecord;
import dev.tenon.sync.Sync;
import dev.tenon.sync.SyncLimits;
import dev.tenon.sync.SyncRuns.Begun;
import dev.tenon.sync.SyncRuns.ListCounts;
import dev.tenon.sync.SyncStanding;
import dev.tenon.sync.SyncStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the stores of syncs keep, on either database.
abstract class SyncContract extends SyncStoresContract {
  @Test
  void a_sync_comes_back_as_it_was_stored_once_for_a_resource() {
    Sync sync = sync("todos", new SyncLimits(10, 20, Duration.ofDays(3), 4));
    AuditEvent event = event();

    assertThat(database().syncs().create(sync, event)).isTrue();
    assertAudited(event);
    assertThat(database().syncs().create(sync("todos", sync.limits()), event())).isFalse();
    Sync other = stored("issues");

    KeptSync kept = new KeptSync(sync, SyncStanding.fresh());
    assertThat(database().syncs().find(workspace, sync.id())).contains(kept);
    assertThat(database().syncs().find(workspace, connection.id(), "todos")).contains(kept);
    assertThat(database().syncs().list(workspace, connection.id()))
        .extracting(KeptSync::sync)
        .containsExactlyInAnyOrder(sync, other);
  }

  @Test
  void a_change_needs_the_version_before_it() {
    Sync sync = stored("todos");

    assertThat(database().syncs().update(changed(sync, 3), event())).isFalse();
    assertThat(database().syncs().update(changed(sync, 2), event())).isTrue();

    assertThat(database().syncs().find(workspace, sync.id()).map(KeptSync::sync))
        .contains(changed(sync, 2));
  }

  @Test
  void security_row_E12_another_workspace_finds_and_changes_nothing() {
    Sync sync = stored("todos");
    Begun begun = begin(sync);
    long place = runs().open(begun.fence(), LIST).number();
    runs().write(begun.fence(), place, writes("a", 1), 0, 5);
    WorkspaceId other = samples.workspaceId();
    makeWorkspace(other);
    Fence theirs = new Fence(other, sync.id(), 1, begun.fence().number());

    assertThat(database().syncs().find(other, sync.id())).isEmpty();
    assertThat(database().syncs().find(other, connection.id(), "todos")).isEmpty();
    assertThat(database().syncs().list(other, connection.id())).isEmpty();
    assertThat(database().syncs().runs(other, sync.id(), Optional.empty(), 9)).isEmpty();
    assertThat(database().syncs().delete(other, sync.id(), event(other))).isFalse();
    assertThat(runs().begin(other, sync.id(), "n", STALE, Optional.empty())).isEmpty();
    assertThat(database().records().list(other, sync.id(), 0, Deleted.TOLD, 9)).isEmpty();
    assertThat(database().records().find(other, sync.id(), "a")).isEmpty();
    assertThat(runs().known(theirs, place, List.of("a"))).isEmpty();
    assertThat(runs().ids(theirs, place, "", 9)).isEmpty();
    assertThatThrownBy(() -> runs().write(theirs, place, writes("a", 2), 0, 5))
        .isInstanceOf(FencedOutException.class);
    database().organizations().seen(other, connection.id(), "o", "Org");
    assertThat(database().organizations().list(other, connection.id())).isEmpty();
    assertThat(database().organizations().list(workspace, connection.id())).isEmpty();

    assertThat(json(sync)).containsExactly("a1");
  }

  @Test
  void a_connection_that_ends_takes_its_syncs_and_records() {
    Sync sync = stored("todos");
    Begun begun = begin(sync);
    long place = runs().open(begun.fence(), LIST).number();
    runs().write(begun.fence(), place, writes("a", 3), 0, 5);
    database().organizations().seen(workspace, connection.id(), "o1", "Acme");

    revoke(connection);

    assertThat(database().syncs().find(workspace, sync.id())).isEmpty();
    assertThat(database().syncs().list(workspace, connection.id())).isEmpty();
    assertThat(json(sync)).isEmpty();
    assertThat(database().organizations().list(workspace, connection.id())).isEmpty();
    assertFencedOut(() -> runs().write(begun.fence(), place, writes("b", 1), 0, 5));
    assertThat(runs().begin(workspace, sync.id(), "n", STALE, Optional.empty())).isEmpty();
    assertThat(database().syncs().create(sync("todos", sync.limits()), event())).isFalse();
    prune();
    assertThat(rowsOf(sync)).isZero();
  }

  @Test
  void a_sync_whose_connection_an_older_node_has_ended_is_over_too() {
    Sync sync = stored("todos");
    database()
        .transactions()
        .once(
            tx ->
                tx.update(
                    "UPDATE connections SET status = 'revoked' WHERE workspace_id = ? AND id = ?",
                    workspace,
                    connection.id()));

    prune();

    assertThat(database().syncs().find(workspace, sync.id())).isEmpty();
    assertThat(rowsOf(sync)).isZero();
  }

  @Test
  void deletions_are_forgotten_after_their_time_and_it_is_said_how_far() {
    Sync sync = stored("todos", new SyncLimits(10, 99, Duration.ZERO, 5));
    Begun begun = begin(sync);
    long place = runs().open(begun.fence(), LIST).number();
    runs().write(begun.fence(), place, List.of(write("a", 1), write("b", 1)), 0, 5);
    runs().missing(begun.fence(), place, List.of("a"));
    runs().close(begun.fence(), place, new ListCounts(1, 1, 1, 0));
    runs().delete(begun.fence(), 9);
    long version = last(sync).version();
    database()
        .transactions()
        .once(tx -> tx.update("UPDATE records SET deleted_at = 1 WHERE deleted_at > 0"));

    prune();

    assertThat(database().records().list(workspace, sync.id(), 0, Deleted.TOLD, 9))
        .extracting(StoredRecord::id)
        .containsExactly("b");
    assertThat(standing(sync).goneVersion()).isEqualTo(version);
  }

  @Test
  void a_deleted_sync_may_be_made_anew() {
    Sync sync = stored("todos");
    AuditEvent event = event();

    assertThat(database().syncs().delete(workspace, sync.id(), event)).isTrue();

    assertAudited(event);
    assertThat(database().syncs().delete(workspace, sync.id(), event())).isFalse();
    stored("todos");
  }

  @Test
  void those_that_nobody_scheduled_are_found() {
    Sync sync = stored("todos");
    assertThat(database().syncs().unscheduled(9999))
        .contains(new SyncStore.Key(workspace, sync.id()));

    try (SyncScheduler scheduler =
        database().syncScheduler("n", _ -> new dev.tenon.sync.SyncRunner.Next.Never())) {
      SyncStore.Key key = new SyncStore.Key(workspace, sync.id());
      assertThat(scheduler.at(key, Samples.NOON)).isTrue();
      assertThat(scheduler.at(key, Samples.NOON.plusSeconds(1))).isTrue();
      assertThat(standing(sync).nextRunAt()).contains(Samples.NOON.plusSeconds(1));
      assertThat(database().syncBacklog().due()).isPositive();
      assertThat(database().syncBacklog().oldest().orElseThrow())
          .isBeforeOrEqualTo(Samples.NOON.plusSeconds(1));
      assertThat(database().syncs().unscheduled(9999)).doesNotContain(key);
      scheduler.never(key);
      scheduler.never(key);
      assertThat(database().syncs().unscheduled(9999)).contains(key);
      assertThat(standing(sync).nextRunAt()).isEmpty();
    }
  }

  @Test
  void what_is_said_of_an_organization_stays_when_it_is_seen_again() {
    database().organizations().seen(workspace, connection.id(), "o1", "Acme");
    database()
        .organizations()
        .say(workspace, connection.id(), "o1", OrganizationStatus.BLOCKED, event());
    database().organizations().seen(workspace, connection.id(), "o1", "Acme „2“");
    database().organizations().seen(workspace, connection.id(), "o2", "Bolt");

    assertThat(database().organizations().list(workspace, connection.id()))
        .containsExactly(
            new Seen("o1", "Acme „2“", Optional.of(OrganizationStatus.BLOCKED)),
            new Seen("o2", "Bolt", Optional.empty()));
  }

  private void prune() {
    int rows;
    do {
      rows = database().syncs().prune(2);
    } while (rows > 0);
  }

  private int rowsOf(Sync sync) {
    return database()
        .transactions()
        .read(
            tx ->
                tx.list(
                        row -> row.count("n"),
                        """
                        SELECT (SELECT count(*) FROM records WHERE sync_id = ?)
                          + (SELECT count(*) FROM sync_places WHERE sync_id = ?)
                          + (SELECT count(*) FROM sync_runs WHERE sync_id = ?)
                          + (SELECT count(*) FROM syncs WHERE id = ?) AS n
                        """,
                        sync.id(),
                        sync.id(),
                        sync.id(),
                        sync.id())
                    .getFirst());
  }

  private static Sync changed(Sync it, long version) {
    return new Sync(
        it.id(),
        it.workspace(),
        it.connection(),
        it.resource(),
        Map.of(),
        it.app(),
        Optional.empty(),
        true,
        OrganizationRule.ALL,
        SyncLimits.standard(),
        it.createdAt(),
        version);
  }
}
