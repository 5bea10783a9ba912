package dev.tenon.server.sql;

import dev.tenon.connection.GrantTokens;
import java.sql.SQLException;
import java.util.List;

/// The nine columns of sealed tokens that grants and pending grants share. `received_at`, named
/// when lifetimes counted from there, holds when the tokens were asked for.
final class TokenColumns {
  private TokenColumns() {}

  /// The values of the columns from `access_token` to `refresh_expires_at`.
  static List<Object> values(GrantTokens tokens) {
    return List.of(
        tokens.accessToken(),
        tokens.tokenType(),
        tokens.scope(),
        tokens.expiresAt(),
        tokens.requestedAt(),
        tokens.refreshToken(),
        tokens.refreshVerifier(),
        tokens.refreshIssuedAt(),
        tokens.refreshExpiresAt());
  }

  static GrantTokens read(Row row) throws SQLException {
    return new GrantTokens(
        row.sealed("access_token"),
        row.text("token_type"),
        row.scope("scope"),
        row.optionalInstant("expires_at"),
        row.instant("received_at"),
        row.optionalSealed("refresh_token"),
        row.optionalSealed("refresh_verifier"),
        row.optionalInstant("refresh_issued_at"),
        row.optionalInstant("refresh_expires_at"));
  }
}
