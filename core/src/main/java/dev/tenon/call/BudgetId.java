package dev.tenon.call;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.RateLimit;
import java.util.regex.Pattern;

/// Names what is shared of a provider's limits: a connection's way to its provider, or one limit of
/// an OAuth client or of a connection. Immutable.
///
/// @param name within the workspace, without spaces
public record BudgetId(WorkspaceId workspace, String name) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_:/-]{1,200}");

  public BudgetId {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a budget: " + name);
    }
  }

  /// Of a connection, whatever is called.
  static BudgetId of(WorkspaceId workspace, ConnectionId connection) {
    return new BudgetId(workspace, connection.value());
  }

  /// Of a limit. Its numbers are in the name: what was counted for others says nothing.
  static BudgetId of(OAuthClient client, ConnectionId connection, RateLimit limit) {
    return new BudgetId(
        client.workspace(),
        "%s/%s:%d/%d"
            .formatted(
                whose(client, connection, limit),
                limit.name(),
                limit.calls(),
                limit.window().toSeconds()));
  }

  /// Whose calls `limit` counts together.
  static String whose(OAuthClient client, ConnectionId connection, RateLimit limit) {
    return switch (limit.countedBy()) {
      case CLIENT -> client.id().value();
      case CONNECTION -> connection.value();
    };
  }
}
