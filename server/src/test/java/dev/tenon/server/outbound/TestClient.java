package dev.tenon.server.outbound;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.Addresses;
import dev.tenon.client.AppAccess;
import dev.tenon.client.ClientSecret;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.RefreshMode;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connector.Api;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.AuthorizeRules;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.DefinitionName;
import dev.tenon.connector.Identity;
import dev.tenon.connector.Lifetimes;
import dev.tenon.connector.Pkce;
import dev.tenon.connector.Provenance;
import dev.tenon.connector.ScopeRules;
import dev.tenon.connector.Step;
import dev.tenon.connector.Template;
import dev.tenon.connector.TokenReading;
import dev.tenon.connector.TokenRules;
import dev.tenon.connector.TokenRules.BodyFormat;
import dev.tenon.connector.Translations;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.Scope;
import dev.tenon.secret.Secret;
import dev.tenon.secret.Vault;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A resolved client in the making, with user sign-in at `/token` of a scripted server unless said
/// otherwise. Secrets are sealed in `vault`.
public final class TestClient {
  public static final String CLIENT_ID = "client-1";
  private static final WorkspaceId WORKSPACE = new WorkspaceId("ws_test");

  private final Vault vault;
  private final Map<String, String> authorizeParameters = new HashMap<>();
  private final Map<String, String> tokenParameters = new HashMap<>();
  private final Map<String, String> refreshParameters = new HashMap<>();
  private final Map<String, String> headers = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> values = new HashMap<>();
  private final List<String> secrets = new ArrayList<>();
  private ClientAuthenticationMethod method = ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
  private String clientId = CLIENT_ID;
  private boolean raw;
  private BodyFormat format = BodyFormat.FORM;
  private String httpMethod = "POST";
  private boolean scopeOnRefresh;
  private boolean scopeOnToken;
  private Scope scope = Scope.none();
  private String separator = " ";
  private TokenReading reading = TokenReading.standard();
  private Optional<URI> tokenUrl;
  private Optional<URI> refreshUrl = Optional.empty();
  private Optional<URI> revocationUrl = Optional.empty();
  private Optional<URI> userinfoUrl = Optional.empty();
  private Optional<URI> jwksUrl = Optional.empty();
  private Optional<String> issuer = Optional.empty();
  private boolean discovery;
  private String subject = "sub";
  private Optional<List<Step>> credentialSteps = Optional.empty();
  private Optional<Authorization.Login> login = Optional.empty();

  public TestClient(Vault vault, ScriptedServer server) {
    this.vault = vault;
    this.tokenUrl = Optional.of(server.url("/token"));
  }

  public TestClient method(ClientAuthenticationMethod wanted) {
    method = wanted;
    return this;
  }

  public TestClient clientId(String id) {
    clientId = id;
    return this;
  }

  public TestClient secret(String secret) {
    secrets.add(secret);
    return this;
  }

  public TestClient rawCredentials() {
    raw = true;
    return this;
  }

  public TestClient format(BodyFormat wanted) {
    format = wanted;
    return this;
  }

  public TestClient httpMethod(String wanted) {
    httpMethod = wanted;
    return this;
  }

  public TestClient scope(String text, String between) {
    scope = Scope.parse(text);
    separator = between;
    return this;
  }

  public TestClient scopeOnRefresh() {
    scopeOnRefresh = true;
    return this;
  }

  public TestClient scopeOnToken() {
    scopeOnToken = true;
    return this;
  }

  public TestClient reading(TokenReading wanted) {
    reading = wanted;
    return this;
  }

  public TestClient authorizeParameter(String name, String value) {
    authorizeParameters.put(name, value);
    return this;
  }

  public TestClient tokenParameter(String name, String value) {
    tokenParameters.put(name, value);
    return this;
  }

  public TestClient refreshParameter(String name, String value) {
    refreshParameters.put(name, value);
    return this;
  }

  public TestClient header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public TestClient rename(String standard, String theirs) {
    names.put(standard, theirs);
    return this;
  }

  public TestClient value(String name, String value) {
    values.put(name, value);
    return this;
  }

  public TestClient tokenUrl(Optional<URI> url) {
    tokenUrl = url;
    return this;
  }

