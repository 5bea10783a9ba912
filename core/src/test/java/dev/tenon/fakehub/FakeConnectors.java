package dev.tenon.fakehub;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Api;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.AuthorizeRules;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.Connectors;
import dev.tenon.connector.DefinitionName;
import dev.tenon.connector.Field;
import dev.tenon.connector.Field.AskedOf;
import dev.tenon.connector.Field.Format;
import dev.tenon.connector.Identity;
import dev.tenon.connector.Lifetimes;
import dev.tenon.connector.Pkce;
import dev.tenon.connector.Provenance;
import dev.tenon.connector.ScopeRules;
import dev.tenon.connector.ScopeRules.OfferedScope;
import dev.tenon.connector.SecondConsent;
import dev.tenon.connector.Step;
import dev.tenon.connector.Template;
import dev.tenon.connector.TokenReading;
import dev.tenon.connector.TokenRules;
import dev.tenon.connector.Translations;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// Connectors as a test declares them.
public final class FakeConnectors implements Connectors {
  /// The one definition of each.
  public static final DefinitionName DEFINITION = new DefinitionName("default");

  private final Map<String, Connector> connectors = new ConcurrentSkipListMap<>();

  /// Declares a provider where users consent, with rules that differ from the usual as `rules`
  /// says.
  public void consent(
      String name, String title, AuthorizeRules rules, Optional<SecondConsent> second) {
    consent(name, title, rules, second, List.of());
  }

  /// The same with fields to fill in.
  public void consent(
      String name,
      String title,
      AuthorizeRules rules,
      Optional<SecondConsent> second,
      List<Field> fields) {
    Authorization authorization =
        new Authorization.AuthorizationCode(
            rules,
            tokenRules(),
            Optional.of(Template.parse("https://" + name + ".example/revoke")),
            new Identity(
                Optional.of(Template.parse("https://" + name + ".example")),
                false,
                Optional.empty(),
                Optional.empty(),
                "sub",
                "name",
                "email"),
            Optional.empty());
    declare(name, title, authorization, fields, second);
  }

  /// Declares a provider where users fill in a form.
  public void form(String name, String title, Authorization authorization, List<Field> fields) {
    declare(name, title, authorization, fields, Optional.empty());
  }

  /// Declares a connector that is the same as another but for its name.
  public void alias(String name, String other) {
    Connector same = connectors.get(other);
    if (same != null) {
      connectors.put(name, same);
    }
  }

  /// Declares a request after connecting for the connector of that name.
  public void afterConnect(String name) {
    connectors.computeIfPresent(name, (_, connector) -> withAfterConnect(connector));
  }

  private static Connector withAfterConnect(Connector it) {
    Step step =
        new Step(
            "GET",
            Template.parse("https://provider.example/sites"),
            Map.of(),
            TokenRules.BodyFormat.FORM,
            Map.of(),
            TokenReading.standard());
    ConnectionDefinition before = it.definitions().getFirst();
    ConnectionDefinition after =
        new ConnectionDefinition(
            before.name(),
            before.title(),
            before.authorization(),
            before.fields(),
            before.secondConsent(),
            before.prerequisites(),
            before.api(),
            new ConnectionDefinition.Hooks(List.of(step), List.of()),
            before.advice());
    return new Connector(
        it.name(),
        it.title(),
        it.categories(),
        it.provenance(),
        it.documentation(),
        it.setupGuide(),
        it.userGuide(),
        it.prerequisites(),
        it.parameters(),
        it.environments(),
        it.regions(),
        List.of(after),
        it.api(),
        it.resources(),
        it.translations());
  }

  private void declare(
      String name,
      String title,
      Authorization authorization,
      List<Field> fields,
      Optional<SecondConsent> second) {
    ConnectionDefinition definition =
        new ConnectionDefinition(
            DEFINITION,
            "Default",
            authorization,
            fields,
            second,
            List.of(),
            Optional.empty(),
            ConnectionDefinition.Hooks.none(),
            Optional.empty());
    connectors.put(
        name,
        new Connector(
            new ConnectorName(name),
            title,
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
            api(),
            List.of(),
            Translations.none()));
  }

  /// The usual rules: PKCE, a space between scopes, no `iss` promised.
  static AuthorizeRules rules(String authorizationUrl, String scopes) {
    return rules(authorizationUrl, scopes, Pkce.SUPPORTED, false);
  }

  static AuthorizeRules rules(String authorizationUrl, String scopes, Pkce pkce, boolean issuer) {
    return new AuthorizeRules(
        Optional.of(Template.parse(authorizationUrl)),
        Map.of(),
        List.of(),
        false,
        Optional.empty(),
        Map.of(),
        new ScopeRules(
            " ",
            Template.parse(scopes),
            Scope.none(),
            Scope.none(),
            List.of(
                new OfferedScope("data:read", "See your projects and files"),
                new OfferedScope("data:write", "Change your projects and files"))),
        pkce,
        "code",
        Map.of("realmId", "realm"),
        issuer);
  }

  /// A field that the user fills in.
  public static Field field(String name, String title, boolean secret, Format format) {
    return new Field(
        name,
        title,
        Optional.empty(),
        AskedOf.USER,
        true,
        format,
        secret,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        secret ? Optional.empty() : Optional.of("acme"),
        Field.Hints.none());
  }

  private static TokenRules tokenRules() {
    return new TokenRules(
        Optional.of(Template.parse("https://provider.example/token")),
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
        Lifetimes.unknown(),
        Optional.empty(),
        false);
  }

  private static Api api() {
    return new Api(
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        new Api.Retry(
            "Retry-After",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        List.of(),
        Optional.empty());
  }

  @Override
  public Optional<Connector> find(WorkspaceId workspace, ConnectorName name) {
    return Optional.ofNullable(connectors.get(name.value()));
  }

  @Override
  public List<Connector> all(WorkspaceId workspace) {
    return List.copyOf(connectors.values());
  }

  @Override
  public boolean isOwn(WorkspaceId workspace, ConnectorName name) {
    return false;
  }
}
