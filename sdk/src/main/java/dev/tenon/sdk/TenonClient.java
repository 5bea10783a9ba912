package dev.tenon.sdk;

import dev.tenon.sdk.json.Json.JsonNumber;
import dev.tenon.sdk.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A client of one hub with one API key. The key decides the workspace and what is allowed: an
/// app's key gets tokens and makes connect links, an admin's key does the rest.
///
/// Safe for use by any thread; make one and keep it. Every method waits for the hub's answer, for
/// at most 30 seconds, and throws [HubUnreachableException] where none comes and
/// [HubRefusedException] where the hub does not do what was asked.
///
/// ```java
/// var tenon = TenonClient.fromEnvironment(System.getenv());
/// try {
///   call(tenon.accessToken("trimble-connect", "ada").reveal());
/// } catch (ConnectRequiredException e) {
///   sendUserTo(e.connectUrl());
/// }
/// ```
public final class TenonClient implements AutoCloseable {
  private static final ApiPath RETENTION = ApiPath.of("workspace", "retention");

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final URI hub;
  private final Transport transport;
  private final Runnable closing;

  private TenonClient(URI hub, Transport transport, Runnable closing) {
    this.hub = hub;
    this.transport = transport;
    this.closing = closing;
  }

  /// A client of the hub at `hub`, such as `https://tenon.example.com`.
  public static TenonClient of(URI hub, Secret apiKey) {
    HttpClient http = http(web(hub));
    return new TenonClient(hub, new Transport(http, hub, apiKey, TIMEOUT), () -> Ending.of(http));
  }

  /// The same over an HTTP client of the caller's, for proxies and certificates of its own. It
  /// should not follow redirects. [#close()] leaves it open.
  public static TenonClient of(URI hub, Secret apiKey, HttpClient http) {
    return new TenonClient(hub, new Transport(http, web(hub), apiKey, TIMEOUT), () -> {});
  }

  /// A client as `TENON_URL` and `TENON_API_KEY` say; throws [IllegalArgumentException], which
  /// names the variable, where one is missing.
  public static TenonClient fromEnvironment(Map<String, String> environment) {
    return of(
        URI.create(required(environment, "TENON_URL")),
        Secret.of(required(environment, "TENON_API_KEY")));
  }

  /// The hub's address.
  public URI hub() {
    return hub;
  }

  /// A valid token of `user` at `integration`, or why there is none.
  public TokenResult token(String integration, String user) {
    return token(TokenRequest.of(integration, user));
  }

  /// The token that is asked for, or why there is none.
  public TokenResult token(TokenRequest request) {
    return TokenAnswer.read(transport.post(ApiPath.of("token"), request.toJson()));
  }

  /// The access token of `user` at `integration`; throws [TokenRefusedException] where there is
  /// none.
  public Secret accessToken(String integration, String user) {
    return token(integration, user).orThrow().accessToken();
  }

  /// Tells the hub that the provider answered 401 to this version of the connection's token. That
  /// version alone is refreshed, once, whoever reports it; ask for the token again afterwards.
  public void reportInvalid(String connectionId, long version) {
    transport
        .post(
            ApiPath.of("token", "report-invalid"),
            JsonObject.empty()
                .with("connection_id", connectionId)
                .with("token_version", JsonNumber.of(version)))
        .orThrow();
  }

  /// What `user` can list of `resource` (`todos`) through `integration`.
  public ResourceQuery resource(String integration, String resource, String user) {
    return new ResourceQuery(transport, new UserConnection(this, integration, user), resource);
  }

  /// What the hub keeps in step of `resource` for `user`, as it is and as it changes.
  public RecordQuery records(String integration, String resource, String user) {
    return new RecordQuery(transport, new UserConnection(this, integration, user), resource);
  }

  /// What is kept in step for `user` of what `integration` can list.
  public Syncs syncs(String integration, String user) {
    return new Syncs(transport, new UserConnection(this, integration, user));
  }

