package dev.tenon.server.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// Virtual threads that are used again.
final class KeptThreadsTest {
  private final Executor threads = KeptThreads.named("kept");

  @Test
  void a_thread_that_has_nothing_to_do_gets_the_next_task() throws Exception {
    Thread first = run();
    waitUntilIdle(first);

    assertThat(run()).isSameAs(first);
    assertThat(first.isVirtual()).isTrue();
    assertThat(first.getName()).isEqualTo("kept-0");
  }

  @Test
  void nobody_waits_for_a_thread() throws Exception {
    CountDownLatch all = new CountDownLatch(20);
    Set<Thread> used = ConcurrentHashMap.newKeySet();
    FutureTask<Boolean> last = new FutureTask<>(() -> true);
    for (int i = 0; i < 20; i++) {
      threads.execute(
          () -> {
            used.add(Thread.currentThread());
            all.countDown();
            try {
              all.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            last.run();
          });
    }

    assertThat(last.get()).isTrue();
    assertThat(used).hasSize(20);
  }

  private Thread run() throws Exception {
    FutureTask<Thread> task = new FutureTask<>(Thread::currentThread);
    threads.execute(task);
    return task.get();
  }

  private static void waitUntilIdle(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }
}
