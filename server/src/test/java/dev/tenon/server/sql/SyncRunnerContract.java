package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.resource.Reading;
import dev.tenon.sync.OrganizationRule;
import dev.tenon.sync.OrganizationStatus;
import dev.tenon.sync.RecordStore.Deleted;
import dev.tenon.sync.StoredRecord;
import dev.tenon.sync.Sync;
import dev.tenon.sync.SyncLimits;
import dev.tenon.sync.SyncRun;
import dev.tenon.sync.SyncRun.Counts;
import dev.tenon.sync.SyncRun.State;
import dev.tenon.sync.SyncRunner.Next;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Runs of syncs against the real stores: what the provider has is what is kept, whatever happens
/// on the way.
abstract class SyncRunnerContract extends SyncWalksContract {
  @Test
  void added_changed_deleted_and_unchanged_items_are_told_apart() {
    Sync sync = stored(SyncLimits.standard());
    lists.put("p1", "a", "1");
    lists.put("p1", "b", "1");
    lists.put("p2", "a", "1");
    run(sync);
    assertThat(newest(sync).counts()).isEqualTo(new Counts(3, 0, 0, 0, 0));

    lists.put("p1", "a", "2");
    lists.remove("p1", "b");
    lists.put("p2", "c", "1");
    run(sync);

    assertThat(newest(sync).counts()).isEqualTo(new Counts(1, 1, 1, 1, 0));
    assertThat(newest(sync).state()).isEqualTo(State.COMPLETE);
    assertThat(heard)
        .containsExactly(
            new Heard(State.COMPLETE, new Counts(3, 0, 0, 0, 0)),
            new Heard(State.COMPLETE, new Counts(1, 1, 1, 1, 0)));
    assertThat(database().syncFigures().records()).isGreaterThanOrEqualTo(3);
    assertKept(sync);
  }

  @Test
  void what_comes_in_the_same_bytes_is_not_read_and_other_bytes_alone_are_no_change() {
    Sync sync = stored(SyncLimits.standard());
    lists.put("p1", "a", "1");
    lists.put("p1", "b", "1");
    run(sync);
    List<StoredRecord> before = records(sync);
    lists.sorted.set(0);

    run(sync);
    assertThat(lists.sorted).hasValue(0);
    lists.after = " ";
    run(sync);

    assertThat(lists.sorted).hasValue(2);
    assertThat(newest(sync).counts()).isEqualTo(new Counts(0, 0, 0, 2, 0));
    assertThat(records(sync)).isEqualTo(before);
  }

  // A program of the version before writes what is another, and knows nothing of the bytes.
  @Test
  void bytes_that_stand_beside_what_an_older_program_wrote_fit_nothing() {
    Sync sync = stored(SyncLimits.standard());
    lists.put("p1", "a", "1");
    run(sync);
    database()
        .transactions()
        .write(
            tx ->
                tx.update(
                    """
                    UPDATE records SET hash = 'another', json = '{"id":"a","value":"2"}'
                    WHERE workspace_id = ? AND sync_id = ?
                    """,
                    workspace,
                    sync.id()));

    run(sync);

    assertThat(newest(sync).counts()).isEqualTo(new Counts(0, 1, 0, 0, 0));
    assertKept(sync);
  }

  @Test
  void an_unchanged_set_writes_nothing_to_the_records() {
    Sync sync = stored(SyncLimits.standard());
    for (int i = 0; i < 1200; i++) {
      lists.put("p1", "item-" + i, "1");
    }
    run(sync);
    List<StoredRecord> before = records(sync);
    long versions = newestVersion();

    run(sync);

    assertThat(newest(sync).counts()).isEqualTo(new Counts(0, 0, 0, 1200, 0));
    assertThat(records(sync)).isEqualTo(before);
    assertThat(newestVersion()).isEqualTo(versions);
  }

  @Test
  void a_run_that_is_not_complete_deletes_nothing() {
    Sync sync = stored(SyncLimits.standard());
    lists.put("p1", "a", "1");
    lists.put("p1", "b", "1");
    lists.put("p2", "a", "1");
    run(sync);

    lists.remove("p1", "a");
    lists.projects.remove("p2");
    lists.put("p3", "a", "1");
    lists.failing.add("p3");
    Next next = run(sync);

    SyncRun run = newest(sync);
    assertThat(run.state()).isEqualTo(State.INCOMPLETE);
    assertThat(run.code()).contains("provider_refused");
    assertThat(run.missing()).hasSize(1);
    assertThat(run.counts()).isEqualTo(new Counts(1, 0, 0, 1, 0));
    assertThat(records(sync)).hasSize(4);
    // Sooner than the next full interval.
    assertThat(next).isInstanceOf(Next.At.class);

    lists.failing.clear();
    run(sync);
    assertThat(newest(sync).counts().deleted()).isEqualTo(2);
    assertKept(sync);
  }

  @Test
  void what_is_changed_while_it_runs_holds_from_the_end_of_the_run() {
    Sync sync = stored(SyncLimits.standard());
    lists.put("p1", "a", "1");
    lists.meanwhile =
        () -> {
          lists.meanwhile = () -> {};
          assertThat(database().syncs().update(byHand(sync), event())).isTrue();
        };

    assertThat(run(sync)).isEqualTo(new Next.Never());
  }

  private static Sync byHand(Sync it) {
    return new Sync(
        it.id(),
        it.workspace(),
        it.connection(),
        it.resource(),
        it.within(),
        it.app(),
        Optional.empty(),
        it.paused(),
        it.organizations(),
        it.limits(),
        it.createdAt(),
        it.version() + 1);
  }

