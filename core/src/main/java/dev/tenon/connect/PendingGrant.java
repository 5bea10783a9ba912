package dev.tenon.connect;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.GrantTokens;
import dev.tenon.oauth.Account;
import dev.tenon.secret.Binding;
import dev.tenon.secret.Fingerprint;
import java.time.Instant;
import java.util.Map;

/// Tokens that were obtained but hand out nothing until the app confirms that its own user came
/// back.
///
/// @param connection that the tokens will belong to
/// @param code fingerprint of the one-time `connect_code`
/// @param tokens sealed for [#binding]
public record PendingGrant(
    PendingGrantId id,
    WorkspaceId workspace,
    ConnectLinkId link,
    ConnectionId connection,
    Fingerprint code,
    GrantTokens tokens,
    Account account,
    Map<String, String> values,
    Instant createdAt,
    Instant expiresAt) {
  public PendingGrant {
    values = Map.copyOf(values);
  }

  /// What a field of a pending grant is sealed for.
  public static Binding binding(WorkspaceId workspace, PendingGrantId id, String field) {
    return new Binding(workspace.value(), "pending_grant", id.value(), field, 0);
  }
}
