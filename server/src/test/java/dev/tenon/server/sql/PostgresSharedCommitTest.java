package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.access.WorkspaceId;
import dev.tenon.stores.Samples;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.Change.SettingsChanged;
import java.security.SecureRandom;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Writes to PostgreSQL that are committed together.
@ExtendWith(WithPostgres.class)
final class PostgresSharedCommitTest {
  private static final String INSERT =
      """
      INSERT INTO nodes (id, version, schema_version, seen_at) VALUES (?, 'shared', 1, 0)
      """;

  private static final String TRANSACTIONS =
      """
      SELECT count(*) AS rows, count(DISTINCT CAST(xmin AS text)) AS transactions
      FROM nodes WHERE version = 'shared'
      """;

  private static final String LOCK =
      """
      UPDATE nodes SET seen_at = seen_at + 1 WHERE id = ?
      """;

  private final Samples samples = new Samples(new SecureRandom());
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
  void writes_that_wait_are_one_transaction_and_all_are_announced() throws Exception {
    FutureTask<Boolean> first = holdTheTurn();
    List<WorkspaceId> ids =
        List.of(samples.workspaceId(), samples.workspaceId(), samples.workspaceId());
    List<FutureTask<Boolean>> writes = ids.stream().map(this::startToWrite).toList();
    goOn.countDown();

    assertThat(first.get()).isTrue();
    for (FutureTask<Boolean> write : writes) {
      assertThat(write.get()).isTrue();
    }
    assertThat(counted("rows")).isEqualTo(4);
    assertThat(counted("transactions")).isEqualTo(2);
    assertThat(heard).containsAll(ids.stream().map(SettingsChanged::new).toList());
  }

  @Test
  void a_write_that_gives_up_or_fails_takes_no_other_with_it() throws Exception {
    FutureTask<Boolean> first = holdTheTurn();
    FutureTask<Boolean> before = startToWrite(samples.workspaceId());
    FutureTask<Boolean> givesUp =
        start(
            tx -> {
              tx.update(INSERT, "given-up");
              tx.undo();
              return false;
            });
    FutureTask<Boolean> fails = start(tx -> tx.update("UPDATE no_such_table SET x") == 1);
    FutureTask<Boolean> after = startToWrite(samples.workspaceId());
    goOn.countDown();

    assertThat(first.get()).isTrue();
    assertThat(before.get()).isTrue();
    assertThat(givesUp.get()).isFalse();
    assertThatThrownBy(fails::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(after.get()).isTrue();
    assertThat(counted("rows")).isEqualTo(3);
  }

  @Test
  void a_row_that_somebody_holds_keeps_only_its_own_write_waiting() throws Exception {
    assertThat(startToWrite(samples.workspaceId(), "held").get()).isTrue();
    FutureTask<Boolean> holder =
        started(
            () ->
                database
                    .transactions()
                    .write(
                        tx -> {
                          tx.update(LOCK, "held");
                          running.countDown();
                          awaitQuietly(goOn);
                          return true;
                        }));
    running.await();
    FutureTask<Boolean> waits =
        new FutureTask<>(
            () -> database.transactions().together(tx -> tx.update(LOCK, "held") == 1));
    Thread.ofPlatform().start(waits);
    FutureTask<Boolean> other = startToWrite(samples.workspaceId());

    assertThat(other.get()).isTrue();
    assertThat(waits.isDone()).isFalse();
    goOn.countDown();
    assertThat(holder.get()).isTrue();
    assertThat(waits.get()).isTrue();
  }

  private FutureTask<Boolean> holdTheTurn() throws InterruptedException {
    FutureTask<Boolean> first =
        started(
            () ->
                database
                    .transactions()
                    .together(
                        tx -> {
                          running.countDown();
                          awaitQuietly(goOn);
                          return tx.update(INSERT, "first") == 1;
                        }));
    running.await();
    return first;
  }

  private FutureTask<Boolean> startToWrite(WorkspaceId id) {
    return startToWrite(id, id.value());
  }

  private FutureTask<Boolean> startToWrite(WorkspaceId changed, String row) {
    return start(
        tx -> {
          tx.changed(new SettingsChanged(changed));
          return tx.update(INSERT, row) == 1;
        });
  }

  /// Starts it, and returns when it waits for its turn, or has ended.
  private FutureTask<Boolean> start(Tx.Work<Boolean> work) {
    return started(() -> database.transactions().together(work));
  }

  private static FutureTask<Boolean> started(Callable<Boolean> write) {
    FutureTask<Boolean> task = new FutureTask<>(write);
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
