package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.workspace.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who waits for a bulk work, and what becomes of it.
final class BulkQueueTest {
  private final Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final BulkQueue<String, String> queue = new BulkQueue<>(this::together);

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void whoever_comes_while_one_is_under_way_is_in_the_next_one() throws Exception {
    FutureTask<Optional<String>> first = start("first");
    running.await();
    List<FutureTask<Optional<String>>> others = List.of(start("a"), start("b"), start("c"));
    goOn.countDown();

    assertThat(first.get()).contains("did first");
    for (FutureTask<Optional<String>> other : others) {
      assertThat(other.get()).isPresent();
    }
    assertThat(sizes).containsExactly(1, 3);
  }

  @Test
  void no_more_than_64_are_done_at_once() throws Exception {
    FutureTask<Optional<String>> first = start("first");
    running.await();
    List<FutureTask<Optional<String>>> others = new ArrayList<>();
    for (int i = 0; i < 65; i++) {
      others.add(start("part " + i));
    }
    goOn.countDown();

    assertThat(first.get()).isPresent();
    for (int i = 0; i < others.size(); i++) {
      assertThat(others.get(i).get()).contains("did part " + i);
    }
    assertThat(sizes).containsExactly(1, 64, 1);
  }

  @Test
  void who_is_interrupted_while_it_waits_is_not_done() throws Exception {
    FutureTask<Optional<String>> first = start("first");
    running.await();
    FutureTask<Optional<String>> interrupted = start("interrupted");
    threads.getLast().interrupt();

    assertThatThrownBy(interrupted::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StoreUnavailableException.class);
    FutureTask<Optional<String>> after = start("after");
    goOn.countDown();
    assertThat(first.get()).isPresent();
    assertThat(after.get()).isPresent();
    assertThat(sizes).containsExactly(1, 1);
  }

  @Test
  void who_is_interrupted_while_it_is_done_learns_what_came_of_it() throws Exception {
    FutureTask<Optional<String>> first = start("first");
    running.await();
    threads.getLast().interrupt();
    goOn.countDown();

    assertThat(first.get()).contains("did first");
  }

  @Test
  void everybody_is_told_where_the_work_throws_and_the_next_is_done() throws Exception {
    assertThatThrownBy(() -> queue.run("throws"))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("on purpose");
    assertThat(queue.run("after")).contains("did after");
  }

  @Test
  void what_waits_when_it_is_closed_is_done() throws Exception {
    FutureTask<Optional<String>> first = start("first");
    running.await();
    FutureTask<Optional<String>> waits = start("waits");
    queue.close();
    goOn.countDown();

    assertThat(first.get()).isPresent();
    assertThat(waits.get()).contains("did waits");
  }

  private void together(List<BulkPart<String, String>> parts) {
    sizes.add(parts.size());
    List<String> asked = BulkPart.asked(parts);
    if (asked.contains("first")) {
      running.countDown();
      awaitQuietly(goOn);
    }
    if (asked.contains("throws")) {
      throw new IllegalArgumentException("on purpose");
    }
    BulkPart.tell(parts, asked.stream().map(each -> Optional.of("did " + each)).toList());
  }

  /// Starts it, and returns when it waits.
  private FutureTask<Optional<String>> start(String asked) {
    FutureTask<Optional<String>> task = new FutureTask<>(() -> queue.run(asked));
    Thread thread = Thread.ofPlatform().start(task);
    threads.add(thread);
    while (thread.getState() != Thread.State.TIMED_WAITING && !task.isDone()) {
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
