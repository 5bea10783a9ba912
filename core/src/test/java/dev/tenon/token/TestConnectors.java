package dev.tenon.token;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Api;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.AuthorizeRules;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.Connectors;
import dev.tenon.connector.DefinitionName;
import dev.tenon.connector.Identity;
import dev.tenon.connector.Lifetimes;
import dev.tenon.connector.Pkce;
import dev.tenon.connector.Provenance;
import dev.tenon.connector.ScopeRules;
import dev.tenon.connector.Template;
import dev.tenon.connector.TokenReading;
import dev.tenon.connector.TokenRules;
import dev.tenon.connector.Translations;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One connector, `test`, with user sign-in and client credentials and rotating refresh tokens.
final class TestConnectors implements Connectors {
  static final Lifetimes LIFETIMES =
      new Lifetimes(
          Optional.empty(),
          false,
          Optional.of(Duration.ofDays(9)),
          Optional.empty(),
          Lifetimes.Rotation.ROTATING,
          Duration.ZERO,
          Optional.empty());

  private volatile Lifetimes lifetimes = LIFETIMES;
  private volatile Optional<Integer> rate = Optional.empty();
  private volatile Optional<Integer> tokenRate = Optional.empty();
  private volatile String tokenUrl = "https://provider.example/token";

  private TokenRules token() {
    return new TokenRules(
        Optional.of(Template.parse(tokenUrl)),
        Optional.empty(),
        List.of(ClientAuthenticationMethod.NONE),
        false,
        TokenRules.BodyFormat.FORM,
        "POST",
        Map.of(),
        Map.of(),
        Map.of(),
        false,
        false,
        Map.of(),
        TokenReading.standard(),
        lifetimes,
        tokenRate,
        false);
  }

  private Connector connector() {
    TokenRules rules = token();
    return new Connector(
        new ConnectorName("test"),
        "Test Provider",
        List.of(),
        new Provenance(false, Optional.empty(), List.of()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(
            definition(
                "user-sign-in",
                new Authorization.AuthorizationCode(
                    authorize(), rules, Optional.empty(), identity(), Optional.empty())),
            definition(
                "client-credentials", new Authorization.ClientCredentials(rules, List.of()))),
        api(rate),
        List.of(),
        Translations.none());
  }

  /// From now on the provider's tokens live like this.
  void declare(Lifetimes declared) {
    lifetimes = declared;
  }

  /// From now on the provider publishes a rate.
  void ratePerMinute(int requests) {
    rate = Optional.of(requests);
  }

  /// From now on its token endpoint has a rate of its own.
  void tokenRatePerMinute(int requests) {
    tokenRate = Optional.of(requests);
  }

  /// From now on its token endpoint is here.
  void tokenUrl(String template) {
    tokenUrl = template;
  }

  /// How they live.
  Lifetimes declared() {
    return lifetimes;
  }

  @Override
  public Optional<Connector> find(WorkspaceId workspace, ConnectorName name) {
    return name.value().equals("test") ? Optional.of(connector()) : Optional.empty();
  }

  @Override
  public List<Connector> all(WorkspaceId workspace) {
    return List.of(connector());
  }

  @Override
  public boolean isOwn(WorkspaceId workspace, ConnectorName name) {
    return false;
  }

  private static ConnectionDefinition definition(String name, Authorization authorization) {
    return new ConnectionDefinition(
        new DefinitionName(name),
        name,
        authorization,
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        ConnectionDefinition.Hooks.none(),
        Optional.empty());
  }

  private static AuthorizeRules authorize() {
    return new AuthorizeRules(
        Optional.of(Template.parse("https://provider.example/authorize")),
        Map.of(),
        List.of(),
        false,
        Optional.empty(),
        Map.of(),
        new ScopeRules(" ", Template.parse("data:read"), Scope.none(), Scope.none(), List.of()),
        Pkce.SUPPORTED,
        "code",
        Map.of(),
        false);
  }

  private static Identity identity() {
    return new Identity(
        Optional.empty(), false, Optional.empty(), Optional.empty(), "sub", "name", "email");
  }

  private static Api api(Optional<Integer> rate) {
    return new Api(
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        new Api.Retry(
            "Retry-After", Optional.empty(), Optional.empty(), List.of(), List.of(), rate),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        List.of(),
        Optional.empty());
  }
}
