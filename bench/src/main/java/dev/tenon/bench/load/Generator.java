package dev.tenon.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Makes one [Load] after the other as they are told on standard input, and answers each with a
/// [Measured]; ends with its input. One process for all loads, so that all meet the same warm code.
public final class Generator {
  /// What its answers begin with.
  private static final String ANSWER = "bench> ";

  private static final int PATIENCE_MILLIS = 5_000;

  private final Load load;
  private final Selector selector;
  private final List<Caller> callers = new ArrayList<>();
  // Those whose time has not come, the next one first.
  private final PriorityQueue<Caller> resting =
      new PriorityQueue<>(Comparator.comparingLong(Caller::restedAt));
  private Latencies latencies = new Latencies();
  private long failures;

  private Generator(Load load, Selector selector) {
    this.load = load;
    this.selector = selector;
  }

  /// Reads loads, one on a line.
  public static void main(String[] args) throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      System.out.println(ANSWER + run(Load.parse(line)).line());
    }
  }

  /// Makes `load` on the calling thread.
  static Measured run(Load load) throws IOException {
    try (Selector selector = Selector.open()) {
      Generator generator = new Generator(load, selector);
      try {
        return generator.run();
      } finally {
        for (Caller caller : generator.callers) {
          caller.close();
        }
      }
    }
  }

  private Measured run() throws IOException {
    for (int i = 0; i < load.connections(); i++) {
      callers.add(new Caller(load, i, selector));
    }
    for (Caller caller : callers) {
      caller.ask();
    }
    askUntil(System.nanoTime() + load.before().toNanos());
    latencies = new Latencies();
    failures = 0;
    long start = System.nanoTime();
    askUntil(start + load.during().toNanos());
    return Measured.of(latencies, failures, System.nanoTime() - start);
  }

  private void askUntil(long end) throws IOException {
    long heard = System.nanoTime();
    while (System.nanoTime() - end < 0) {
      long now = System.nanoTime();
      for (Caller next = resting.peek();
          next != null && next.isRested(now);
          next = resting.peek()) {
        resting.remove().ask();
      }
      int some =
          resting.isEmpty()
              ? selector.select(this::readable, PATIENCE_MILLIS)
              : selector.select(this::readable, 1);
      if (some > 0) {
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard > PATIENCE_MILLIS * 1_000_000L) {
        throw new IOException("no answer for " + PATIENCE_MILLIS + " ms");
      }
    }
  }

  private void readable(SelectionKey key) {
    if (!(key.attachment() instanceof Caller caller)) {
      throw new IllegalStateException("a key without its caller; indicates a bug");
    }
    try {
      int status = caller.read();
      if (status == 0) {
        return;
      }
      latencies.add(System.nanoTime() - caller.sentAt());
      if (status != 200) {
        failures++;
      }
      if (caller.rest(load.pace().toNanos(), System.nanoTime())) {
        resting.add(caller);
      } else {
        caller.ask();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
