package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.Workspace;
import dev.tenon.workspace.Workspace.SignIn;
import dev.tenon.workspace.Workspaces;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The workspaces in SQL.
final class SqlWorkspaces implements Workspaces {
  private final Transactions transactions;
  private final Writes writes;

  SqlWorkspaces(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String FIND =
      """
      SELECT workspace_id, name, link_verification, sign_in_client, sign_in_claim,
        exact_compatibility, created_at
      FROM workspaces
      WHERE workspace_id = ?
      """;

  @Override
  public Optional<Workspace> find(WorkspaceId id) {
    return transactions.read(tx -> tx.one(SqlWorkspaces::read, FIND, id));
  }

  private static final String ALL =
      """
      SELECT workspace_id, name, link_verification, sign_in_client, sign_in_claim,
        exact_compatibility, created_at
      FROM workspaces
      ORDER BY created_at, workspace_id
      """;

  @Override
  public List<Workspace> all() {
    return transactions.read(tx -> tx.list(SqlWorkspaces::read, ALL));
  }

  private static final String INSERT =
      """
      INSERT INTO workspaces (workspace_id, name, link_verification, sign_in_client, sign_in_claim,
        exact_compatibility, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  @Override
  public boolean create(Workspace workspace, AuditEvent event) {
    return writes.settings(
        event,
        tx ->
            tx.update(
                    INSERT,
                    workspace.id(),
                    workspace.name(),
                    workspace.linkVerification().apiName(),
                    workspace.signIn().map(SignIn::oauthClient),
                    workspace.signIn().map(SignIn::claim),
                    workspace.exactCompatibility(),
                    workspace.createdAt())
                == 1);
  }

  private static final String UPDATE =
      """
      UPDATE workspaces
      SET name = ?, link_verification = ?, sign_in_client = ?, sign_in_claim = ?,
        exact_compatibility = ?
      WHERE workspace_id = ? AND name = ? AND link_verification = ?
        AND sign_in_client IS NOT DISTINCT FROM ? AND sign_in_claim IS NOT DISTINCT FROM ?
        AND exact_compatibility = ?
      """;

  @Override
  public boolean update(Workspace before, Workspace after, AuditEvent event) {
    return writes.settings(
        event,
        tx ->
            tx.update(
                    UPDATE,
                    after.name(),
                    after.linkVerification().apiName(),
                    after.signIn().map(SignIn::oauthClient),
                    after.signIn().map(SignIn::claim),
                    after.exactCompatibility(),
                    before.id(),
                    before.name(),
                    before.linkVerification().apiName(),
                    before.signIn().map(SignIn::oauthClient),
                    before.signIn().map(SignIn::claim),
                    before.exactCompatibility())
                == 1);
  }

  private static Workspace read(Row row) throws SQLException {
    Optional<String> claim = row.optionalText("sign_in_claim");
    return new Workspace(
        row.workspace(),
        row.text("name"),
        LinkVerification.parse(row.text("link_verification"))
            .orElseThrow(() -> new IllegalStateException("an unknown link_verification is stored")),
        row.optionalText("sign_in_client").flatMap(it -> claim.map(c -> new SignIn(it, c))),
        row.flag("exact_compatibility"),
        row.instant("created_at"));
  }
}
