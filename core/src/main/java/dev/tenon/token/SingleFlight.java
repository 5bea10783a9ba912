package dev.tenon.token;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Callers that want the same thing at the same time get it from one run of the work.
///
/// The work runs on a thread of its own, so that a caller whose patience ends leaves it running for
/// the others. Safe for use by any thread; nothing is locked while anybody waits.
///
/// @param <K> names the thing
/// @param <V> the thing
final class SingleFlight<K, V> {
  private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();
  private final Executor threads;
  private final Pause pause;

  SingleFlight(Executor threads, Pause pause) {
    this.threads = threads;
    this.pause = pause;
  }

  /// The result of the flight for `key` that is under way, else of a new one that does `work`;
  /// empty when `patience` ends before it lands.
  Optional<V> join(K key, Duration patience, Supplier<V> work) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> other = flights.putIfAbsent(key, mine);
    if (other != null) {
      return await(other, patience);
    }
    threads.execute(() -> fly(key, mine, work));
    return await(mine, patience);
  }

  /// How many flights are under way.
  int underWay() {
    return flights.size();
  }

  private void fly(K key, CompletableFuture<V> flight, Supplier<V> work) {
    try {
      V result = work.get();
      // Removed before it lands: whoever has seen the result and looks again starts anew.
      flights.remove(key, flight);
      flight.complete(result);
    } catch (RuntimeException | Error e) {
      flights.remove(key, flight);
      flight.completeExceptionally(e);
    }
  }

  private Optional<V> await(CompletableFuture<V> flight, Duration patience) {
    if (!pause.await(flight, patience)) {
      return Optional.empty();
    }
    try {
      return Optional.of(flight.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException("a flight threw a checked exception: a bug", e);
    }
  }
}
