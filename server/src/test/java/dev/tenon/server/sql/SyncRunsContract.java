package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.resource.ItemList;
import dev.tenon.resource.ListingSummary.Missing;
import dev.tenon.sync.RecordStore.Deleted;
import dev.tenon.sync.StoredRecord;
import dev.tenon.sync.Sync;
import dev.tenon.sync.SyncRun;
import dev.tenon.sync.SyncRun.State;
import dev.tenon.sync.SyncRuns.Begun;
import dev.tenon.sync.SyncRuns.ListCounts;
import dev.tenon.sync.SyncRuns.Outcome;
import dev.tenon.sync.SyncRuns.Write;
import dev.tenon.webhook.DeliveryQueue.Outgoing;
import dev.tenon.webhook.WebhookEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What the writing side of runs keeps, on either database.
abstract class SyncRunsContract extends SyncStoresContract {

  @Test
  void a_run_that_was_cut_off_is_gone_on_with_and_the_one_before_writes_nothing_more() {
    Sync sync = stored("todos");
    Begun first = begin(sync);
    long place = runs().open(first.fence(), LIST).number();
    runs().write(first.fence(), place, writes("a", 1), 0, 5);

    Begun second = begin(sync);

    assertThat(second.fence().run()).isEqualTo(first.fence().run());
    assertThat(second.attempts()).isEqualTo(2);
    assertThat(second.startedAt()).isEqualTo(first.startedAt());
    assertThat(second.firstVersion()).isEqualTo(first.firstVersion());
    assertThat(runs().open(second.fence(), LIST).number()).isEqualTo(place);
    Outcome outcome = complete();
    assertFencedOut(() -> runs().write(first.fence(), place, writes("b", 1), 0, 5));
    assertFencedOut(() -> runs().missing(first.fence(), place, List.of("a")));
    assertFencedOut(() -> runs().close(first.fence(), place, new ListCounts(1, 1, 1, 0)));
    assertFencedOut(() -> runs().delete(first.fence(), 9));
    assertFencedOut(() -> runs().end(first.fence(), outcome));
    assertThat(json(sync)).containsExactly("a1");
    runs().end(second.fence(), outcome);
    assertFencedOut(() -> runs().write(first.fence(), place, writes("b", 1), 0, 5));
    assertThat(begin(sync).fence().run()).isEqualTo(first.fence().run() + 1);
  }

  @Test
  void a_run_that_was_cut_off_long_ago_begins_again_and_is_told_as_failed() {
    Sync sync = stored("todos");
    begin(sync);

    Begun second =
        runs()
            .begin(workspace, sync.id(), "n", Duration.ofDays(-1), Optional.empty())
            .orElseThrow();

    assertThat(second.fence().run()).isEqualTo(2);
    SyncRun abandoned =
        database().syncs().runs(workspace, sync.id(), Optional.of(2L), 9).getFirst();
    assertThat(abandoned.state()).isEqualTo(State.FAILED);
    assertThat(abandoned.code()).contains("abandoned");
  }

  @Test
  void changes_are_read_in_the_order_of_their_versions() {
    Sync sync = stored("todos");
    Begun begun = begin(sync);
    long place = runs().open(begun.fence(), LIST).number();
    runs().write(begun.fence(), place, List.of(write("a", 1), write("b", 1)), 0, 5);
    long version = last(sync).version();
    runs().write(begun.fence(), place, List.of(write("a", 2)), 1, 5);

    List<StoredRecord> changes =
        database().records().list(workspace, sync.id(), version, Deleted.TOLD, 9);

    assertThat(changes).extracting(StoredRecord::json).containsExactly("a2");
    StoredRecord a = changes.getFirst();
    assertThat(a.number()).isEqualTo(2);
    assertThat(a.region()).contains("europe");
    assertThat(a.parents()).isEqualTo(LIST.ancestors());
    assertThat(json(sync)).containsExactly("b1", "a2");
    assertThat(database().records().history(workspace, sync.id(), place, "a"))
        .extracting(StoredRecord.Earlier::json)
        .containsExactly("a1");
    assertThat(run(sync).counts()).isEqualTo(new SyncRun.Counts(2, 1, 0, 0, 0));
  }

