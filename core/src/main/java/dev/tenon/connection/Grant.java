package dev.tenon.connection;

import dev.tenon.access.WorkspaceId;
import dev.tenon.secret.Binding;
import java.time.Instant;
import java.util.Optional;

/// The tokens behind a connection, with their version. Only a refresh, a connect or an import
/// changes it.
///
/// @param version grows by one with every change of tokens, from 1
/// @param consentedAt when the user last consented: absolute lifetimes count from here
/// @param nextRefreshAt when background work should look at it; empty: never
/// @param failures refreshes that failed in a row
public record Grant(
    ConnectionId connection,
    WorkspaceId workspace,
    long version,
    GrantTokens tokens,
    Instant consentedAt,
    Optional<Instant> nextRefreshAt,
    int failures) {

  /// What a field of a grant is sealed for.
  public static Binding binding(
      WorkspaceId workspace, ConnectionId connection, String field, long version) {
    return new Binding(workspace.value(), "grant", connection.value(), field, version);
  }
}
