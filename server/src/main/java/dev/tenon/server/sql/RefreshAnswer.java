package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantTokens;
import java.time.Instant;
import java.util.Map;

/// What a provider answered, as it is to be written.
///
/// @param spent the version whose refresh token was spent for it
record RefreshAnswer(
    WorkspaceId workspace,
    ConnectionId connection,
    long spent,
    GrantTokens tokens,
    GrantPlan plan,
    ConnectionEvent event) {

  /// What follows the event where the connection had failed.
  ConnectionEvent recovered() {
    return new ConnectionEvent(event.at(), "recovered", Map.of());
  }

  /// The grant that it makes.
  Grant grant(Instant consentedAt) {
    return new Grant(
        connection, workspace, spent + 1, tokens, consentedAt, plan.nextRefreshAt(), 0);
  }
}
