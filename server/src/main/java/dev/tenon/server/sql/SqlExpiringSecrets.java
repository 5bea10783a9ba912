package dev.tenon.server.sql;

import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.ExpiringSecrets;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.SecretExpiries;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The client secrets that end, in SQL. An index holds those with an expiry, so that looking costs
/// what there is to tell.
final class SqlExpiringSecrets implements ExpiringSecrets {
  private final Transactions transactions;
  private final Writes writes;

  SqlExpiringSecrets(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String UNTOLD =
      """
      SELECT s.workspace_id, s.id, s.oauth_client_id, s.last_four, s.expires_at, c.name
      FROM oauth_client_secrets s
      JOIN oauth_clients c ON c.workspace_id = s.workspace_id AND c.id = s.oauth_client_id
      WHERE s.expires_at <= ? AND (s.told_days IS NULL OR s.told_days > ?)
      ORDER BY s.expires_at, s.id
      LIMIT ?
      """;

  @Override
  public List<Expiring> untold(int stage, Instant end, int limit) {
    return transactions.read(tx -> tx.list(SqlExpiringSecrets::read, UNTOLD, end, stage, limit));
  }

  private static final String TELL =
      """
      UPDATE oauth_client_secrets
      SET told_days = ?
      WHERE workspace_id = ? AND id = ? AND expires_at = ?
        AND (told_days IS NULL OR told_days > ?)
      """;

  @Override
  public boolean tell(Expiring secret, int stage, Instant at) {
    Map<String, String> details = new TreeMap<>();
    details.put("integration", secret.integration().value());
    details.put("secret", secret.secret());
    details.put("last_four", secret.lastFour());
    details.put("expires_at", secret.expiresAt().toString());
    details.put("days_left", Long.toString(SecretExpiries.daysLeft(secret.expiresAt(), at)));
    AuditEvent event =
        new AuditEvent(
            secret.workspace(),
            at,
            new Actor.Hub(),
            "oauth_client.secret_expiring",
            secret.client().value(),
            details);
    return writes.audited(
        event,
        tx -> {
          boolean first =
              tx.update(TELL, stage, secret.workspace(), secret.secret(), secret.expiresAt(), stage)
                  == 1;
          if (first) {
            Outbox.append(
                tx, secret.workspace(), event.action(), secret.client().value(), at, details);
          }
          return first;
        });
  }

  static Expiring read(Row row) throws SQLException {
    return new Expiring(
        row.workspace(),
        new OAuthClientId(row.text("oauth_client_id")),
        new IntegrationName(row.text("name")),
        row.text("id"),
        row.text("last_four"),
        row.instant("expires_at"));
  }
}