  @Test
  void as_many_earlier_versions_stay_as_are_kept() {
    Sync sync = stored("todos");
    Begun begun = begin(sync);
    long place = runs().open(begun.fence(), LIST).number();
    for (int number = 1; number <= 5; number++) {
      runs().write(begun.fence(), place, List.of(write("a", number)), 0, 2);
    }

    assertThat(database().records().history(workspace, sync.id(), place, "a"))
        .extracting(StoredRecord.Earlier::json)
        .containsExactly("a4", "a3");
  }

  @Test
  void versions_of_many_writers_are_never_seen_out_of_order() throws Exception {
    List<Sync> syncs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      syncs.add(stored("resource-" + i));
    }
    List<Long> seen = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (Sync sync : syncs) {
        writers.add(threads.submit(() -> writeSome(sync)));
      }
      boolean over;
      do {
        over = writers.stream().allMatch(Future::isDone);
        // What is committed later than this and has a lower version would never be seen.
        seen.addAll(versionsAfter(seen.isEmpty() ? 0 : seen.getLast()));
      } while (!over);
      for (Future<?> writer : writers) {
        writer.get();
      }
    }

    assertThat(seen).hasSize(4 * 20 * 5).doesNotHaveDuplicates();
  }

  private List<Long> versionsAfter(long version) {
    return database()
        .transactions()
        .read(
            tx ->
                tx.list(
                    row -> row.number("version"),
                    """
                    SELECT version FROM records WHERE workspace_id = ? AND version > ?
                    ORDER BY version
                    """,
                    workspace,
                    version));
  }

  private void writeSome(Sync sync) {
    Begun begun = begin(sync);
    long place = runs().open(begun.fence(), LIST).number();
    for (int i = 0; i < 20; i++) {
      List<Write> writes = new ArrayList<>();
      for (int j = 0; j < 5; j++) {
        writes.add(write("item-" + i + "-" + j, 1));
      }
      runs().write(begun.fence(), place, writes, 0, 5);
    }
  }

  @Test
  void what_a_whole_list_does_not_have_is_deleted_and_what_comes_back_is_there_again() {
    Sync sync = stored("todos");
    Begun first = begin(sync);
    long place = runs().open(first.fence(), LIST).number();
    ItemList elsewhere = new ItemList(Optional.empty(), Map.of("project", "2"));
    long gone = runs().open(first.fence(), elsewhere).number();
    runs().write(first.fence(), place, List.of(write("a", 1), write("b", 1)), 0, 5);
    runs().write(first.fence(), gone, List.of(write("c", 1)), 0, 5);
    runs().close(first.fence(), place, new ListCounts(2, 2, 0, 0));
    runs().close(first.fence(), gone, new ListCounts(1, 1, 0, 0));
    assertThat(runs().delete(first.fence(), 9)).isZero();
    runs().end(first.fence(), complete());
    long version = last(sync).version();

    Begun second = begin(sync);
    runs().missing(second.fence(), place, List.of("a"));
    Begun third = begin(sync);
    assertThat(runs().ids(third.fence(), place, "", 9)).containsExactly("a", "b");
    runs().missing(third.fence(), place, List.of("b"));
    runs().close(third.fence(), place, new ListCounts(1, 1, 1, 0));

    assertThat(runs().delete(third.fence(), 1)).isEqualTo(1);
    assertThat(runs().delete(third.fence(), 9)).isEqualTo(1);
    assertThat(runs().delete(third.fence(), 9)).isZero();
    assertThat(json(sync)).containsExactly("a1");
    assertThat(database().records().list(workspace, sync.id(), version, Deleted.ALONE, 9))
        .extracting(StoredRecord::id)
        .containsExactlyInAnyOrder("b", "c");
    assertThat(run(sync).counts().deleted()).isEqualTo(2);
    assertThat(runs().known(third.fence(), place, List.of("a", "b", "x")))
        .hasSize(2)
        .hasEntrySatisfying("b", it -> assertThat(it.deleted()).isTrue());
    runs().write(third.fence(), place, List.of(write("b", 2)), 1, 5);
    assertThat(json(sync)).containsExactly("a1", "b2");
  }

  @Test
  void the_end_of_a_run_is_told_with_its_counts_and_failures_once() {
    WebhookEndpoint hook = samples.webhook(workspace);
    assertThat(stores().webhooks().create(hook, event())).isTrue();
    Sync sync = stored("todos");

    Begun first = begin(sync);
    long place = runs().open(first.fence(), LIST).number();
    runs().write(first.fence(), place, List.of(write("a", 1)), 0, 5);
    runs().end(first.fence(), failed());
    runs().end(begin(sync).fence(), failed());
    runs().end(begin(sync).fence(), complete());
    runs().end(begin(sync).fence(), complete());

    assertThat(bodies(hook))
        .containsExactly(
            """
            {"type":"records.changed","data":{"connection_id":"%1$s","resource":"todos",\
            "state":"incomplete","sync_id":"%2$s","added":1,"changed":0,"deleted":0,\
            "changed_since":%3$d,"run":1}}"""
                .formatted(connection.id(), sync.id(), first.firstVersion()),
            """
            {"type":"sync.failed","data":{"connection_id":"%1$s","reason":"provider_refused",\
            "resource":"todos","state":"incomplete","sync_id":"%2$s","run":1}}"""
                .formatted(connection.id(), sync.id()),
            """
            {"type":"sync.recovered","data":{"connection_id":"%1$s","resource":"todos",\
            "state":"complete","sync_id":"%2$s","run":3}}"""
                .formatted(connection.id(), sync.id()));
    SyncRun run = database().syncs().runs(workspace, sync.id(), Optional.of(2L), 9).getFirst();
    assertThat(run.state()).isEqualTo(State.INCOMPLETE);
    assertThat(run.missing()).isEqualTo(failed().missing());
    assertThat(run.notes()).isEqualTo(failed().notes());
  }

  @Test
  void standing_says_since_when_it_fails_and_when_all_was_read() {
    Sync sync = stored("todos");
    Begun first = begin(sync);
    runs().end(first.fence(), complete());
    assertThat(standing(sync).completeAt()).contains(first.startedAt());
    assertThat(standing(sync).fullAt()).contains(first.startedAt());

    Begun second =
        runs()
            .begin(workspace, sync.id(), "n", STALE, Optional.of(Duration.ofHours(1)))
            .orElseThrow();
    assertThat(second.full()).isFalse();
    runs().end(second.fence(), failed());

    assertThat(standing(sync).failures()).isEqualTo(1);
    assertThat(standing(sync).failingSince()).isPresent();
    assertThat(standing(sync).fullAt()).contains(first.startedAt());
    assertThat(
            runs()
                .begin(workspace, sync.id(), "n", STALE, Optional.of(Duration.ofDays(-1)))
                .orElseThrow()
                .full())
        .isTrue();
  }

  private List<String> bodies(WebhookEndpoint hook) {
    List<String> bodies = new ArrayList<>();
    List<Outgoing> claimed;
    do {
      claimed = stores().deliveries().claim(workspace, hook.id(), 10, Duration.ofMinutes(1));
      for (Outgoing each : claimed) {
        bodies.add(each.body().replaceFirst(",\"timestamp\":\"[^\"]*\"", ""));
        stores().deliveries().delivered(each, 200);
      }
    } while (!claimed.isEmpty());
    return bodies;
  }

  private static Outcome failed() {
    return new Outcome(
        State.INCOMPLETE,
        List.of(
            new Missing(
                "page",
                "todos",
                Optional.of("europe"),
                Optional.of("p1"),
                "provider_refused",
                "The provider answered 403.")),
        List.of("items came twice, and were told once"),
        Optional.of("provider_refused"),
        Optional.of("The provider answered 403."));
  }
}
