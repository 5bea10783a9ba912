package dev.tenon.resource;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A listing that is read into memory in the background, as far as its bounds go: for people, who
/// want to see the first of it at once and do not look at a million. Safe for use by any thread.
public final class ReadList implements AutoCloseable {
  private final Instant begunAt;
  private final Bounds bounds;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final List<ListedItem> items = new ArrayList<>();
  private long characters;
  private boolean more;
  private boolean over;
  private Optional<ListingSummary> summary = Optional.empty();
  private Optional<Exception> failure = Optional.empty();
  private volatile boolean closed;
  private volatile @Nullable Thread thread;

  private ReadList(Instant begunAt, Bounds bounds) {
    this.begunAt = begunAt;
    this.bounds = bounds;
  }

  /// Begins to read `listing` on a thread of `threads`.
  public static ReadList start(
      Supplier<Listing> listing, Bounds bounds, Executor threads, Instant now) {
    ReadList list = new ReadList(now, bounds);
    threads.execute(() -> list.run(listing));
    return list;
  }

  private void run(Supplier<Listing> listing) {
    thread = Thread.currentThread();
    try {
      if (!closed) {
        ended(Optional.of(listing.get().run(this::take)), Optional.empty());
      }
    } catch (EnoughException _) {
      ended(Optional.empty(), Optional.empty());
    } catch (IOException | RuntimeException e) {
      ended(Optional.empty(), Optional.of(e));
    } catch (OutOfMemoryError e) {
      // Whoever waits must hear of it; the pages are garbage by now.
      ended(Optional.empty(), Optional.of(new IllegalStateException("no memory to read into", e)));
    } finally {
      thread = null;
      endInAnyCase();
      begun.countDown();
    }
  }

  /// Whoever looks must hear of the end, also where something broke that nobody expected.
  private synchronized void endInAnyCase() {
    if (!over) {
      ended(Optional.empty(), Optional.of(new IllegalStateException("the reading broke off")));
    }
  }

  private synchronized void take(ListedItem item) throws EnoughException {
    characters += item.item().json().length();
    if (items.size() >= bounds.items() || characters > bounds.characters()) {
      more = true;
      throw new EnoughException();
    }
    items.add(item);
    if (items.size() >= bounds.first()) {
      begun.countDown();
    }
  }

  private synchronized void ended(Optional<ListingSummary> said, Optional<Exception> broke) {
    summary = said;
    failure = broke;
    over = true;
  }

  /// What has come, once the first items are here or it is over; what there is after `longest`.
  public Progress progress(Duration longest) {
    try {
      begun.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      return new Progress(items, begunAt, over || closed, more, summary, failure);
    }
  }

  /// Whether it is still being read.
  public synchronized boolean isRunning() {
    return !over && !closed;
  }

  /// Gives up what has not been read.
  @Override
  public void close() {
    closed = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  /// How much is read.
  ///
  /// @param first so many are worth showing
  /// @param items at most
  /// @param characters of JSON at most
  public record Bounds(int first, int items, long characters) {}

  /// How far it is.
  ///
  /// @param over whether nothing more comes
  /// @param more whether the list goes on behind what is read
  /// @param summary how the list ended, where it was read to its end
  /// @param failure why it was not
  public record Progress(
      List<ListedItem> items,
      Instant begunAt,
      boolean over,
      boolean more,
      Optional<ListingSummary> summary,
      Optional<Exception> failure) {
    public Progress {
      items = List.copyOf(items);
    }
  }

  private static final class EnoughException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
