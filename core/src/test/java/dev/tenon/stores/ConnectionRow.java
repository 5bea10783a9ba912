package dev.tenon.stores;

import dev.tenon.connection.Connection;
import dev.tenon.connection.Grant;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Organization;
import dev.tenon.connection.Status;
import dev.tenon.oauth.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Connections with single parts replaced.
final class ConnectionRow {
  private ConnectionRow() {}

  /// `next` with what stays as it was in `old`, and with `grant`.
  static Connection connected(Connection old, Connection next, Grant grant) {
    return new Connection(
        old.id(),
        old.workspace(),
        old.oauthClient(),
        old.owner(),
        next.status(),
        next.account(),
        next.scopes(),
        old.organizations(),
        next.values(),
        old.createdAt(),
        Optional.of(grant.tokens().requestedAt()),
        grant.nextRefreshAt(),
        Optional.empty());
  }

  static Connection with(
      Connection old,
      Status status,
      Scope scopes,
      Optional<Instant> lastRefreshedAt,
      Optional<LastError> lastError) {
    return new Connection(
        old.id(),
        old.workspace(),
        old.oauthClient(),
        old.owner(),
        status,
        old.account(),
        scopes,
        old.organizations(),
        old.values(),
        old.createdAt(),
        lastRefreshedAt,
        old.nextRefreshAt(),
        lastError);
  }

  static Connection withOrganizations(Connection old, List<Organization> organizations) {
    return new Connection(
        old.id(),
        old.workspace(),
        old.oauthClient(),
        old.owner(),
        old.status(),
        old.account(),
        old.scopes(),
        organizations,
        old.values(),
        old.createdAt(),
        old.lastRefreshedAt(),
        old.nextRefreshAt(),
        old.lastError());
  }

  static Connection withNextRefreshAt(Connection old, Optional<Instant> nextRefreshAt) {
    return new Connection(
        old.id(),
        old.workspace(),
        old.oauthClient(),
        old.owner(),
        old.status(),
        old.account(),
        old.scopes(),
        old.organizations(),
        old.values(),
        old.createdAt(),
        old.lastRefreshedAt(),
        nextRefreshAt,
        old.lastError());
  }
}
