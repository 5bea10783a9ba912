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
  private final AtomicLong expected = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong told = new AtomicLong();

  Progress(Terminal terminal, LongSupplier nanos) {
    this.terminal = terminal;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.told.set(start);
  }

  void item() {
    items.incrementAndGet();
    tell();
  }

  void fileExpected() {
    expected.incrementAndGet();
  }

  void bytes(long more) {
    bytes.addAndGet(more);
    tell();
  }

  void file() {
    files.incrementAndGet();
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
    double seconds = Math.max(0.001, (now - start) / 1e9);
    long done = files.get();
    long all = expected.get();
    String of = all > 0 ? ", %d of %d files".formatted(done, all) : "";
    String rate = bytes.get() > 0 ? ", %.1f MB/s".formatted(bytes.get() / MEGABYTE / seconds) : "";
    String left =
        done > 0 && all > done
            ? ", about %d s left".formatted(Math.round((all - done) * seconds / done))
            : "";
    return "%d items%s%s%s".formatted(items.get(), of, rate, left);
  }
}
