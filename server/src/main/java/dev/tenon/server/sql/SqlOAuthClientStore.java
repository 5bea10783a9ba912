package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.Loan;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.PublicClient;
import dev.tenon.server.sql.OAuthClientRows.Part;
import dev.tenon.workspace.Change;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The OAuth clients in SQL, their secrets in a table of their own.
final class SqlOAuthClientStore implements OAuthClientStore {
  private final Transactions transactions;
  private final Writes writes;

  SqlOAuthClientStore(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String FIND_BY_NAME =
      OAuthClientRows.SELECT
          + """
          WHERE c.workspace_id = ? AND c.name = ?
          ORDER BY s.position
          """;

  @Override
  public Optional<OAuthClient> find(WorkspaceId workspace, IntegrationName name) {
    return transactions.read(tx -> one(tx, FIND_BY_NAME, workspace, name));
  }

  private static final String FIND_BY_ID =
      OAuthClientRows.SELECT
          + """
          WHERE c.workspace_id = ? AND c.id = ?
          ORDER BY s.position
          """;

  @Override
  public Optional<OAuthClient> find(WorkspaceId workspace, OAuthClientId id) {
    return transactions.read(tx -> one(tx, FIND_BY_ID, workspace, id));
  }

  private static final String ALL =
      OAuthClientRows.SELECT
          + """
          WHERE c.workspace_id = ?
          ORDER BY c.name, s.position
          """;

  @Override
  public List<OAuthClient> all(WorkspaceId workspace) {
    return transactions.read(
        tx -> {
          List<OAuthClient> all = new ArrayList<>();
          for (OAuthClient client :
              OAuthClientRows.fold(tx.list(OAuthClientRows::read, ALL, workspace))) {
            all.add(BorrowedClients.whole(tx, client));
          }
          return all;
        });
  }

  private static final String LENT =
      """
      SELECT c.workspace_id, w.name AS provider, c.id, c.name, c.connector, c.definition
      FROM oauth_clients c
      JOIN workspaces w ON w.workspace_id = c.workspace_id
      WHERE c.lent = 1
      ORDER BY c.workspace_id, c.name
      """;

  @Override
  public List<PublicClient> lent() {
    return transactions.read(tx -> tx.list(BorrowedClients::readPublic, LENT));
  }

  @Override
  public int borrowers(WorkspaceId lender, OAuthClientId id) {
    return transactions.read(tx -> BorrowedClients.borrowers(tx, lender, id)).size();
  }

  private static final String WITH_CLIENT_ID =
      OAuthClientRows.SELECT
          + """
          WHERE c.client_id = ?
          ORDER BY c.created_at, c.id, s.position
          """;

  @Override
  public List<OAuthClient> withClientId(String clientId) {
    return transactions.read(
        tx -> OAuthClientRows.fold(tx.list(OAuthClientRows::read, WITH_CLIENT_ID, clientId)));
  }

  private static final String INSERT =
      """
      INSERT INTO oauth_clients (workspace_id, id, name, connector, definition, client_id,
        authorization_url, token_url, refresh_url, revocation_url, scope, prompt, authentication,
        refresh_mode, lent, apps_json, parameters_json, version, created_at, updated_at,
        lender_workspace_id, lender_client_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  @Override
  public boolean create(OAuthClient whole, AuditEvent event) {
    OAuthClient client = whole.ownPart();
    return writes.settings(
        event,
        tx -> {
          boolean inserted =
              tx.update(
                      INSERT,
                      client.workspace(),
                      client.id(),
                      OAuthClientRows.values(client),
                      client.version(),
                      client.createdAt(),
                      client.updatedAt(),
                      client.loan().map(Loan::lender),
                      client.loan().map(Loan::client))
                  == 1;
          if (inserted) {
            ClientSecretRows.write(tx, client);
          }
          return inserted;
        });
  }

  private static final String UPDATE =
      """
      UPDATE oauth_clients
      SET name = ?, connector = ?, definition = ?, client_id = ?, authorization_url = ?,
        token_url = ?, refresh_url = ?, revocation_url = ?, scope = ?, prompt = ?,
        authentication = ?, refresh_mode = ?, lent = ?, apps_json = ?, parameters_json = ?, version = ?,
        updated_at = ?
      WHERE workspace_id = ? AND id = ? AND version = ?
      """;

  @Override
  public UpdateResult update(OAuthClient whole, AuditEvent event) {
    OAuthClient client = whole.ownPart();
    try {
      boolean updated =
          writes.settings(
              event,
              tx -> {
                Optional<String> before = SignInNames.stored(tx, client.workspace(), client.id());
                boolean mine =
                    tx.update(
                            UPDATE,
                            OAuthClientRows.values(client),
                            client.version(),
                            client.updatedAt(),
                            client.workspace(),
                            client.id(),
                            client.version() - 1)
                        == 1;
                if (mine) {
                  SignInNames.follow(tx, client.workspace(), before.orElseThrow(), client.name());
                  ClientSecretRows.write(tx, client);
                  BorrowedClients.announce(tx, client.workspace(), client.id());
                }
                return mine;
              });
      return updated ? UpdateResult.UPDATED : UpdateResult.CHANGED_MEANWHILE;
    } catch (DuplicateException _) {
      return UpdateResult.NAME_TAKEN;
    }
  }

  private static final String LOCK =
      """
      SELECT lent FROM oauth_clients WHERE workspace_id = ? AND id = ? {for update}
      """;

  private static final String COUNT_CONNECTIONS =
      """
      SELECT count(*) AS connections
      FROM connections
      WHERE workspace_id = ? AND oauth_client_id = ? AND status <> 'revoked'
      """;

  private static final String DELETE =
      """
      DELETE FROM oauth_clients WHERE workspace_id = ? AND id = ?
      """;

  @Override
  public DeleteResult delete(WorkspaceId workspace, OAuthClientId id, AuditEvent event) {
    return transactions.write(
        tx -> {
          Optional<Boolean> lent = tx.one(row -> row.flag("lent"), LOCK, workspace, id);
          if (lent.isEmpty()) {
            tx.undo();
            return new DeleteResult.Missing();
          }
          int connections =
              tx.one(row -> row.count("connections"), COUNT_CONNECTIONS, workspace, id).orElse(0);
          if (connections > 0) {
            tx.undo();
            return new DeleteResult.InUse(connections);
          }
          int borrowers = lent.get() ? BorrowedClients.borrowers(tx, workspace, id).size() : 0;
          if (borrowers > 0) {
            tx.undo();
            return new DeleteResult.Borrowed(borrowers);
          }
          tx.update(DELETE, workspace, id);
          SqlAuditLog.append(tx, event);
          tx.changed(new Change.SettingsChanged(workspace));
          BorrowedClients.announce(tx, workspace, id);
          tx.takesAway();
          return new DeleteResult.Deleted();
        });
  }

  private static final String KEEP =
      """
      SELECT 1 FROM oauth_clients WHERE workspace_id = ? AND id = ? {for share}
      """;

  /// Whether the client is there; if so, nobody deletes it until the transaction ends.
  static boolean keep(Tx tx, WorkspaceId workspace, OAuthClientId id) throws SQLException {
    return tx.exists(KEEP, workspace, id);
  }

  private static Optional<OAuthClient> one(Tx tx, String sql, WorkspaceId workspace, Object key)
      throws SQLException {
    List<Part> parts = tx.list(OAuthClientRows::read, sql, workspace, key);
    Optional<OAuthClient> found = OAuthClientRows.fold(parts).stream().findFirst();
    return found.isPresent()
        ? Optional.of(BorrowedClients.whole(tx, found.get()))
        : Optional.empty();
  }

  /// The row of that id as it stands, borrowed or not.
  static Optional<OAuthClient> row(Tx tx, WorkspaceId workspace, OAuthClientId id)
      throws SQLException {
    return OAuthClientRows.fold(tx.list(OAuthClientRows::read, FIND_BY_ID, workspace, id)).stream()
        .findFirst();
  }
}
