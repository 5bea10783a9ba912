package dev.tenon.connect;

import dev.tenon.workspace.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Waits for a store that is away, for as long as a person waits for a page: a provider answers a
/// code once, and whoever brought it would have to consent again. Safe for use by any thread.
///
/// The answer is in memory meanwhile and not in the journal: where this process ends too, the user,
/// who is looking at the page, connects once more.
public final class Patience {
  // Running total, s:                                  0.25  0.75  1.75  3.75  7.75  12.75  17.75
  private static final List<Integer> PAUSES = List.of(250, 500, 1000, 2000, 4000, 5000, 5000);

  private final Consumer<Duration> pause;

  /// Lets time pass by `pause`.
  public Patience(Consumer<Duration> pause) {
    this.pause = pause;
  }

  /// What `call` returns as soon as the store answers it. It is made again where it failed, and
  /// must be one that may be.
  ///
  /// @throws StoreUnavailableException when the store stays away for some 18 s, besides the time
  ///   that the calls took
  <T> T ask(Supplier<T> call) {
    for (int millis : PAUSES) {
      try {
        return call.get();
      } catch (StoreUnavailableException _) {
        pause.accept(Duration.ofMillis(millis));
      }
    }
    return call.get();
  }

  /// The same for a call that returns nothing.
  void ask(Runnable call) {
    ask(
        () -> {
          call.run();
          return true;
        });
  }
}
