package dev.tenon.connect;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.GrantTokens;
import dev.tenon.oauth.Account;
import dev.tenon.secret.Binding;
import dev.tenon.secret.Fingerprint;
import java.time.Instant;
import java.util.Map;

/// Tokens that were obtained for a code that a caller brought, before the caller has said for which
/// user. They are handed to nobody; whoever has the handle, and a key of the workspace, gives them
/// to a user.
///
/// @param handle fingerprint of the [GrantHandle]
/// @param tokens sealed for [#binding]
public record UnclaimedGrant(
    UnclaimedGrantId id,
    WorkspaceId workspace,
    OAuthClientId client,
    Fingerprint handle,
    GrantTokens tokens,
    Account account,
    Map<String, String> values,
    Instant createdAt,
    Instant expiresAt) {
  public UnclaimedGrant {
    values = Map.copyOf(values);
  }

  /// What a field of an unclaimed grant is sealed for.
  public static Binding binding(WorkspaceId workspace, UnclaimedGrantId id, String field) {
    return new Binding(workspace.value(), "unclaimed_grant", id.value(), field, 0);
  }
}
