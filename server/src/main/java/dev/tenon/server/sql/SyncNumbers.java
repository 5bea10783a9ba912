package dev.tenon.server.sql;

import dev.tenon.sync.SyncBacklog;
import dev.tenon.sync.SyncFigures;

/// How syncs stand over all workspaces, for the operator.
final class SyncNumbers {
  private static final int COUNTED = 100_000;

  private final Transactions transactions;

  SyncNumbers(Transactions transactions) {
    this.transactions = transactions;
  }

  static final String BACKLOG =
      """
      SELECT count(*) AS due, min(since) AS oldest
      FROM (
        SELECT {due} AS since
        FROM scheduled_tasks t
        WHERE t.execution_time <= (SELECT {due now}) AND t.task_name = 'sync' AND NOT t.picked
        ORDER BY t.execution_time
        LIMIT ?) AS waiting
      """;

  SyncBacklog backlog() {
    return transactions
        .read(
            tx ->
                tx.one(
                    row -> new SyncBacklog(row.number("due"), row.optionalInstant("oldest")),
                    BACKLOG,
                    COUNTED))
        .orElseThrow(() -> new IllegalStateException("a count has a row: indicates a bug"));
  }

  static final String FIGURES =
      """
      SELECT
        (SELECT count(*) FROM syncs WHERE over = 0 AND failures > 0) AS failing,
        (
          SELECT coalesce(sum(p.kept), 0)
          FROM syncs s
          JOIN sync_places p ON p.workspace_id = s.workspace_id AND p.sync_id = s.id
          WHERE s.over = 0) AS records
      """;

  SyncFigures figures() {
    return transactions
        .read(
            tx ->
                tx.one(
                    row -> new SyncFigures(row.number("failing"), row.number("records")), FIGURES))
        .orElseThrow(() -> new IllegalStateException("a count has a row: indicates a bug"));
  }
}
