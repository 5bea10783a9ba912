package dev.tenon.token;

import dev.tenon.client.IntegrationName;
import dev.tenon.connection.ConnectionId;
import dev.tenon.oauth.Scope;
import java.time.Duration;
import java.util.Optional;

/// What came of asking for a token.
public sealed interface TokenResult {

  /// A token that is valid now.
  record Issued(IssuedToken token) implements TokenResult {}

  /// The workspace has no OAuth client of that name.
  ///
  /// @param nearest the most similar name that it has
  record IntegrationNotFound(IntegrationName asked, Optional<String> nearest)
      implements TokenResult {}

  /// There is one, but this app may not use it. The admin's to change.
  record IntegrationNotAssigned(IntegrationName integration) implements TokenResult {}

  /// The integration is for users and the app named none.
  record UserRequired(IntegrationName integration) implements TokenResult {}

  /// The user must connect (again).
  ///
  /// @param connection the connection that is not good enough, where there is one
  /// @param missingScopes what was asked for and not granted, where that is the reason
  /// @param message one sentence for the app's developer and log
  record ConnectRequired(
      Reason reason, Optional<ConnectionId> connection, Scope missingScopes, String message)
      implements TokenResult {}

  /// No valid token, and none to be had just now; nobody has to act.
  ///
  /// @param code `provider_unavailable` or, while another node refreshes, `refresh_in_progress`
  /// @param retryAfter when to ask again
  record ProviderUnavailable(String code, String message, Duration retryAfter)
      implements TokenResult {}

  /// The provider rejects our OAuth client or its settings. The admin's to mend.
  record OAuthClientRejected(String message) implements TokenResult {}

  /// The hub cannot open what it stored. The operator's to mend.
  record HubFault(String message) implements TokenResult {}

  /// Why the user must connect.
  enum Reason {
    NEVER_CONNECTED,
    PENDING_VERIFICATION,
    REAUTHORIZATION_REQUIRED,
    SCOPE_MISSING
  }
}
