package dev.tenon.resource;

import dev.tenon.resource.PageCalls.Got;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Asks for the first pages of the next few lists while the one before them is told: most lists
/// below an item have but one page, and their time is the way to the provider. How many really go
/// at once the gate of the connection says. Used by one thread, which closes it.
final class Lookahead implements AutoCloseable {
  private static final int AHEAD = 4;

  private final Iterator<Place> places;
  private final Function<Place, Got> first;
  private final Deque<Future<Got>> coming = new ArrayDeque<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// Of the lists in `places`, each by `first`.
  Lookahead(List<Place> places, Function<Place, Got> first) {
    this.places = places.iterator();
    this.first = first;
  }

  /// The first page of the next list, in their order.
  ///
  /// @throws IOException when this thread is interrupted
  Got next() throws IOException {
    while (coming.size() < AHEAD && places.hasNext()) {
      Place place = places.next();
      coming.add(threads.submit(() -> first.apply(place)));
    }
    try {
      return coming.remove().get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("the listing was given up");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a page was asked for, and something broke", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
    for (Future<Got> each : coming) {
      if (each.state() == Future.State.SUCCESS && each.resultNow() instanceof Got.Part part) {
        part.page().close();
      }
    }
  }
}
