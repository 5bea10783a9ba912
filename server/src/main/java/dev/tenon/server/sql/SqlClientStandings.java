package dev.tenon.server.sql;

import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.ClientStandings;
import dev.tenon.client.OAuthClient;
import java.time.Instant;
import java.util.Map;

/// How OAuth clients stand, in SQL: a rejection is three columns of the client's row, which is read
/// with the client. That of a borrowed client is its borrower's: it says nothing to the lender and
/// to the others who borrow it. Its version there counts the lender's changes too.
final class SqlClientStandings implements ClientStandings {
  private final Writes writes;

  SqlClientStandings(Transactions transactions) {
    this.writes = new Writes(transactions);
  }

  private static final String REJECT =
      """
      UPDATE oauth_clients
      SET rejected_at = ?, rejected_message = ?, rejected_version = ?
      WHERE workspace_id = ? AND id = ? AND version = ?
        AND (rejected_version IS NULL OR rejected_version <> ?)
      """;

  @Override
  public boolean rejected(OAuthClient client, String message, Instant at) {
    Map<String, String> details = Map.of("integration", client.name().value(), "message", message);
    return writes.settings(
        event(client, "rejected", at),
        tx -> {
          boolean first =
              tx.update(
                      REJECT,
                      at,
                      message,
                      client.version(),
                      client.workspace(),
                      client.id(),
                      client.ownPart().version(),
                      client.version())
                  == 1;
          if (first) {
            Outbox.append(
                tx, client.workspace(), "oauth_client.rejected", client.id().value(), at, details);
          }
          return first;
        });
  }

  private static final String ACCEPT =
      """
      UPDATE oauth_clients
      SET rejected_at = NULL, rejected_message = NULL, rejected_version = NULL
      WHERE workspace_id = ? AND id = ? AND rejected_version <= ?
      """;

  @Override
  public boolean accepted(OAuthClient client, Instant at) {
    Map<String, String> details = Map.of("integration", client.name().value());
    return writes.settings(
        event(client, "recovered", at),
        tx -> {
          boolean first = tx.update(ACCEPT, client.workspace(), client.id(), client.version()) == 1;
          if (first) {
            Outbox.append(
                tx, client.workspace(), "oauth_client.recovered", client.id().value(), at, details);
          }
          return first;
        });
  }

  @Override
  public boolean isRejected(OAuthClient client) {
    return client.rejection().isPresent();
  }

  private static AuditEvent event(OAuthClient client, String verb, Instant at) {
    return new AuditEvent(
        client.workspace(),
        at,
        new Actor.Hub(),
        "oauth_client." + verb,
        client.id().value(),
        Map.of(
            "name", client.name().value(),
            "connector", client.connector().value(),
            "client_version", Long.toString(client.version())));
  }
}
