package dev.tenon.server.proxy;

import dev.tenon.resource.ListedItem;
import dev.tenon.resource.Listing;
import dev.tenon.resource.ListingSummary;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// A listing under way on a thread of its own, a little ahead of whoever takes its items: so that
/// what stands against it is known before the answer begins. Taken by one thread; closing ends it.
final class RunningListing implements AutoCloseable {
  private static final int AHEAD = 512;

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
    try {
      return new Event.Ended(listing.run(this::put));
    } catch (IOException | RuntimeException e) {
      return new Event.Failed(e);
    }
  }

  private void put(ListedItem item) throws IOException {
    try {
      events.put(new Event.Item(item));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("nobody takes the items any more");
    }
  }

  /// The next event; waits for it.
  Event take() throws IOException {
    try {
      return events.take();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }

  /// Whether the next event is there already.
  boolean isReady() {
    return !events.isEmpty();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  /// What comes of a listing.
  sealed interface Event {
    /// An item.
    record Item(ListedItem item) implements Event {}

    /// The end.
    record Ended(ListingSummary summary) implements Event {}

    /// It could not begin, or broke.
    record Failed(Exception cause) implements Event {}
  }
}
