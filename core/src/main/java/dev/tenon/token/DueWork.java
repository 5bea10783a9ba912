package dev.tenon.token;

import dev.tenon.connection.Connection;
import dev.tenon.connection.DueGrants;
import dev.tenon.connection.DueGrants.DueGrant;
import dev.tenon.connection.Grant;
import dev.tenon.token.HeldConnections.Held;
import dev.tenon.workspace.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// Refreshes one claimed grant, and puts off what could not be tried. Safe for use by any thread.
final class DueWork {
  private static final Duration AFTER_FAULT = Duration.ofMinutes(5);

  private final ClientMemory clients;
  private final HeldConnections held;
  private final DueGrants due;
  private final Refresher refresher;
  private final Executor threads;
  private final Clock clock;
  private final RandomGenerator random;

  DueWork(
      ClientMemory clients,
      HeldConnections held,
      DueGrants due,
      Refresher refresher,
      Executor threads,
      Clock clock,
      RandomGenerator random) {
    this.clients = clients;
    this.held = held;
    this.due = due;
    this.refresher = refresher;
    this.threads = threads;
    this.clock = clock;
    this.random = random;
  }

  Instant now() {
    return clock.instant();
  }

  /// Begins to refresh `claimed`; `finished` runs when that is done, whatever came of it.
  void begin(DueGrant claimed, Runnable finished) {
    threads.execute(
        () -> {
          try {
            refresh(claimed);
          } catch (StoreUnavailableException _) {
            // The claim runs out by itself, and then it is due again.
          } finally {
            finished.run();
          }
        });
  }

  /// It is due again at once, for whoever claims it.
  void giveBack(DueGrant claimed) {
    Notes.tried(() -> postpone(claimed.grant(), Duration.ZERO));
  }

  private void refresh(DueGrant claimed) {
    Connection connection = claimed.connection();
    Grant grant = claimed.grant();
    Optional<Held.Found> found =
        clients
            .find(connection.workspace(), connection.oauthClient())
            .flatMap(client -> held.found(client, connection, grant));
    if (found.isEmpty()) {
      postpone(grant, AFTER_FAULT);
      return;
    }
    RefreshResult result =
        refresher.refresh(
            found.get().client(), found.get().connection(), grant, Refresher.Reason.DUE);
    switch (result) {
      case RefreshResult.Refreshed _, RefreshResult.Moved _, RefreshResult.Dead _ -> {}
      // Its next time was written with the failure; who was kept out is due when the claim runs
      // out.
      case RefreshResult.Away _, RefreshResult.ClientRejected _ -> {}
      case RefreshResult.Busy it -> postpone(grant, it.retryAfter());
      case RefreshResult.Fault _ -> postpone(grant, AFTER_FAULT);
    }
  }

  /// Up to a fifth later by chance, so that they do not come back together.
  private void postpone(Grant grant, Duration wait) {
    long millis = Math.max(0, wait.toMillis());
    due.postpone(
        grant.workspace(),
        grant.connection(),
        grant.version(),
        now().plusMillis(millis + random.nextLong(millis / 5 + 1)));
  }
}
