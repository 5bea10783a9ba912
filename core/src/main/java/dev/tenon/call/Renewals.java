package dev.tenon.call;

import dev.tenon.access.Caller;
import dev.tenon.connection.ConnectionId;
import dev.tenon.token.IssuedToken;
import dev.tenon.token.Pause;
import dev.tenon.token.ReportResult;
import dev.tenon.token.TokenReports;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Has refused tokens refreshed. Of many calls that see the same version refused at the same time
/// one reports it, and the others wait for what came of that. Safe for use by any thread.
final class Renewals {
  /// As long as a refresh may take, and a little more.
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final ConcurrentMap<Version, CompletableFuture<ReportResult>> underWay =
      new ConcurrentHashMap<>();
  private final TokenReports reports;
  private final Pause pause;

  Renewals(TokenReports reports, Pause pause) {
    this.reports = reports;
    this.pause = pause;
  }

  /// What came of the report that `token` was refused.
  ReportResult renew(Caller.App caller, IssuedToken token) {
    Version version = new Version(token.connection(), token.version());
    CompletableFuture<ReportResult> mine = new CompletableFuture<>();
    CompletableFuture<ReportResult> other = underWay.putIfAbsent(version, mine);
    if (other == null) {
      return report(caller, version, mine);
    }
    if (!pause.await(other, PATIENCE)) {
      return new ReportResult.TooSoon(Duration.ofSeconds(1));
    }
    try {
      return other.join();
    } catch (CompletionException _) {
      // The other one is told what went wrong; this one goes on with what it has.
      return new ReportResult.TooSoon(Duration.ofSeconds(1));
    }
  }

  private ReportResult report(
      Caller.App caller, Version version, CompletableFuture<ReportResult> mine) {
    try {
      ReportResult result = reports.report(caller, version.connection(), version.number());
      underWay.remove(version, mine);
      mine.complete(result);
      return result;
    } catch (RuntimeException | Error e) {
      underWay.remove(version, mine);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private record Version(ConnectionId connection, long number) {}
}
