package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.member.Tickets.Spent;
import java.sql.SQLException;
import java.time.Instant;

/// The tickets that have been used, in SQL.
final class SpentTickets {
  private SpentTickets() {}

  private static final String SPEND =
      """
      INSERT INTO spent_tickets (workspace_id, ticket, until)
      VALUES (?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  /// Notes that a ticket is used: true for one of those who use it at once.
  static boolean spend(Tx tx, WorkspaceId workspace, Spent spent) throws SQLException {
    return tx.update(SPEND, workspace, spent.ticket(), spent.until()) == 1;
  }

  private static final String REMOVE_OVER =
      """
      DELETE FROM spent_tickets WHERE until <= ?
      """;

  static int removeOver(Tx tx, Instant now) throws SQLException {
    return tx.update(REMOVE_OVER, now);
  }
}
