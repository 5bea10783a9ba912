package dev.tenon.server.sql;

import dev.tenon.client.ExpiringSecrets.Expiring;
import java.util.List;

/// What operators watch of the OAuth clients of all workspaces: one statement each, answered from
/// an index.
final class ClientFigures {
  private final Transactions transactions;

  ClientFigures(Transactions transactions) {
    this.transactions = transactions;
  }

  private static final String REJECTED =
      """
      SELECT count(*) AS clients
      FROM oauth_clients c
      LEFT JOIN oauth_clients l
        ON l.workspace_id = c.lender_workspace_id AND l.id = c.lender_client_id AND l.lent = 1
      WHERE c.rejected_at IS NOT NULL AND c.rejected_version = c.version + coalesce(l.version, 0)
      """;

  long rejected() {
    return transactions
        .read(tx -> tx.one(row -> row.number("clients"), REJECTED))
        .orElseThrow(() -> new IllegalStateException("no count: indicates a bug"));
  }

  private static final String ENDING =
      """
      SELECT s.workspace_id, s.id, s.oauth_client_id, s.last_four, s.expires_at, c.name
      FROM oauth_client_secrets s
      JOIN oauth_clients c ON c.workspace_id = s.workspace_id AND c.id = s.oauth_client_id
      WHERE s.expires_at IS NOT NULL
      ORDER BY s.expires_at
      LIMIT ?
      """;

  List<Expiring> ending(int limit) {
    return transactions.read(tx -> tx.list(SqlExpiringSecrets::read, ENDING, limit));
  }
}
