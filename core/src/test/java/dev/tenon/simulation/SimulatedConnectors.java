package dev.tenon.simulation;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One connector, with user sign-in and client credentials, and the lifetimes of a schedule.
final class SimulatedConnectors implements Connectors {
  static final ConnectorName NAME = new ConnectorName("simulated");
  static final DefinitionName USERS = new DefinitionName("users");
  static final DefinitionName APP = new DefinitionName("app");

  private final Connector connector;

  SimulatedConnectors(Lifetimes lifetimes) {
    TokenRules token = token(lifetimes);
    this.connector =
        new Connector(
            NAME,
            "Simulated",
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
                    USERS,
                    new Authorization.AuthorizationCode(
                        authorize(), token, Optional.empty(), identity(), Optional.empty())),
                definition(APP, new Authorization.ClientCredentials(token, List.of()))),
            api(),
            List.of(),
            Translations.none());
  }

  @Override
  public Optional<Connector> find(WorkspaceId workspace, ConnectorName name) {
    return name.equals(NAME) ? Optional.of(connector) : Optional.empty();
  }

  @Override
  public List<Connector> all(WorkspaceId workspace) {
    return List.of(connector);
  }

  @Override
  public boolean isOwn(WorkspaceId workspace, ConnectorName name) {
    return false;
  }

  private static TokenRules token(Lifetimes lifetimes) {
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
        lifetimes,
        Optional.empty(),
        false);
  }

  private static ConnectionDefinition definition(DefinitionName name, Authorization how) {
    return new ConnectionDefinition(
        name,
        name.value(),
        how,
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
}
