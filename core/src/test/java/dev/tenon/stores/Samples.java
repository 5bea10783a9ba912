package dev.tenon.stores;

import dev.tenon.access.ApiKey;
import dev.tenon.access.AppName;
import dev.tenon.access.KeyId;
import dev.tenon.access.MemberId;
import dev.tenon.access.SessionKey;
import dev.tenon.access.SignInKey;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.App;
import dev.tenon.app.CallRule;
import dev.tenon.app.StoredKey;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.Addresses;
import dev.tenon.client.AppAccess;
import dev.tenon.client.ClientRejection;
import dev.tenon.client.ClientSecret;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.Loan;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.RefreshMode;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.ConnectSession;
import dev.tenon.connect.ConnectSession.Purpose;
import dev.tenon.connect.LinkLabel;
import dev.tenon.connect.PendingGrant;
import dev.tenon.connect.PendingGrantId;
import dev.tenon.connect.UnclaimedGrant;
import dev.tenon.connect.UnclaimedGrantId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connection.Turn;
import dev.tenon.connection.User;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.DefinitionName;
import dev.tenon.exchange.Issuer;
import dev.tenon.exchange.IssuerId;
import dev.tenon.member.EmailAddress;
import dev.tenon.member.Member;
import dev.tenon.member.MemberSession;
import dev.tenon.member.Role;
import dev.tenon.member.SignInLink;
import dev.tenon.member.SignInLinkId;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.Nonce;
import dev.tenon.oauth.Scope;
import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.RandomText;
import dev.tenon.secret.Sealed;
import dev.tenon.secret.Secret;
import dev.tenon.webhook.WantedEvents;
import dev.tenon.webhook.WebhookDialect;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEventId;
import dev.tenon.webhook.WebhookId;
import dev.tenon.webhook.WebhookSecrets;
import dev.tenon.workspace.Language;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.Workspace;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Things to store, filled in wherever a part may be left out, each with ids of its own.
public final class Samples {
  /// A time that every sample was made at.
  public static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123Z");

  private final RandomGenerator random;

  /// Makes ids by `random`.
  public Samples(RandomGenerator random) {
    this.random = random;
  }

  public WorkspaceId workspaceId() {
    return new WorkspaceId("ws_" + text());
  }

  public Workspace workspace(WorkspaceId id) {
    return new Workspace(
        id,
        "Brücke & Söhne",
        LinkVerification.HUB,
        Optional.of(new Workspace.SignIn("staff", "email")),
        true,
        NOON);
  }

  public AuditEvent event(WorkspaceId workspace) {
    return new AuditEvent(
        workspace, NOON, new Actor.Hub(), "thing.done", text(), Map.of("why", "a „test“ \u0000"));
  }

  /// A member with an e-mail address of their own.
  public Member member(WorkspaceId workspace) {
    return new Member(
        MemberId.random(random),
        workspace,
        EmailAddress.parse(text() + "@example.org").orElseThrow(),
        "Ada Łukasiewicz",
        Role.DEVELOPER,
        Optional.empty(),
        NOON,
        Optional.of(NOON));
  }

  public SignInLink signInLink(WorkspaceId workspace) {
    return new SignInLink(
        SignInLinkId.random(random),
        workspace,
        SignInKey.random(random).fingerprint(),
        Optional.empty(),
        Role.VIEWER,
        Optional.empty(),
        "",
        false,
        NOON,
        NOON.plus(Duration.ofDays(1)));
  }

  public MemberSession session(Member member) {
    return new MemberSession(
        SessionKey.random(random).fingerprint(), member.workspace(), member.id(), NOON, NOON);
  }

  public ConnectionEvent connectionEvent(Instant at, String type) {
    return new ConnectionEvent(at, type, Map.of("number", text()));
  }

  public App app(WorkspaceId workspace, String name) {
    return new App(
        workspace,
        new AppName(name),
        List.of(URI.create("https://app.example/done"), URI.create("http://localhost:3000/")),
        List.of(CallRule.parse("GET /projects/**")),
        NOON);
  }

  public StoredKey key(WorkspaceId workspace, Optional<AppName> app, Instant createdAt) {
    ApiKey key = ApiKey.random(random);
    return new StoredKey(
        KeyId.random(random),
        workspace,
        app,
        "laptop",
        key.hashed(),
        key.lastFour(),
        createdAt,
        Optional.empty());
  }

  /// A client of `workspace` that stands for another workspace's.
  public OAuthClient borrowed(WorkspaceId workspace, String name, OAuthClient lent) {
    return like(
        client(OAuthClientId.random(random), workspace, name, 1, List.of()),
        name,
        1,
        false,
        Optional.of(Loan.of(lent.workspace(), lent.id())));
  }

  /// The same under another name, in that version.
  public OAuthClient renamed(OAuthClient client, String name, long version) {
    return like(client, name, version, client.lent(), client.loan());
  }

