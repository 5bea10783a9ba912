package dev.tenon.cli.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C, or a request of the system to end. Holds the end of the process back until the program
/// has closed what it opened, but not for ever: for longer than a hub waits for its requests (20
/// s), its chores and the answers of its refreshes that are under way, because an answer that comes
/// when nobody is there any more is a grant lost. For one thread: the one that runs the command.
public final class SystemStop implements StopSignal {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  private boolean isExpected;

  @Override
  public void expect() {
    if (isExpected) {
      return;
    }
    isExpected = true;
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::end, "tenon-stop"));
    } catch (IllegalStateException _) {
      // It was asked to end before.
      asked.countDown();
    }
  }

  @Override
  public void await() throws InterruptedException {
    expect();
    asked.await();
  }

  /// Says that everything is closed and the process may end.
  public void finished() {
    done.countDown();
  }

  private void end() {
    asked.countDown();
    try {
      if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println(
            "tenon: something would not stop within %d s; ending all the same"
                .formatted(PATIENCE.toSeconds()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
