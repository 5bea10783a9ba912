package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.access.WorkspaceId;
import dev.tenon.stores.Samples;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.Change.SettingsChanged;
import dev.tenon.workspace.StoreUnavailableException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writes to a file that wait for each other.
final class SqliteWritesTest {
  private final Samples samples = new Samples(new SecureRandom());
  private final Path file;
  private final Database database;
  private final Queue<Change> heard = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  SqliteWritesTest(@TempDir Path directory) {
    file = directory.resolve("tenon.db");
    database = Database.open(new DatabaseSettings.Sqlite(file));
    database.changes().listen(heard::add);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void writes_that_wait_are_all_written_and_announced() throws Exception {
    FutureTask<Integer> first = holdTheWriter();
    List<WorkspaceId> ids =
        List.of(samples.workspaceId(), samples.workspaceId(), samples.workspaceId());
    List<FutureTask<Boolean>> creates = ids.stream().map(this::startToCreate).toList();
    goOn.countDown();

    assertThat(first.get()).isEqualTo(1);
    for (FutureTask<Boolean> create : creates) {
      assertThat(create.get()).isTrue();
    }
    for (WorkspaceId id : ids) {
      assertThat(database.workspaces().find(id)).isPresent();
      assertThat(heard).contains(new SettingsChanged(id));
    }
  }

  @Test
  void a_write_that_gives_up_or_fails_takes_no_other_with_it() throws Exception {
    WorkspaceId taken = samples.workspaceId();
    database.workspaces().create(samples.workspace(taken), samples.event(taken));
    heard.clear();
    FutureTask<Integer> first = holdTheWriter();
    WorkspaceId one = samples.workspaceId();
    WorkspaceId two = samples.workspaceId();
    FutureTask<Boolean> before = startToCreate(one);
    FutureTask<Boolean> givesUp = startToCreate(taken);
    FutureTask<Integer> fails =
        start(() -> database.transactions().write(tx -> tx.update("UPDATE no_such_table SET x")));
    FutureTask<Boolean> after = startToCreate(two);
    goOn.countDown();

    assertThat(first.get()).isEqualTo(1);
    assertThat(before.get()).isTrue();
    assertThat(givesUp.get()).isFalse();
    assertThatThrownBy(fails::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(after.get()).isTrue();
    assertThat(heard).containsExactlyInAnyOrder(new SettingsChanged(one), new SettingsChanged(two));
    assertThat(database.auditLog().firstBroken(one)).isEmpty();
  }

  @Test
  void a_thread_that_is_interrupted_while_it_waits_has_written_nothing() throws Exception {
    FutureTask<Integer> first = holdTheWriter();
    WorkspaceId id = samples.workspaceId();
    FutureTask<Boolean> create = startToCreate(id);
    threads.getLast().interrupt();

    assertThatThrownBy(create::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StoreUnavailableException.class);
    goOn.countDown();
    assertThat(first.get()).isEqualTo(1);
    assertThat(database.workspaces().find(id)).isEmpty();
  }

  @Test
  void writes_that_wait_are_one_transaction() throws Exception {
    List<Integer> together = new ArrayList<>();
    CountDownLatch begun = new CountDownLatch(1);
    WriteQueue queue =
        new WriteQueue(
            all -> {
              together.add(all.size());
              begun.countDown();
              awaitQuietly(goOn);
              all.forEach(write -> write.failed(new IllegalArgumentException("on purpose")));
            });
    List<FutureTask<Boolean>> writes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      writes.add(start(() -> queue.run(_ -> true).hasEnded()));
      begun.await();
    }
    goOn.countDown();

    for (FutureTask<Boolean> write : writes) {
      assertThat(write.get()).isTrue();
    }
    assertThat(together).containsExactly(1, 3);
  }

  private FutureTask<Integer> holdTheWriter() throws InterruptedException {
    FutureTask<Integer> first =
        new FutureTask<>(
            () ->
                database
                    .transactions()
                    .write(
                        _ -> {
                          running.countDown();
                          awaitQuietly(goOn);
                          return 1;
                        }));
    Thread.ofPlatform().start(first);
    running.await();
    return first;
  }

  private FutureTask<Boolean> startToCreate(WorkspaceId id) {
    return start(() -> database.workspaces().create(samples.workspace(id), samples.event(id)));
  }

  /// Starts it, and returns when it waits for its turn (or runs).
  private <T> FutureTask<T> start(Callable<T> write) {
    FutureTask<T> task = new FutureTask<>(write);
    Thread thread = Thread.ofPlatform().start(task);
    threads.add(thread);
    while (thread.getState() != Thread.State.TIMED_WAITING
        && thread.getState() != Thread.State.WAITING
        && !task.isDone()) {
      Thread.onSpinWait();
    }
    return task;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
