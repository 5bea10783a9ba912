package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
import dev.tenon.sync.RecordStore.Look;
import dev.tenon.sync.StoredRecord;
import dev.tenon.sync.Sync;
import dev.tenon.sync.SyncRuns.Begun;
import dev.tenon.sync.SyncRuns.Place;
import dev.tenon.sync.SyncRuns.Write;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How people look through records: searched, sorted, a page at a time.
abstract class RecordLookContract extends SyncStoresContract {
  private static final List<String> PATHS = List.of("name", "inside.size");

  @Test
  void records_are_searched_in_whatever_case_and_sorted_by_what_they_are() {
    Sync sync = stored("todos");
    write(
        sync,
        "{\"inside\":{\"size\":10},\"name\":\"beta 50% off\"}",
        "{\"inside\":{\"size\":9},\"name\":\"Alpha\"}",
        "{\"inside\":{\"size\":100},\"name\":\"gamma_ Österreich\"}",
        "{\"name\":\"nothing\"}");

    assertThat(found(sync, "", Optional.of("inside.size"), false))
        .containsExactly("i1", "i0", "i2", "i3");
    assertThat(found(sync, "", Optional.of("inside.size"), true))
        .containsExactly("i2", "i0", "i1", "i3");
    assertThat(found(sync, "", Optional.empty(), false))
        .as("changed last first")
        .containsExactly("i3", "i2", "i1", "i0");
    assertThat(found(sync, "ALPHA", Optional.empty(), false)).containsExactly("i1");
    assertThat(found(sync, "50%", Optional.empty(), false)).containsExactly("i0");
    assertThat(found(sync, "a_ ", Optional.empty(), false)).containsExactly("i2");
    assertThat(found(sync, "Öst", Optional.empty(), false)).containsExactly("i2");
    assertThat(found(sync, "100", Optional.empty(), false)).containsExactly("i2");
    assertThat(found(sync, "'; --", Optional.empty(), false)).isEmpty();
    assertThat(look(sync, new Look(PATHS, "", Optional.empty(), false, 1, 2)))
        .containsExactly("i2", "i1");
  }

  @Test
  void no_more_records_come_than_their_json_is_allowed_to_be_long() {
    Sync sync = stored("todos");
    write(sync, "{\"name\":\"aa\"}", "{\"name\":\"bb\"}", "{\"name\":\"cc\"}", "{\"name\":\"dd\"}");
    Look all = new Look(PATHS, "", Optional.empty(), false, 0, 9);
    int one = "{\"name\":\"aa\"}".length();

    assertThat(newest(sync, all, 2L * one + 1)).containsExactly("i3", "i2", "i1");
    assertThat(newest(sync, all, 0)).as("at least one").containsExactly("i3");
    assertThat(newest(sync, all, 1_000)).hasSize(4);
    assertThat(newest(sync, new Look(PATHS, "B", Optional.empty(), false, 0, 9), 1_000))
        .containsExactly("i1");
    assertThat(newest(sync, new Look(PATHS, "", Optional.empty(), false, 0, 2), 1_000)).hasSize(2);
  }

  private List<String> newest(Sync sync, Look wish, long characters) {
    return database().records().newest(workspace, sync.id(), wish, characters).stream()
        .map(StoredRecord::id)
        .toList();
  }

  @Test
  void records_of_another_workspace_or_of_a_sync_that_is_over_are_not_looked_at() {
    Sync sync = stored("todos");
    write(sync, "{\"name\":\"a\"}", "{\"name\":\"b\"}");
    WorkspaceId other = new WorkspaceId("ws_other");
    Look all = new Look(PATHS, "", Optional.empty(), false, 0, 9);

    assertThat(database().records().table(workspace, sync.id(), all)).hasSize(2);
    assertThat(database().records().table(other, sync.id(), all)).isEmpty();
    database().syncs().delete(workspace, sync.id(), event());
    assertThat(database().records().table(workspace, sync.id(), all)).isEmpty();
  }

  private void write(Sync sync, String... items) {
    Begun begun = begin(sync);
    Place place = runs().open(begun.fence(), LIST);
    for (int i = 0; i < items.length; i++) {
      runs()
          .write(
              begun.fence(),
              place.number(),
              List.of(new Write("i" + i, "hash", "raw", items[i], 1)),
              0,
              5);
    }
  }

  private List<String> found(
      Sync sync, String word, Optional<String> sortedBy, boolean descending) {
    return look(sync, new Look(PATHS, word, sortedBy, descending, 0, 9));
  }

  private List<String> look(Sync sync, Look wish) {
    return database().records().table(workspace, sync.id(), wish).stream()
        .map(StoredRecord::id)
        .toList();
  }
}
