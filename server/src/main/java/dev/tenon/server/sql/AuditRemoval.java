package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditChain;
import dev.tenon.audit.AuditEntry;
import dev.tenon.secret.Fingerprint;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Removes the oldest entries of an audit log. That they go is written first, with where the log
/// begins from then on; the rows follow a thousand at a time, so that nobody who acts has to wait.
final class AuditRemoval {
  private static final int ROWS = 1_000;

  private final Transactions transactions;

  AuditRemoval(Transactions transactions) {
    this.transactions = transactions;
  }

  private static final String SPAN =
      """
      SELECT removed, number FROM audit_heads WHERE workspace_id = ?
      """;

  private static final String FIRST_KEPT =
      """
      SELECT number
      FROM audit_events
      WHERE workspace_id = ? AND number > ? AND number <= ? AND at >= ?
      ORDER BY number
      LIMIT 1
      """;

  /// As [dev.tenon.audit.AuditLog#prune] says.
  int prune(WorkspaceId workspace, Instant before, int limit) {
    Optional<Span> found =
        transactions.read(
            tx ->
                tx.one(
                    row -> new Span(row.number("removed"), row.number("number")), SPAN, workspace));
    if (found.isEmpty()) {
      return 0;
    }
    long removed = found.get().removed();
    long end = Math.min(found.get().number(), removed + limit);
    long last =
        transactions
            .read(
                tx ->
                    tx.one(
                        row -> row.number("number") - 1,
                        FIRST_KEPT,
                        workspace,
                        removed,
                        end,
                        before))
            .orElse(end);
    boolean moved =
        last > removed && transactions.write(tx -> moveBeginning(tx, workspace, removed, last));
    removeRows(workspace, moved ? last : removed);
    return moved ? Math.toIntExact(last - removed) : 0;
  }

  private static final String ENTRY =
      """
      SELECT workspace_id, number, at, actor_kind, actor, actor_key, action, target, details_json,
        previous, hash
      FROM audit_events
      WHERE workspace_id = ? AND number = ?
      """;

  private static final String MOVE_BEGINNING =
      """
      UPDATE audit_heads SET removed = ?, removed_hash = ? WHERE workspace_id = ? AND removed = ?
      """;

  /// False where another node did it.
  private boolean moveBeginning(Tx tx, WorkspaceId workspace, long removed, long last)
      throws SQLException {
    Optional<AuditEntry> entry = tx.one(SqlAuditLog::read, ENTRY, workspace, last);
    if (entry.isEmpty()) {
      return false;
    }
    Fingerprint hash = entry.get().hash();
    boolean moved = tx.update(MOVE_BEGINNING, last, hash, workspace, removed) == 1;
    if (moved) {
      Instant now = transactions.clock().instant();
      SqlAuditLog.append(tx, AuditChain.pruned(entry.get(), last - removed, now));
    }
    return moved;
  }

  private static final String REMOVE =
      """
      DELETE FROM audit_events
      WHERE workspace_id = ? AND number IN (
        SELECT number FROM audit_events WHERE workspace_id = ? AND number <= ?
        ORDER BY number
        LIMIT ?)
      """;

  private void removeRows(WorkspaceId workspace, long last) {
    int rows = ROWS;
    while (last > 0 && rows == ROWS) {
      rows = transactions.once(tx -> tx.update(REMOVE, workspace, workspace, last, ROWS));
    }
  }

  /// @param removed number of the last entry that was removed; 0 where none was
  /// @param number of the newest
  private record Span(long removed, long number) {}
}
