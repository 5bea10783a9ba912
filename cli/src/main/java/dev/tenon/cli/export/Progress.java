package dev.tenon.cli.export;

import dev.tenon.cli.terminal.Terminal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// What an export has done so far: one line that is written over in a window, a plain line now and
/// then elsewhere. Safe for use by any thread.
final class Progress {
  private static final long WINDOW = Duration.ofMillis(300).toNanos();
  private static final long ELSEWHERE = Duration.ofSeconds(10).toNanos();
  private static final double MEGABYTE = 1e6;

  private final Terminal terminal;
  private final LongSupplier nanos;
  private final long start;
  private final AtomicLong items = new AtomicLong();
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong there = new AtomicLong();
  private final AtomicLong expected = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong told = new AtomicLong();
  private volatile long filesStart;
  private volatile boolean allExpected;

  Progress(Terminal terminal, LongSupplier nanos) {
    this.terminal = terminal;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.filesStart = start;
    this.told.set(start);
  }

  /// A list is begun, maybe again.
  void listing() {
    items.set(0);
  }

  void item() {
    items.incrementAndGet();
    tell();
  }

  void fileExpected() {
    if (expected.getAndIncrement() == 0) {
      filesStart = nanos.getAsLong();
    }
  }

  /// No more files will be expected.
  void allExpected() {
    allExpected = true;
  }

  void bytes(long more) {
    bytes.addAndGet(more);
    tell();
  }

  /// One file is done with.
  ///
  /// @param wasThere whether nothing had to be fetched
  void file(boolean wasThere) {
    files.incrementAndGet();
    there.addAndGet(wasThere ? 1 : 0);
    tell();
  }

  private void tell() {
    long now = nanos.getAsLong();
    long last = told.get();
    if (now - last > (terminal.isInteractive() ? WINDOW : ELSEWHERE)
        && told.compareAndSet(last, now)) {
      terminal.err().print((terminal.isInteractive() ? "\r\u001b[K" : "") + words(now));
      terminal.err().print(terminal.isInteractive() ? "" : "\n");
      terminal.err().flush();
    }
  }

  /// Ends the line that was written over.
  void end() {
    if (terminal.isInteractive()) {
      terminal.err().print("\r\u001b[K");
      terminal.err().flush();
    }
  }

  private String words(long now) {
    long done = files.get();
    long all = expected.get();
    if (all == 0) {
      return "%d items, %.0f a second".formatted(items.get(), items.get() / seconds(start, now));
    }
    double seconds = seconds(filesStart, now);
    long fetched = done - there.get();
    // While the list is still read nobody knows how many there will be.
    String of = allExpected ? Long.toString(all) : "at least " + all;
    String left =
        allExpected && fetched > 0
            ? ", about %s left".formatted(length(Math.round((all - done) * seconds / fetched)))
            : "";
    return "%d items, %d of %s files, %.1f files and %.1f MB a second%s"
        .formatted(
            items.get(), done, of, fetched / seconds, bytes.get() / MEGABYTE / seconds, left);
  }

  private static double seconds(long from, long now) {
    return Math.max(0.001, (now - from) / 1e9);
  }

  private static String length(long seconds) {
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }
}
