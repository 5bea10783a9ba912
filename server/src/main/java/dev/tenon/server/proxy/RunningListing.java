package dev.tenon.server.proxy;

import dev.tenon.resource.ListedItem;
import dev.tenon.resource.Listing;
import dev.tenon.resource.ListingSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;

/// A listing under way on a thread of its own, a little ahead of whoever takes its items: so that
/// what stands against it is known before the answer begins. Taken by one thread; closing ends it.
final class RunningListing implements AutoCloseable {
  private static final int AHEAD = 8;
  private static final int AT_ONCE = 64;

  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;

  RunningListing(Listing listing) {
    this.thread = Thread.ofVirtual().name("listing").start(() -> run(listing));
  }

  private void run(Listing listing) {
    try {
      events.put(end(listing));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Event end(Listing listing) {
    Batches batches = new Batches();
    try {
      ListingSummary summary = listing.run(batches);
      batches.handOver();
      return new Event.Ended(summary);
    } catch (IOException | RuntimeException e) {
      return new Event.Failed(e);
    } catch (OutOfMemoryError e) {
      // Whoever waits for the items must hear of it; the pages are garbage by now.
      return new Event.Failed(new IllegalStateException("a listing found no memory", e));
    }
  }

  /// The next event; waits for it. What was given before has been dealt with by then.
  Event take() throws IOException {
    try {
      Event event = events.take();
      while (event instanceof Event.PageTold(CountDownLatch taken)) {
        taken.countDown();
        event = events.take();
      }
      return event;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }

  /// Whether the next event is there already.
  boolean isReady() {
    Event next = events.peek();
    return next != null && !(next instanceof Event.PageTold);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  /// Items are handed over by the dozen: each handing over wakes a thread up.
  private final class Batches implements Listing.Sink {
    private List<ListedItem> batch = new ArrayList<>(AT_ONCE);

    @Override
    public void item(ListedItem item) throws IOException {
      batch.add(item);
      if (batch.size() == AT_ONCE) {
        handOver();
      }
    }

    /// Waits until all have been taken: a page is held until then, and the next one comes
    /// meanwhile.
    @Override
    public void pageEnded() throws IOException {
      handOver();
      CountDownLatch taken = new CountDownLatch(1);
      try {
        events.put(new Event.PageTold(taken));
        taken.await();
      } catch (InterruptedException _) {
        throw givenUp();
      }
    }

    void handOver() throws IOException {
      if (batch.isEmpty()) {
        return;
      }
      try {
        events.put(new Event.Items(batch));
        batch = new ArrayList<>(AT_ONCE);
      } catch (InterruptedException _) {
        throw givenUp();
      }
    }

    private static IOException givenUp() {
      Thread.currentThread().interrupt();
      return new IOException("nobody takes the items any more");
    }
  }

  /// What comes of a listing.
  sealed interface Event {
    /// Some items.
    record Items(List<ListedItem> items) implements Event {
      public Items {
        items = List.copyOf(items);
      }
    }

    /// All of a page has been given.
    ///
    /// @param taken waited for by whoever holds the page
    record PageTold(CountDownLatch taken) implements Event {}

    /// The end.
    record Ended(ListingSummary summary) implements Event {}

    /// It could not begin, or broke.
    record Failed(Exception cause) implements Event {}
  }
}