  /// The API of the provider behind `integration`, as `user`, called through the hub: the token
  /// never comes here, is refreshed where the provider refuses it, and the provider's limits are
  /// kept for all callers together.
  public ProviderApi provider(String integration, String user) {
    return new ProviderApi(transport, integration, Optional.of(user), Optional.empty());
  }

  /// The same for an integration in which no user takes part.
  public ProviderApi providerOfApp(String integration) {
    return new ProviderApi(transport, integration, Optional.empty(), Optional.empty());
  }

  /// Links where a user connects.
  public ConnectLinks connectLinks() {
    return new ConnectLinks(transport);
  }

  /// What users hold at providers.
  public Connections connections() {
    return new Connections(transport);
  }

  /// The organisation's registrations at providers.
  public OAuthClients oauthClients() {
    return new OAuthClients(transport);
  }

  /// The programs that ask for tokens, and their keys.
  public Apps apps() {
    return new Apps(transport);
  }

  /// The workspace's admin keys.
  public AdminKeys adminKeys() {
    return new AdminKeys(transport);
  }

  /// How to talk to each provider.
  public Connectors connectors() {
    return new Connectors(transport);
  }

  /// The workspaces of the installation; for its operator.
  public Workspaces workspaces() {
    return new Workspaces(transport);
  }

  /// The workspace that the key belongs to.
  public Workspace workspace() {
    return Workspace.of(transport.get(ApiPath.of("workspace")).orThrow());
  }

  /// Changes the workspace's settings that are given, and nothing else.
  public Workspace changeWorkspace(JsonObject fields) {
    return Workspace.of(transport.patch(ApiPath.of("workspace"), fields).orThrow());
  }

  /// For how many days the workspace keeps what grows by itself: `connection_events_days`,
  /// `webhook_events_days`, `statistics_days`, and `audit_days`, which is null for ever.
  public JsonObject retention() {
    return transport.get(RETENTION).orThrow();
  }

  /// Says for how many days they are kept, all of them at once. What is older than that goes for
  /// good, beginning within the hour.
  public JsonObject changeRetention(JsonObject days) {
    return transport.put(RETENTION, days).orThrow();
  }

  /// The addresses that are told what happens.
  public Webhooks webhooks() {
    return new Webhooks(transport);
  }

  /// The identity providers whose tokens say who the workspace's users are.
  public Issuers issuers() {
    return new Issuers(transport);
  }

  /// Sets who proves that the person who came back from a provider is the user of the connect link:
  /// `app`, `hub` or `none`.
  public Workspace setLinkVerification(String verification) {
    return Workspace.of(
        transport
            .patch(
                ApiPath.of("workspace"), JsonObject.empty().with("link_verification", verification))
            .orThrow());
  }

  /// Makes a link that signs somebody in to the console, once: the member of that e-mail address,
  /// or whoever becomes one by it. For an admin key.
  ///
  /// @param role of a member that is made: `admin`, `developer` or `viewer`
  /// @param email of the member; empty: whoever opens the link says it
  /// @param name of a member that is made, as a proposal; may be empty
  public ConsoleLink createConsoleLink(String role, String email, String name) {
    JsonObject wish = JsonObject.empty().with("role", role);
    wish = email.isEmpty() ? wish : wish.with("email", email);
    wish = name.isEmpty() ? wish : wish.with("name", name);
    return ConsoleLink.of(transport.post(ApiPath.of("console-links"), wish).orThrow());
  }

  /// Ends the connections to the hub. An app keeps its client and need not call this; a short
  /// program ends sooner.
  @Override
  public void close() {
    closing.run();
  }

  private static HttpClient http(URI hub) {
    var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT);
    return "http".equalsIgnoreCase(hub.getScheme())
        ? http.sslContext(NoTls.context()).build()
        : http.build();
  }

  private static URI web(URI hub) {
    boolean web =
        "https".equalsIgnoreCase(hub.getScheme()) || "http".equalsIgnoreCase(hub.getScheme());
    if (!web || hub.getHost() == null) {
      throw new IllegalArgumentException("not the address of a hub: " + hub);
    }
    return hub;
  }

  private static String required(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> new IllegalArgumentException(name + " is not set"));
  }
}
