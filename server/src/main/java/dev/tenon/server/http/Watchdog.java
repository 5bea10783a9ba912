package dev.tenon.server.http;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at every connection's [Watch] from time to time, on one thread of its own.
final class Watchdog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Duration period;

  Watchdog(Duration period) {
    this.period = period;
  }

  void start() {
    Thread.ofVirtual().name("http-watchdog").start(this::run);
  }

  void add(Watch watch) {
    watches.add(watch);
  }

  void remove(Watch watch) {
    watches.remove(watch);
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      while (!closed.await(period.toNanos(), TimeUnit.NANOSECONDS)) {
        watches.forEach(Watchdog::check);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The other side may have closed the connection at this very moment; the watching goes on.
  private static void check(Watch watch) {
    try {
      watch.check();
    } catch (UncheckedIOException e) {
      LOG.debug("a connection was closed already", e);
    }
  }
}