  public TestClient refreshUrl(URI url) {
    refreshUrl = Optional.of(url);
    return this;
  }

  public TestClient revocationUrl(URI url) {
    revocationUrl = Optional.of(url);
    return this;
  }

  public TestClient userinfoUrl(URI url) {
    userinfoUrl = Optional.of(url);
    return this;
  }

  public TestClient jwksUrl(URI url) {
    jwksUrl = Optional.of(url);
    return this;
  }

  public TestClient issuer(String value) {
    issuer = Optional.of(value);
    return this;
  }

  public TestClient discovered() {
    discovery = true;
    tokenUrl = Optional.empty();
    return this;
  }

  public TestClient subjectAt(String path) {
    subject = path;
    return this;
  }

  public TestClient clientCredentials(Step... steps) {
    credentialSteps = Optional.of(List.of(steps));
    return this;
  }

  public TestClient login(List<Step> steps, List<Step> refresh) {
    login = Optional.of(new Authorization.Login(steps, refresh, Lifetimes.unknown()));
    return this;
  }

  public ResolvedClient resolve() {
    ConnectionDefinition definition =
        new ConnectionDefinition(
            new DefinitionName("test"),
            "Test",
            authorization(),
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            ConnectionDefinition.Hooks.none(),
            Optional.empty());
    return new ResolvedClient(
        client(),
        connector(definition),
        definition,
        Optional.empty(),
        tokenUrl,
        refreshUrl,
        revocationUrl,
        userinfoUrl,
        jwksUrl,
        issuer,
        discovery,
        method,
        authorizeParameters,
        tokenParameters,
        refreshParameters,
        headers,
        scope,
        values);
  }

  private Authorization authorization() {
    ScopeRules scopes =
        new ScopeRules(separator, Template.literal(""), Scope.none(), Scope.none(), List.of());
    if (login.isPresent()) {
      return login.get();
    }
    if (credentialSteps.isPresent()) {
      return new Authorization.ClientCredentials(rules(), scopes, credentialSteps.get());
    }
    return new Authorization.AuthorizationCode(
        new AuthorizeRules(
            Optional.empty(),
            Map.of(),
            List.of(),
            false,
            Optional.empty(),
            Map.of(),
            scopes,
            Pkce.SUPPORTED,
            "code",
            Map.of(),
            false),
        rules(),
        Optional.empty(),
        new Identity(
            Optional.empty(),
            discovery,
            Optional.empty(),
            Optional.empty(),
            subject,
            "name",
            "email"),
        Optional.empty());
  }

  private TokenRules rules() {
    return new TokenRules(
        Optional.empty(),
        Optional.empty(),
        List.of(method),
        raw,
        format,
        httpMethod,
        Map.of(),
        Map.of(),
        names,
        scopeOnRefresh,
        scopeOnToken,
        Map.of(),
        reading,
        Lifetimes.unknown(),
        Optional.empty(),
        false);
  }

  private OAuthClient client() {
    List<ClientSecret> sealed = new ArrayList<>();
    for (String secret : secrets) {
      String id = "secret-" + sealed.size();
      sealed.add(
          new ClientSecret(
              id,
              vault.seal(Secret.of(secret), ClientSecret.binding(WORKSPACE, id)),
              "",
              "",
              Optional.empty(),
              Instant.EPOCH));
    }
    return new OAuthClient(
        new OAuthClientId("oac_test"),
        WORKSPACE,
        new IntegrationName("test"),
        new ConnectorName("test"),
        new DefinitionName("test"),
        clientId,
        sealed,
        Addresses.none(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        RefreshMode.ON_DEMAND,
        false,
        new AppAccess.All(),
        Map.of(),
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        Optional.empty());
  }

  private static Connector connector(ConnectionDefinition definition) {
    Api.Retry retry =
        new Api.Retry(
            "Retry-After",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty());
    return new Connector(
        new ConnectorName("test"),
        "Test",
        List.of(),
        new Provenance(false, Optional.empty(), List.of()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(definition),
        new Api(
            List.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            retry,
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            List.of(),
            Optional.empty()),
        List.of(),
        Translations.none());
  }
}
