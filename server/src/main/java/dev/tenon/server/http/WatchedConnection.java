package dev.tenon.server.http;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.concurrency.limits.LimitAlgorithm;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;
import java.util.Optional;

/// One of Helidon's connections under a [Watch]. Helidon asks a limit before each request and tells
/// it afterwards: this is how the watch learns of either, and where requests of different
/// connections are made to take turns.
///
/// Turns: a connection whose next request is always there already never blocks, so its virtual
/// thread would keep its carrier and others would starve. It gives way after every request. A limit
/// on requests at the same time would go to the same place.
final class WatchedConnection implements ServerConnection, InterruptableTask<Void> {
  private final ServerConnection connection;
  private final Watch watch;
  private final Watchdog watchdog;

  WatchedConnection(ServerConnection connection, Watch watch, Watchdog watchdog) {
    this.connection = connection;
    this.watch = watch;
    this.watchdog = watchdog;
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    watchdog.add(watch);
    try {
      watch.serve(() -> connection.handle(new Turns(watch)));
    } finally {
      watchdog.remove(watch);
    }
  }

  @Override
  public Duration idleTime() {
    // The watch does this, and sees more of it.
    return Duration.ZERO;
  }

  @Override
  public void close(boolean interrupt) {
    connection.close(interrupt);
  }

  @Override
  public boolean canInterrupt() {
    return connection instanceof InterruptableTask<?> task && task.canInterrupt();
  }

  private static final class Turns implements Limit, LimitAlgorithm.Token {
    private final Watch watch;
    private final LimitAlgorithm.Outcome accepted =
        LimitAlgorithm.Outcome.immediateAcceptance("tenon", "turns", this);

    Turns(Watch watch) {
      this.watch = watch;
    }

    @Override
    public Outcome tryAcquireOutcome(boolean wait) {
      watch.begin();
      return accepted;
    }

    @Override
    @SuppressWarnings("removal") // Helidon asks for it to be there; it calls the method above.
    public Optional<Token> tryAcquire(boolean wait) {
      watch.begin();
      return Optional.of(this);
    }

    @Override
    @SuppressWarnings("removal") // As above.
    public Optional<Token> tryAcquire() {
      return tryAcquire(true);
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // Giving way is what this is for; see above.
    public void success() {
      watch.end();
      Thread.yield();
    }

    @Override
    public void dropped() {
      watch.end();
    }

    @Override
    public void ignore() {
      watch.end();
    }

    @Override
    public Limit copy() {
      return new Turns(watch);
    }

    @Override
    public String name() {
      return "turns";
    }

    @Override
    public String type() {
      return "turns";
    }
  }
}
