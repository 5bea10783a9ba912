package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.Loan;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.PublicClient;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.DefinitionName;
import dev.tenon.workspace.Change;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// OAuth clients that stand for another workspace's, within a transaction: the one place where a
/// row of one workspace leads to a row of another.
final class BorrowedClients {
  private BorrowedClients() {}

  private static final String PROVIDER =
      """
      SELECT name FROM workspaces WHERE workspace_id = ?
      """;

  /// `client` as it is used: where it is borrowed, with what its lender says now.
  static OAuthClient whole(Tx tx, OAuthClient client) throws SQLException {
    Optional<Loan> loan = client.loan();
    if (loan.isEmpty()) {
      return client;
    }
    WorkspaceId lender = loan.get().lender();
    String provider = tx.one(row -> row.text("name"), PROVIDER, lender).orElseGet(lender::value);
    return client.borrowing(SqlOAuthClientStore.row(tx, lender, loan.get().client()), provider);
  }

  private static final String BORROWERS =
      """
      SELECT DISTINCT workspace_id
      FROM oauth_clients
      WHERE lender_workspace_id = ? AND lender_client_id = ?
      """;

  /// The workspaces that borrow the client.
  static List<WorkspaceId> borrowers(Tx tx, WorkspaceId lender, OAuthClientId id)
      throws SQLException {
    return tx.list(Row::workspace, BORROWERS, lender, id);
  }

  /// What was written of the client concerns its borrowers too.
  static void announce(Tx tx, WorkspaceId lender, OAuthClientId id) throws SQLException {
    for (WorkspaceId borrower : borrowers(tx, lender, id)) {
      tx.changed(new Change.SettingsChanged(borrower));
    }
  }

  static PublicClient readPublic(Row row) throws SQLException {
    return new PublicClient(
        row.workspace(),
        row.text("provider"),
        new OAuthClientId(row.text("id")),
        new IntegrationName(row.text("name")),
        new ConnectorName(row.text("connector")),
        new DefinitionName(row.text("definition")));
  }
}
