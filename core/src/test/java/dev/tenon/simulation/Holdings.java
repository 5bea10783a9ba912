package dev.tenon.simulation;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.App;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.Addresses;
import dev.tenon.client.AppAccess;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.RefreshMode;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connector.DefinitionName;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.stores.InMemoryStores;
import dev.tenon.token.TokenAsk;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rows that every schedule has, and how they are made: a workspace, an app, two integrations.
final class Holdings {
  static final WorkspaceId WORKSPACE = new WorkspaceId("ws_1");
  static final Caller.App APP =
      new Caller.App(WORKSPACE, new KeyId("key_1"), new AppName("viewer"));
  static final Caller.Admin ADMIN = new Caller.Admin(WORKSPACE, new KeyId("key_2"));
  static final Scope SCOPE = Scope.parse("data:read");

  private static final IntegrationName USERS = new IntegrationName("users");
  private static final IntegrationName OWN = new IntegrationName("own");

  private Holdings() {}

  static void create(InMemoryStores stores, Instant now, RefreshMode mode) {
    stores
        .workspaces()
        .create(
            new Workspace(WORKSPACE, "Simulated", LinkVerification.APP, Optional.empty(), now),
            audit(now, "workspace.created"));
    stores.apps().create(new App(WORKSPACE, APP.name(), List.of(), now), audit(now, "app.created"));
    stores
        .oauthClients()
        .create(
            client(USERS, SimulatedConnectors.USERS, now, mode),
            audit(now, "oauth_client.created"));
    stores
        .oauthClients()
        .create(
            client(OWN, SimulatedConnectors.APP, now, mode), audit(now, "oauth_client.created"));
  }

  /// `app` is the app itself; everybody else is a user.
  static TokenAsk ask(String user, Duration minTtl) {
    return user.equals("app")
        ? new TokenAsk(OWN, Optional.empty(), minTtl, Scope.none())
        : new TokenAsk(USERS, Optional.of(new UserId(user)), minTtl, Scope.none());
  }

  static OAuthClientId client(String user) {
    return id(user.equals("app") ? OWN : USERS);
  }

  static Owner owner(String user) {
    return user.equals("app") ? new Owner.App(APP.name()) : new Owner.User(new UserId(user));
  }

  static Connection connection(ConnectionId id, String user, GrantTokens tokens, Instant now) {
    return new Connection(
        id,
        WORKSPACE,
        client(user),
        owner(user),
        Status.ACTIVE,
        Account.unknown(),
        tokens.scope(),
        List.of(),
        Map.of(),
        now,
        Optional.of(now),
        Optional.empty(),
        Optional.empty());
  }

  static Grant grant(ConnectionId id, long version, GrantTokens tokens, Instant now) {
    return new Grant(id, WORKSPACE, version, tokens, now, Optional.empty(), 0);
  }

  static ConnectionEvent event(Instant now, String type) {
    return new ConnectionEvent(now, type, Map.of());
  }

  static AuditEvent audit(Instant now, String action) {
    return new AuditEvent(WORKSPACE, now, new Actor.Hub(), action, "x", Map.of());
  }

  static TokenResponse response(
      String accessToken, Optional<RefreshToken> refreshToken, Instant requestedAt) {
    return new TokenResponse(
        AccessToken.of(accessToken),
        "Bearer",
        Optional.of(Duration.ofMillis(SimulatedProvider.ACCESS_LIFE_MILLIS)),
        refreshToken,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        requestedAt);
  }

  private static OAuthClientId id(IntegrationName name) {
    return new OAuthClientId("oac_" + name);
  }

  private static OAuthClient client(
      IntegrationName name, DefinitionName definition, Instant now, RefreshMode mode) {
    return new OAuthClient(
        id(name),
        WORKSPACE,
        name,
        SimulatedConnectors.NAME,
        definition,
        "client-1",
        List.of(),
        Addresses.none(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        mode,
        false,
        new AppAccess.All(),
        Map.of(),
        1,
        now,
        now,
        Optional.empty());
  }
}
