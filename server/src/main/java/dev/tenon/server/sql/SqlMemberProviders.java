package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.entry.MemberProvider;
import dev.tenon.entry.MemberProvider.RoleClaim;
import dev.tenon.entry.MemberProviders;
import dev.tenon.member.Role;
import java.sql.SQLException;
import java.util.Optional;

/// Where members sign in, in SQL.
final class SqlMemberProviders implements MemberProviders {
  private final Transactions transactions;
  private final Writes writes;

  SqlMemberProviders(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String FIND =
      """
      SELECT workspace_id, oauth_client, newcomers, role_claim, admin_value, developer_value,
        viewer_value
      FROM member_providers
      WHERE workspace_id = ?
      """;

  @Override
  public Optional<MemberProvider> find(WorkspaceId workspace) {
    return transactions.read(tx -> tx.one(SqlMemberProviders::read, FIND, workspace));
  }

  private static final String ANY =
      """
      SELECT 1 FROM member_providers LIMIT 1
      """;

  @Override
  public boolean any() {
    return transactions.read(tx -> tx.exists(ANY));
  }

  private static final String PUT =
      """
      INSERT INTO member_providers (workspace_id, oauth_client, newcomers, role_claim, admin_value,
        developer_value, viewer_value)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (workspace_id) DO UPDATE SET oauth_client = excluded.oauth_client,
        newcomers = excluded.newcomers, role_claim = excluded.role_claim,
        admin_value = excluded.admin_value, developer_value = excluded.developer_value,
        viewer_value = excluded.viewer_value
      """;

  @Override
  public void put(MemberProvider provider, AuditEvent event) {
    writes.audited(
        event,
        tx ->
            tx.update(
                    PUT,
                    provider.workspace(),
                    provider.oauthClient(),
                    provider.newcomers().map(Role::apiName),
                    provider.roles().map(RoleClaim::claim),
                    provider.roles().flatMap(RoleClaim::admin),
                    provider.roles().flatMap(RoleClaim::developer),
                    provider.roles().flatMap(RoleClaim::viewer))
                == 1);
  }

  private static final String REMOVE =
      """
      DELETE FROM member_providers WHERE workspace_id = ?
      """;

  @Override
  public boolean remove(WorkspaceId workspace, AuditEvent event) {
    return writes.audited(event, tx -> tx.update(REMOVE, workspace) == 1);
  }

  private static MemberProvider read(Row row) throws SQLException {
    Optional<String> claim = row.optionalText("role_claim");
    Optional<String> admin = row.optionalText("admin_value");
    Optional<String> developer = row.optionalText("developer_value");
    Optional<String> viewer = row.optionalText("viewer_value");
    return new MemberProvider(
        row.workspace(),
        row.text("oauth_client"),
        row.optionalText("newcomers").flatMap(Role::parse),
        claim.map(it -> new RoleClaim(it, admin, developer, viewer)));
  }
}