  /// The same, not public any more.
  public OAuthClient madePrivate(OAuthClient client) {
    return like(client, client.name().value(), client.version(), false, client.loan());
  }

  /// The same for the apps of those names, one version later.
  static OAuthClient forApps(OAuthClient client, Set<AppName> apps, Instant at) {
    return new OAuthClient(
        client.id(),
        client.workspace(),
        client.name(),
        client.connector(),
        client.definition(),
        client.clientId(),
        client.secrets(),
        client.addresses(),
        client.scope(),
        client.prompt(),
        client.authentication(),
        client.refreshMode(),
        client.lent(),
        new AppAccess.Only(apps),
        client.parameters(),
        client.version() + 1,
        client.createdAt(),
        at,
        client.rejection().map(it -> new ClientRejection(it.at(), it.message(), it.version() + 1)),
        client.loan());
  }

  private static OAuthClient like(
      OAuthClient client, String name, long version, boolean lent, Optional<Loan> loan) {
    return new OAuthClient(
        client.id(),
        client.workspace(),
        new IntegrationName(name),
        client.connector(),
        client.definition(),
        client.clientId(),
        client.secrets(),
        client.addresses(),
        client.scope(),
        client.prompt(),
        client.authentication(),
        client.refreshMode(),
        lent,
        client.apps(),
        client.parameters(),
        version,
        client.createdAt(),
        client.updatedAt(),
        client.rejection(),
        loan);
  }

  public OAuthClient client(WorkspaceId workspace, String name) {
    return client(OAuthClientId.random(random), workspace, name, 1, List.of(secret(), secret()));
  }

  /// A client with every part filled in, at `version`.
  public OAuthClient client(
      OAuthClientId id,
      WorkspaceId workspace,
      String name,
      long version,
      List<ClientSecret> secrets) {
    return new OAuthClient(
        id,
        workspace,
        new IntegrationName(name),
        new ConnectorName("trimble-connect"),
        new DefinitionName("user-sign-in"),
        "client-" + version,
        secrets,
        new Addresses(
            Optional.of(URI.create("https://id.example/authorize?v=" + version)),
            Optional.of(URI.create("https://id.example/token")),
            Optional.empty(),
            Optional.of(URI.create("https://id.example/revoke"))),
        Optional.of(scope("openid", "data:read,write")),
        Optional.of("login consent"),
        Optional.of(ClientAuthenticationMethod.CLIENT_SECRET_BASIC),
        RefreshMode.ALWAYS_WARM,
        true,
        new AppAccess.Only(Set.of(new AppName("viewer"), new AppName("export"))),
        Map.of("region", "eu", "tenant", "a.b"),
        version,
        NOON,
        NOON.plusSeconds(version),
        Optional.empty());
  }

  public ClientSecret secret() {
    return new ClientSecret(
        text(), sealed(), "abcd", "0123abcd", Optional.of(NOON.plus(Duration.ofDays(90))), NOON);
  }

  public User user(WorkspaceId workspace, String id) {
    return new User(
        workspace,
        new UserId(id),
        Optional.of("Ada Łukasiewicz"),
        Optional.of("ada@example.org"),
        Map.of("phone", "+49 30 „1“"),
        NOON);
  }

  public Connection connection(OAuthClient client, Owner owner) {
    return connection(client, owner, NOON);
  }

  /// A connection as its first connect makes it.
  public Connection connection(OAuthClient client, Owner owner, Instant createdAt) {
    return connection(
        ConnectionId.random(random), client.workspace(), client.id(), owner, createdAt);
  }

  public Connection connection(
      ConnectionId id,
      WorkspaceId workspace,
      OAuthClientId client,
      Owner owner,
      Instant createdAt) {
    return new Connection(
        id,
        workspace,
        client,
        owner,
        Status.ACTIVE,
        new Account(Optional.of("sub\u0000\uD800-" + text()), Optional.of("Ada"), Optional.empty()),
        scope("openid", "a,b"),
        List.of(),
        Map.of("pod", "eu"),
        createdAt,
        Optional.of(NOON),
        Optional.of(NOON.plus(Duration.ofDays(7))),
        Optional.empty());
  }

  /// The grant of `connection` at `version`.
  public Grant grant(Connection connection, long version) {
    return new Grant(
        connection.id(),
        connection.workspace(),
        version,
        tokens(),
        NOON,
        Optional.of(NOON.plus(Duration.ofDays(7))),
        0);
  }

  /// One that came `then` and is not due for a month.
  public Grant grant(Connection connection, long version, Instant then) {
    GrantTokens sample = tokens();
    GrantTokens tokens =
        new GrantTokens(
            sample.accessToken(),
            sample.tokenType(),
            sample.scope(),
            Optional.of(then.plusSeconds(3600)),
            then,
            sample.refreshToken(),
            sample.refreshVerifier(),
            Optional.of(then),
            Optional.of(then.plus(Duration.ofDays(60))));
    return new Grant(
        connection.id(),
        connection.workspace(),
        version,
        tokens,
        then,
        Optional.of(then.plus(Duration.ofDays(30))),
        0);
  }

