package dev.tenon.server.sql;

import dev.tenon.connection.Attempt;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.Lease;
import dev.tenon.connection.UnfinishedRule;
import dev.tenon.secret.Fingerprint;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Who may refresh a grant, decided by one conditional update by the database's clock.
final class GrantLeases {
  private static final int LOOKS = 5;

  private final Transactions transactions;
  private final Bulk<LeaseRequest, LeaseResult> bulk;

  GrantLeases(Transactions transactions) {
    this.transactions = transactions;
    this.bulk = transactions.bulkOnce(BulkLeases::take);
  }

  private static final String TAKE =
      """
      UPDATE grants
      SET lease_owner = ?, lease_until = {now} + ?, fence = fence + 1, replaced_id = attempt_id,
        replaced_token = attempt_token, replaced_started_at = attempt_started_at,
        attempt_id = ?, attempt_token = ?,
        attempt_started_at = coalesce(attempt_started_at, {now})
      WHERE workspace_id = ? AND connection_id = ? AND version = ? AND ended = 0
        AND (lease_until IS NULL OR lease_until <= {now})
        AND (attempt_id IS NULL OR attempt_started_at + ? > {now}
          OR ? = 1 AND (lease_until IS NULL OR lease_until + ? <= {now}))
      RETURNING fence, replaced_id AS attempt, replaced_token AS token,
        replaced_started_at AS started_at
      """;

  /// As [dev.tenon.connection.GrantStore#lease] says.
  LeaseResult take(LeaseRequest request) {
    return bulk.run(request).orElseGet(() -> takeAlone(request));
  }

  private LeaseResult takeAlone(LeaseRequest request) {
    for (int look = 0; look < LOOKS; look++) {
      Optional<LeaseResult> result = transactions.once(tx -> tryToTake(tx, request));
      Optional<LeaseResult> known =
          result.isPresent() ? result : transactions.read(tx -> whyNot(tx, request));
      if (known.isPresent()) {
        return known.get();
      }
      // What was in the way has gone between the two statements.
    }
    return new LeaseResult.Taken(Duration.ofMillis(1));
  }

  private static Optional<LeaseResult> tryToTake(Tx tx, LeaseRequest request) throws SQLException {
    return tx.one(
        row -> leased(request, row.number("fence"), attempt(row)),
        TAKE,
        request.owner(),
        request.length(),
        request.attempt(),
        request.refreshToken(),
        request.workspace(),
        request.connection(),
        request.version(),
        request.unfinished().reuseGrace(),
        request.unfinished().afterLease().isPresent(),
        request.unfinished().afterLease().orElse(Duration.ZERO));
  }

  static LeaseResult leased(LeaseRequest request, long fence, Optional<Attempt> unfinished) {
    return new LeaseResult.Leased(
        new Lease(
            request.workspace(), request.connection(), request.version(), fence, request.attempt()),
        unfinished);
  }

  private static final String WHY_NOT =
      """
      SELECT version, ended, lease_until, attempt_id AS attempt, attempt_token AS token,
        attempt_started_at AS started_at, {now} AS now
      FROM grants
      WHERE workspace_id = ? AND connection_id = ?
      """;

  /// Why the lease could not be taken; empty when it could be by now.
  private static Optional<LeaseResult> whyNot(Tx tx, LeaseRequest request) throws SQLException {
    return tx.one(row -> whyNot(row, request), WHY_NOT, request.workspace(), request.connection())
        .orElseGet(() -> Optional.of(new LeaseResult.Moved()));
  }

  private static Optional<LeaseResult> whyNot(Row row, LeaseRequest request) throws SQLException {
    if (row.number("version") != request.version() || row.number("ended") != 0) {
      return Optional.of(new LeaseResult.Moved());
    }
    Instant now = row.instant("now");
    Optional<Instant> until = row.optionalInstant("lease_until").filter(now::isBefore);
    if (until.isPresent()) {
      return until.map(end -> new LeaseResult.Taken(Duration.between(now, end)));
    }
    Optional<Attempt> attempt = attempt(row);
    return attempt.isEmpty() || mayReplace(request.unfinished(), attempt.get(), row, now)
        ? Optional.empty()
        : Optional.of(new LeaseResult.Unfinished(attempt.get()));
  }

  private static boolean mayReplace(UnfinishedRule rule, Attempt attempt, Row row, Instant now)
      throws SQLException {
    if (attempt.startedAt().plus(rule.reuseGrace()).isAfter(now)) {
      return true;
    }
    Optional<Instant> end = row.optionalInstant("lease_until");
    return rule.afterLease()
        .map(wait -> end.map(it -> !it.plus(wait).isAfter(now)).orElse(true))
        .orElse(false);
  }

  static final String ABANDON =
      """
      UPDATE grants
      SET lease_owner = NULL, lease_until = NULL, replaced_id = NULL, replaced_token = NULL,
        replaced_started_at = NULL
      WHERE lease_owner = ?
      """;

  int abandon(String owner) {
    return transactions.once(tx -> tx.update(ABANDON, owner));
  }

  private static final String RELEASE =
      """
      UPDATE grants
      SET lease_owner = NULL, lease_until = NULL, attempt_id = replaced_id,
        attempt_token = replaced_token, attempt_started_at = replaced_started_at,
        replaced_id = NULL, replaced_token = NULL, replaced_started_at = NULL
      WHERE workspace_id = ? AND connection_id = ? AND version = ? AND fence = ?
        AND lease_until IS NOT NULL
      """;

  void release(Lease lease) {
    transactions.once(
        tx ->
            tx.update(
                RELEASE, lease.workspace(), lease.connection(), lease.version(), lease.fence()));
  }

  static Optional<Attempt> attempt(Row row) throws SQLException {
    Optional<String> id = row.optionalText("attempt");
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Attempt(
                id.get(),
                row.optionalText("token").map(Fingerprint::new),
                row.instant("started_at")));
  }
}
