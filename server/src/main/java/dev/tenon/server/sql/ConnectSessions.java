package dev.tenon.server.sql;

import dev.tenon.client.OAuthClientId;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.ConnectSession;
import dev.tenon.connect.ConnectSession.Purpose;
import dev.tenon.oauth.Nonce;
import dev.tenon.secret.Fingerprint;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// The trips to providers in SQL.
final class ConnectSessions {
  private final Transactions transactions;

  ConnectSessions(Transactions transactions) {
    this.transactions = transactions;
  }

  private static final String BEGIN =
      """
      INSERT INTO connect_sessions (workspace_id, state, link_id, oauth_client_id, purpose, browser,
        verifier, nonce, redirect_uri, values_json, created_at, expires_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  void begin(ConnectSession session) {
    transactions.once(
        tx ->
            tx.update(
                BEGIN,
                session.workspace(),
                session.state(),
                session.link(),
                session.oauthClient(),
                session.purpose().name().toLowerCase(Locale.ROOT),
                session.browser(),
                session.verifier(),
                session.nonce().value(),
                session.redirectUri(),
                Json.object(session.values()),
                session.createdAt(),
                session.expiresAt()));
  }

  private static final String TAKE =
      """
      DELETE FROM connect_sessions
      WHERE state = ?
      RETURNING workspace_id, state, link_id, oauth_client_id, purpose, browser, verifier, nonce,
        redirect_uri, values_json, created_at, expires_at
      """;

  Optional<ConnectSession> take(Fingerprint state) {
    return transactions.once(tx -> tx.one(ConnectSessions::read, TAKE, state));
  }

  private static final String REMOVE_EXPIRED =
      """
      DELETE FROM connect_sessions WHERE expires_at <= ?
      """;

  int removeExpired(Instant now) {
    return transactions.once(tx -> tx.update(REMOVE_EXPIRED, now));
  }

  private static ConnectSession read(Row row) throws SQLException {
    return new ConnectSession(
        row.fingerprint("state"),
        row.workspace(),
        new ConnectLinkId(row.text("link_id")),
        new OAuthClientId(row.text("oauth_client_id")),
        Purpose.valueOf(row.text("purpose").toUpperCase(Locale.ROOT)),
        row.fingerprint("browser"),
        row.optionalSealed("verifier"),
        new Nonce(row.text("nonce")),
        URI.create(row.text("redirect_uri")),
        Json.readObject(row.text("values_json")),
        row.instant("created_at"),
        row.instant("expires_at"));
  }
}
