package dev.tenon.server.background;

import dev.tenon.workspace.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does things at intervals, each on a virtual thread of its own, until it is closed. A chore that
/// fails is logged and done again at its next time.
public final class Chores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Chores.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Thread> threads;

  private Chores(List<Chore> chores) {
    this.threads =
        chores.stream()
            .map(chore -> Thread.ofVirtual().name(chore.name()).unstarted(() -> run(chore)))
            .toList();
  }

  /// Starts to do `chores`, each for the first time after its interval.
  public static Chores start(List<Chore> chores) {
    Chores started = new Chores(chores);
    started.threads.forEach(Thread::start);
    return started;
  }

  private void run(Chore chore) {
    try {
      while (!closing.await(chore.interval().get().toMillis(), TimeUnit.MILLISECONDS)) {
        runOnce(chore);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void runOnce(Chore chore) {
    try {
      chore.work().run();
    } catch (StoreUnavailableException e) {
      LOG.atWarn().addKeyValue("chore", chore.name()).log("not done: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("chore", chore.name()).setCause(e).log("failed");
    }
  }

  /// Begins no chore any more and waits a little for those under way.
  @Override
  public void close() {
    closing.countDown();
    for (Thread thread : threads) {
      try {
        thread.join(PATIENCE);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Something to be done again and again.
  ///
  /// @param interval how long to wait before the next time
  public record Chore(String name, Supplier<Duration> interval, Runnable work) {
    /// Something to be done every `interval`.
    public Chore(String name, Duration interval, Runnable work) {
      this(name, () -> interval, work);
    }
  }
}