  @Test
  void where_a_region_may_be_missing_nothing_counts_as_deleted() {
    Sync sync = stored(SyncLimits.standard());
    lists.put("p1", "a", "1");
    run(sync);

    lists.projects.clear();
    lists.regionsKnown = false;
    run(sync);

    assertThat(newest(sync).code()).contains("regions_unknown");
    assertThat(records(sync)).hasSize(1);
  }

  @Test
  void an_item_that_is_deleted_and_comes_back_is_one_record() {
    Sync sync = stored(SyncLimits.standard());
    lists.put("p1", "a", "1");
    run(sync);
    lists.remove("p1", "a");
    run(sync);
    lists.put("p1", "a", "1");
    run(sync);

    assertThat(records(sync)).hasSize(1);
    assertThat(newest(sync).counts()).isEqualTo(new Counts(0, 1, 0, 0, 0));
    assertKept(sync);
  }

  @Test
  void what_has_changed_is_asked_for_where_it_can_be_and_new_lists_are_read_whole() {
    Sync sync = stored(SyncLimits.standard());
    lists.incremental = true;
    lists.put("p1", "a", "1");
    lists.put("p1", "b", "1");
    run(sync);
    assertThat(lists.readings).containsExactly(new Reading.Whole());
    lists.readings.clear();

    lists.put("p1", "b", "2");
    lists.changedAt.put("b", database().clock().instant());
    lists.put("p0", "old", "1");
    lists.remove("p1", "a");
    run(sync);

    assertThat(lists.readings).hasSize(2);
    assertThat(lists.readings.getFirst()).isEqualTo(new Reading.Whole());
    assertThat(lists.readings.getLast()).isInstanceOf(Reading.Since.class);
    assertThat(newest(sync).full()).isFalse();
    assertThat(newest(sync).counts()).isEqualTo(new Counts(1, 1, 0, 0, 0));
    assertThat(records(sync)).as("a deletion is seen when everything is read").hasSize(3);
  }

  @Test
  void limits_are_kept_and_said() {
    Sync sync = stored(new SyncLimits(3, 50, Duration.ofDays(1), 5));
    lists.put("p1", "big", "x".repeat(60));
    lists.put("p1", "small", "x");
    run(sync);
    assertThat(newest(sync).state()).isEqualTo(State.COMPLETE);
    assertThat(newest(sync).counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
    assertThat(newest(sync).notes())
        .containsExactly("an item is larger than max_item_bytes, and was left out");

    lists.put("p1", "t", "x");
    lists.put("p2", "a", "x");
    run(sync);
    assertThat(newest(sync).state()).isEqualTo(State.INCOMPLETE);
    assertThat(newest(sync).code()).contains("limit");
  }

  @Test
  void organizations_that_are_not_selected_are_not_read() {
    lists.word = "organization";
    lists.put("o1", "a", "1");
    lists.put("o2", "a", "1");
    lists.put("o3", "a", "1");
    say("o1", OrganizationStatus.SELECTED);
    say("o2", OrganizationStatus.BLOCKED);
    Sync selected = stored(OrganizationRule.SELECTED, "fields");
    Sync all = stored(OrganizationRule.ALL, "boundaries");

    run(selected);
    run(all);

    assertThat(records(selected))
        .extracting(it -> it.parents().get("organization"))
        .containsExactly("o1");
    assertThat(records(all))
        .extracting(it -> it.parents().get("organization"))
        .containsExactly("o1", "o3");
    assertThat(newest(selected).notes()).hasSize(1);
    assertThat(database().organizations().list(workspace, connection.id()))
        .filteredOn(it -> it.id().equals("o3"))
        .allSatisfy(
            it -> {
              assertThat(it.name()).isEqualTo("Name of o3");
              assertThat(it.status()).isEmpty();
            });

    say("o1", OrganizationStatus.PREVIEW);
    run(selected);
    assertThat(database().records().list(workspace, selected.id(), 0, Deleted.LEFT_OUT, 9))
        .isEmpty();
  }

  @Test
  void a_run_that_is_interrupted_is_gone_on_with_and_lists_that_were_read_are_not_read_again() {
    Sync sync = stored(SyncLimits.standard());
    lists.put("p1", "a", "1");
    lists.put("p2", "a", "1");
    int[] left = {4};
    lists.meanwhile = () -> dieAfter(left);
    assertThat(attempt(sync, database().syncRuns())).isFalse();

    lists.meanwhile = () -> {};
    lists.readings.clear();
    assertThat(attempt(sync, database().syncRuns())).isTrue();

    assertThat(lists.readings).containsExactly(new Reading.Skip(), new Reading.Whole());
    SyncRun run = newest(sync);
    assertThat(run.number()).isEqualTo(1);
    assertThat(run.attempts()).isEqualTo(2);
    assertThat(run.counts()).isEqualTo(new Counts(2, 0, 0, 0, 0));
    assertKept(sync);
  }

  @Test
  void a_process_that_was_paused_writes_nothing_after_another_has_gone_on() {
    Sync sync = stored(SyncLimits.standard());
    lists.put("p1", "a", "1");
    lists.put("p2", "a", "1");
    boolean[] done = {false};
    int[] step = {0};
    lists.meanwhile =
        () -> {
          if (step[0]++ == 2 && !done[0]) {
            done[0] = true;
            // The others go on, and the provider too, while this one sleeps.
            lists.meanwhile = () -> {};
            run(sync);
            lists.put("p1", "a", "2");
            run(sync);
          }
        };
    Next next = run(sync);

    assertThat(next).isInstanceOf(Next.At.class);
    assertThat(newest(sync).number()).isEqualTo(2);
    assertThat(newest(sync).state()).isEqualTo(State.COMPLETE);
    assertKept(sync);
  }
}
