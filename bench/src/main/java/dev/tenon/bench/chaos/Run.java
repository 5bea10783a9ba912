package dev.tenon.bench.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// The threads that make trouble, and that ask for tokens meanwhile, until they are told to end.
final class Run {
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();

  /// Something that goes on until the run is over; what goes wrong in one round is told and the
  /// next one begun, for the world that it works in falls apart on purpose.
  void repeat(String name, Step step) {
    Thread thread =
        Thread.ofVirtual()
            .name(name)
            .start(
                () -> {
                  while (!over.get()) {
                    round(name, step);
                  }
                });
    threads.add(thread);
  }

  private void round(String name, Step step) {
    try {
      step.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      Log.say(name + ": " + e);
      pauseQuietly();
    }
  }

  private static void pauseQuietly() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isOver() {
    return over.get();
  }

  /// No round begins any more.
  void stop() {
    over.set(true);
  }

  /// Ends the threads, and waits until they have ended what they are at.
  void end(Duration patience) throws InterruptedException {
    stop();
    long until = System.nanoTime() + patience.toNanos();
    for (Thread thread : threads) {
      long left = Math.max(1, (until - System.nanoTime()) / 1_000_000);
      if (!thread.join(Duration.ofMillis(left))) {
        Log.say(thread.getName() + " does not end");
      }
    }
  }

  /// Waits for `threads` for at most `patience`; those that have not ended then are told of, as
  /// being at `what`, and left.
  static void join(List<Thread> threads, Duration patience, String what)
      throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    int left = 0;
    for (Thread thread : threads) {
      long millis = Math.max(1, (until - System.nanoTime()) / 1_000_000);
      if (!thread.join(Duration.ofMillis(millis))) {
        thread.interrupt();
        left++;
      }
    }
    if (left > 0) {
      Log.say(
          "%d of %d do not end within %d s: %s"
              .formatted(left, threads.size(), patience.toSeconds(), what));
    }
  }

  /// One round.
  @FunctionalInterface
  interface Step {
    void run() throws InterruptedException;
  }
}
