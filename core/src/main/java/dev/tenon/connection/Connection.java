package dev.tenon.connection;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one user (or an app itself) holds at one provider through one OAuth client, without its
/// tokens: those are in the [Grant].
///
/// @param scopes as granted
/// @param values what the user filled in and what callback and token answers gave: template values,
///   none of them secret
/// @param lastRefreshedAt when tokens last came, by connecting or refreshing
public record Connection(
    ConnectionId id,
    WorkspaceId workspace,
    OAuthClientId oauthClient,
    Owner owner,
    Status status,
    Account account,
    Scope scopes,
    List<Organization> organizations,
    Map<String, String> values,
    Instant createdAt,
    Optional<Instant> lastRefreshedAt,
    Optional<Instant> nextRefreshAt,
    Optional<LastError> lastError) {
  public Connection {
    organizations = List.copyOf(organizations);
    values = Map.copyOf(values);
  }
}
