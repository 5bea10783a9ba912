package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.IntegrationName;
import dev.tenon.connection.ConnectionId;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.Scope;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.Test;

/// What threads do to each other inside one node, switch by switch: Lincheck plays the same few
/// lines in a thousand orders.
final class InterleavingsTest {
  private static final int ORDERS = 1_000;
  private static final Duration PATIENCE = Duration.ofHours(1);

  @Test
  void whoever_has_a_result_and_looks_again_starts_anew() {
    Lincheck.runConcurrentTest(
        ORDERS,
        () -> {
          SingleFlight<String, Integer> flights = new SingleFlight<>(Runnable::run, waiting());
          joinAndLookAgain(work -> flights.join("one", PATIENCE, work::getAsInt).orElse(-1));
        });
  }

  @Test
  void a_flight_that_lands_before_it_is_removed_is_found_out() {
    assertThatThrownBy(
            () ->
                Lincheck.runConcurrentTest(ORDERS, () -> joinAndLookAgain(new HastyFlight()::join)))
        .isInstanceOf(LincheckAssertionError.class);
  }

  /// Two callers, each of which looks, joins, gets something that is no older than what it saw, and
  /// joins again, which gives something newer; from work that nobody else does at the same time.
  private static void joinAndLookAgain(Joining flights) {
    AtomicInteger version = new AtomicInteger();
    AtomicInteger working = new AtomicInteger();
    Runnable caller =
        () -> {
          int seen = version.get();
          int first = flights.join(() -> work(version, working));
          require(first >= seen, "an older result than what was seen before");
          int second = flights.join(() -> work(version, working));
          require(second > first, "the same result again");
        };
    together(caller, caller);
    require(version.get() <= 4, "more flights than calls");
  }

  private static int work(AtomicInteger version, AtomicInteger working) {
    require(working.incrementAndGet() == 1, "two flights at once");
    int made = version.incrementAndGet();
    working.decrementAndGet();
    return made;
  }

  @Test
  void nothing_is_found_that_was_remembered_before_a_change() {
    Lincheck.runConcurrentTest(ORDERS, () -> rememberAndChange(Mark.BEFORE_READING));
  }

  @Test
  void a_mark_that_is_taken_after_reading_is_found_out() {
    assertThatThrownBy(
            () -> Lincheck.runConcurrentTest(ORDERS, () -> rememberAndChange(Mark.AFTER_READING)))
        .isInstanceOf(LincheckAssertionError.class);
  }

  /// One remembers what is stored, while another stores something newer and tells.
  private static void rememberAndChange(Mark when) {
    TestFeed feed = new TestFeed();
    TokenMemory memory = new TokenMemory(new ConcurrentHashMap<>(), feed);
    AtomicInteger stored = new AtomicInteger(1);
    together(
        () -> {
          long early = memory.mark();
          int version = stored.get();
          long late = memory.mark();
          memory.remember(KEY, token(version), when == Mark.BEFORE_READING ? early : late);
        },
        () -> {
          stored.set(2);
          feed.tell();
          // The write has returned: from here on, the older one is gone.
          require(isFoundOnly(memory, 2), "found what was remembered before");
        });
    require(isFoundOnly(memory, 2), "found what was remembered before");
  }

  private enum Mark {
    BEFORE_READING,
    AFTER_READING
  }

  private static final TokenMemory.Key KEY =
      new TokenMemory.Key(
          new WorkspaceId("ws_1"),
          new AppName("viewer"),
          new IntegrationName("trimble"),
          Optional.empty());

  private static boolean isFoundOnly(TokenMemory memory, long version) {
    return memory.find(KEY).map(token -> token.version() == version).orElse(true);
  }

  private static IssuedToken token(long version) {
    return new IssuedToken(
        new ConnectionId("con_1"),
        version,
        AccessToken.of("access-" + version),
        "Bearer",
        Scope.none(),
        Instant.EPOCH,
        Optional.empty());
  }

  /// Runs both at once; what either throws is thrown here, because Lincheck looks at this thread
  /// only.
  private static void together(Runnable one, Runnable other) {
    AtomicReference<Optional<RuntimeException>> thrown = new AtomicReference<>(Optional.empty());
    Thread first = started(one, thrown);
    Thread second = started(other, thrown);
    try {
      first.join();
      second.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thrown.get().isPresent()) {
      throw thrown.get().get();
    }
  }

  private static Thread started(Runnable work, AtomicReference<Optional<RuntimeException>> thrown) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IllegalStateException e) {
                thrown.set(Optional.of(e));
              }
            });
    thread.start();
    return thread;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }

  /// Waits as long as it takes.
  private static Pause waiting() {
    return new Pause() {
      @Override
      public void pause(Duration duration) {}

      @Override
      public boolean await(Future<?> awaited, Duration patience) {
        // No assertion here: Lincheck would play its lines too.
        ((CompletableFuture<?>) awaited).join();
        return true;
      }
    };
  }

  @FunctionalInterface
  private interface Joining {
    int join(IntSupplier work);
  }

  /// [SingleFlight] with its last two steps in the wrong order.
  private static final class HastyFlight {
    private final ConcurrentHashMap<String, CompletableFuture<Integer>> flights =
        new ConcurrentHashMap<>();

    int join(IntSupplier work) {
      CompletableFuture<Integer> mine = new CompletableFuture<>();
      CompletableFuture<Integer> other = flights.putIfAbsent("one", mine);
      if (other != null) {
        return other.join();
      }
      mine.complete(work.getAsInt());
      flights.remove("one", mine);
      return mine.join();
    }
  }

  private static final class TestFeed implements ChangeFeed {
    private Consumer<Change> listener = _ -> {};

    @Override
    public void listen(Consumer<Change> one) {
      listener = one;
    }

    @Override
    public boolean isCurrent() {
      return true;
    }

    @Override
    public void awaitHeard() {
      // There is nobody else.
    }

    void tell() {
      listener.accept(new Change.ConnectionChanged(new WorkspaceId("ws_1"), "con_1"));
    }
  }
}