  public GrantTokens tokens() {
    return new GrantTokens(
        sealed(),
        "Bearer",
        scope("openid", "a,b"),
        Optional.of(NOON.plusSeconds(3600)),
        NOON,
        Optional.of(sealed()),
        Optional.of(sealed()),
        Optional.of(NOON),
        Optional.of(NOON.plus(Duration.ofDays(9))));
  }

  /// Tokens of which nothing is known that need not be.
  public GrantTokens bareTokens(Instant requestedAt) {
    return new GrantTokens(
        sealed(),
        "Bearer",
        Scope.none(),
        Optional.empty(),
        requestedAt,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public LastError error(Optional<Instant> nextAttemptAt) {
    return new LastError(
        "provider_unavailable", "it answered \"503\"", Turn.NOBODY, NOON, nextAttemptAt);
  }

  public ConnectLink link(WorkspaceId workspace, int maxUses) {
    return new ConnectLink(
        ConnectLinkId.random(random),
        workspace,
        Optional.of(new AppName("viewer")),
        new UserId("ada"),
        List.of(new IntegrationName("trimble"), new IntegrationName("aps")),
        Optional.of(URI.create("https://app.example/done?x=1")),
        fingerprint(),
        NOON.plusSeconds(600),
        maxUses,
        0,
        NOON,
        Optional.of(Language.NL),
        Optional.of(new LinkLabel("magic", Map.of("title", "„Hof“"))));
  }

  public ConnectSession session(WorkspaceId workspace, Instant expiresAt) {
    return new ConnectSession(
        fingerprint(),
        workspace,
        ConnectLinkId.random(random),
        OAuthClientId.random(random),
        Purpose.SECOND_CONSENT,
        fingerprint(),
        Optional.of(sealed()),
        Nonce.random(random),
        URI.create("https://hub.example/api/integrations/oauth2/callback/"),
        Map.of("pod", "eu"),
        NOON,
        expiresAt);
  }

  public PendingGrant pending(WorkspaceId workspace, ConnectionId connection, Instant expiresAt) {
    return new PendingGrant(
        PendingGrantId.random(random),
        workspace,
        ConnectLinkId.random(random),
        connection,
        fingerprint(),
        tokens(),
        new Account(Optional.of("sub-1"), Optional.empty(), Optional.of("ada@example.org")),
        Map.of("pod", "eu"),
        NOON,
        expiresAt);
  }

  public UnclaimedGrant unclaimed(WorkspaceId workspace, OAuthClientId client, Instant expiresAt) {
    return new UnclaimedGrant(
        UnclaimedGrantId.random(random),
        workspace,
        client,
        fingerprint(),
        tokens(),
        new Account(Optional.of("sub-1"), Optional.empty(), Optional.of("ada@example.org")),
        Map.of("pod", "eu"),
        NOON,
        expiresAt);
  }

  /// An endpoint with every part filled in, that wants everything.
  public WebhookEndpoint webhook(WorkspaceId workspace) {
    return webhook(workspace, new WantedEvents.All());
  }

  public WebhookEndpoint webhook(WorkspaceId workspace, WantedEvents events) {
    return new WebhookEndpoint(
        WebhookId.random(random),
        workspace,
        URI.create("https://app.example/hooks?tenant=1"),
        events,
        "a „test“",
        true,
        Optional.empty(),
        new WebhookSecrets(
            sealed(), 2, "wxyz", Optional.of(new WebhookSecrets.Old(sealed(), NOON))),
        NOON,
        1,
        WebhookEndpoint.Standing.good(),
        WebhookDialect.LEAF);
  }

  public Issuer issuer(WorkspaceId workspace, String url, Optional<URI> jwksUri) {
    return new Issuer(
        IssuerId.random(random),
        workspace,
        url,
        List.of("viewer", "https://api.example/ü"),
        "sub",
        jwksUri,
        NOON,
        1);
  }

  public WebhookEventId webhookEventId() {
    return WebhookEventId.random(random);
  }

  public ConnectionId connectionId() {
    return ConnectionId.random(random);
  }

  public Fingerprint fingerprint() {
    return Fingerprint.of(Secret.of(text()));
  }

  public Sealed sealed() {
    return new Sealed(("sealed " + text()).getBytes(StandardCharsets.UTF_8));
  }

  /// A text that no other sample has.
  public String text() {
    return RandomText.base62(random, 22);
  }

  private static Scope scope(String... tokens) {
    return new Scope(new LinkedHashSet<>(List.of(tokens)));
  }
}
