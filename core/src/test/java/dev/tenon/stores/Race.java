package dev.tenon.stores;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/// Does the same thing on many threads at once.
public final class Race {
  /// How many take part.
  public static final int RUNNERS = 32;

  private Race() {}

  /// What each of the runners, numbered from 0, came back with.
  public static <T> List<T> run(IntFunction<T> step) {
    CyclicBarrier start = new CyclicBarrier(RUNNERS);
    try (ExecutorService threads = Executors.newFixedThreadPool(RUNNERS)) {
      List<Future<T>> runners = new ArrayList<>();
      for (int i = 0; i < RUNNERS; i++) {
        int number = i;
        runners.add(
            threads.submit(
                () -> {
                  start.await();
                  return step.apply(number);
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> runner : runners) {
        results.add(runner.get(2, TimeUnit.MINUTES));
      }
      return results;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("a runner did not arrive", e);
    }
  }
}
