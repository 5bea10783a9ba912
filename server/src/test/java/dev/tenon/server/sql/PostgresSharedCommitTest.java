package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.Change.SettingsChanged;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What PostgreSQL does for many in one transaction.
@ExtendWith(WithPostgres.class)
final class PostgresSharedCommitTest {
  private static final String INSERT =
      """
      INSERT INTO nodes (id, version, schema_version, seen_at)
      SELECT it, 'shared', 1, 0 FROM unnest(CAST(? AS TEXT[])) AS it
      """;

  private static final String TRANSACTIONS =
      """
      SELECT count(*) AS rows, count(DISTINCT CAST(xmin AS text)) AS transactions
      FROM nodes WHERE version = 'shared'
      """;

  private final Database database;
  private final Queue<Change> heard = new ConcurrentLinkedQueue<>();
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  PostgresSharedCommitTest(PostgresServer server) {
    database = Database.open(server.freshDatabase());
    database.changes().listen(heard::add);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void what_waits_is_one_transaction_and_all_of_it_is_announced() throws Exception {
    List<FutureTask<Optional<String>>> parts = atOnce("a", "b", "c");

    for (FutureTask<Optional<String>> part : parts) {
      assertThat(part.get()).isPresent();
    }
    assertThat(counted("rows")).isEqualTo(4);
    assertThat(counted("transactions")).isEqualTo(2);
    assertThat(heard)
        .containsExactlyInAnyOrder(changed("first"), changed("a"), changed("b"), changed("c"));
  }

  @Test
  void each_gets_what_came_of_its_own() throws Exception {
    List<FutureTask<Optional<String>>> parts = atOnce("a", "left out", "b");

    assertThat(parts.get(0).get()).contains("did a");
    assertThat(parts.get(1).get()).isEmpty();
    assertThat(parts.get(2).get()).contains("did b");
    assertThat(counted("rows")).isEqualTo(3);
  }

  @Test
  void where_it_fails_nothing_is_written_nor_announced_and_everybody_is_left_out()
      throws Exception {
    List<FutureTask<Optional<String>>> parts = atOnce("a", "broken", "b");

    for (FutureTask<Optional<String>> part : parts) {
      assertThat(part.get()).isEmpty();
    }
    assertThat(counted("rows")).isEqualTo(1);
    assertThat(heard).containsExactly(changed("first"));
  }

  @Test
  void the_next_one_is_not_kept_out_by_one_that_failed() throws Exception {
    Bulk<String, String> bulk = database.transactions().bulk(this::run);

    assertThat(bulk.run("broken")).isEmpty();
    assertThat(bulk.run("a")).contains("did a");
  }

  /// Starts `rows` while another is under way, so that they wait for each other.
  private List<FutureTask<Optional<String>>> atOnce(String... rows) throws Exception {
    Bulk<String, String> bulk = database.transactions().bulk(this::run);
    FutureTask<Optional<String>> first = started(() -> bulk.run("first"));
    running.await();
    List<FutureTask<Optional<String>>> parts = new ArrayList<>();
    for (String row : rows) {
      parts.add(started(() -> bulk.run(row)));
    }
    goOn.countDown();
    assertThat(first.get()).contains("did first");
    return parts;
  }

  /// Does all but what is to be left out; the first one waits for a sign.
  private List<Optional<String>> run(Tx tx, List<String> rows) throws SQLException {
    if (rows.contains("first")) {
      running.countDown();
      awaitQuietly(goOn);
    }
    List<String> done = rows.stream().filter(row -> !row.equals("left out")).toList();
    tx.update(INSERT, Column.texts(done, row -> row));
    done.forEach(row -> tx.changed(changed(row)));
    if (rows.contains("broken")) {
      tx.update("UPDATE no_such_table SET x");
    }
    return rows.stream()
        .map(row -> done.contains(row) ? Optional.of("did " + row) : Optional.<String>empty())
        .toList();
  }

  private static Change changed(String row) {
    return new SettingsChanged(new WorkspaceId("ws_" + row));
  }

  /// Starts it, and returns when it waits for its turn, or has ended, or runs.
  private static FutureTask<Optional<String>> started(Callable<Optional<String>> part) {
    FutureTask<Optional<String>> task = new FutureTask<>(part);
    Thread thread = Thread.ofPlatform().start(task);
    while (thread.getState() != Thread.State.TIMED_WAITING
        && thread.getState() != Thread.State.WAITING
        && !task.isDone()) {
      Thread.onSpinWait();
    }
    return task;
  }

  private long counted(String column) {
    return database
        .transactions()
        .read(tx -> tx.one(row -> row.number(column), TRANSACTIONS))
        .orElseThrow();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
