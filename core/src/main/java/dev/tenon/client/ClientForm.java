package dev.tenon.client;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Field;
import dev.tenon.connector.ScopeRules;
import dev.tenon.connector.TokenRules;
import dev.tenon.oauth.ClientAuthenticationMethod;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The form with which an admin registers an OAuth client for one connection definition: which
/// fields there are, which must be filled in, and what holds where they are not. A field that is
/// not here is refused. Pure; safe for use by any thread.
public final class ClientForm {
  private static final WorkspaceId NOBODY = new WorkspaceId("ws_0");

  private final Connector connector;
  private final ConnectionDefinition definition;
  private final UsedFields used;
  private final ResolvedClient filled;
  private final List<FormField> fields = new ArrayList<>();

  private ClientForm(Connector connector, ConnectionDefinition definition) {
    this.connector = connector;
    this.definition = definition;
    this.used = new UsedFields(definition);
    this.filled =
        ClientResolution.fill(empty(connector, definition), connector, definition, Map.of())
            .client();
  }

  /// The fields, in the order in which a form shows them.
  ///
  /// @param owner whether the workspace owns the connector and so may make a client public
  public static List<FormField> of(
      Connector connector, ConnectionDefinition definition, boolean owner) {
    ClientForm form = new ClientForm(connector, definition);
    form.add("name", "Name", true, "The integration's name, under which apps ask for it.");
    form.credentials();
    form.addresses();
    form.request();
    form.rest(owner);
    return List.copyOf(form.fields);
  }

  private void credentials() {
    addUsed("client_id", "Client ID", true, "The id that the provider gave your application.");
    addUsed(
        "client_secret",
        "Client secret",
        used.needsSecret(DefinitionFilling.defaultAuthentication(methods(), true)),
        "The secret that the provider gave your application. It can be set and never read.");
    addUsed(
        "client_secret_expires_at",
        "Client secret expiration",
        false,
        "When the provider ends the secret: a day or a time. You are told before.");
  }

  private void addresses() {
    address(
        "authorization_url",
        "Authorization URL",
        filled.authorizationUrl(),
        "Where users are sent to authorize your application.");
    address("token_url", "Token URL", filled.tokenUrl(), "Where codes become tokens.");
    address(
        "refresh_url",
        "Refresh URL",
        filled.refreshUrl(),
        "Where refresh tokens become new access tokens; else the token URL.");
    address(
        "revocation_url", "Revocation URL", filled.revocationUrl(), "Where tokens are revoked.");
  }

  private void address(String field, String title, Optional<URI> usual, String description) {
    boolean owed =
        usual.isEmpty()
            && !filled.discovery()
            && !field.equals("refresh_url")
            && !field.equals("revocation_url");
    if (used.has(field)) {
      fields.add(
          new FormField(field, title, owed, usual.map(URI::toString), List.of(), description));
    }
  }

  private void request() {
    if (used.has("scope")) {
      fields.add(
          new FormField(
              "scope",
              "Scope",
              false,
              Optional.of(filled.scope().toString()).filter(it -> !it.isEmpty()),
              offeredScopes(),
              "The permissions to ask for, separated by spaces."));
    }
    if (used.has("prompt")) {
      fields.add(
          new FormField(
              "prompt",
              "Prompt",
              false,
              Optional.ofNullable(filled.authorizeParameters().get("prompt")),
              List.of("none", "login", "consent", "select_account"),
              "What the authorization server asks of the user, separated by spaces."));
    }
    if (used.has("client_authentication")) {
      fields.add(
          new FormField(
              "client_authentication",
              "Client authentication",
              false,
              Optional.of(method().registeredName()),
              methods().stream().map(ClientAuthenticationMethod::registeredName).toList(),
              "client_secret_basic: Basic auth header. client_secret_post: client credentials body."
                  + " private_key_jwt: a signed assertion. none: no secret."));
    }
  }

  private void rest(boolean owner) {
    if (used.has("refresh")) {
      fields.add(
          new FormField(
              "refresh",
              "Refresh",
              false,
              Optional.of(RefreshMode.ON_DEMAND.apiName()),
              RefreshMode.apiNames(),
              "When tokens are refreshed: when an app asks, or before each ends."));
    }
    if (hasParameters()) {
      add(
          "parameters",
          "Parameters",
          !Parameters.missing(connector, filled.values()).isEmpty(),
          "What the connector's templates need, by name: see 'parameters' of the connector.");
    }
    fields.add(
        new FormField(
            "apps",
            "Apps",
            false,
            Optional.of("all"),
            List.of(),
            "Which apps may use it: all, or a list of names."));
    if (owner) {
      fields.add(
          new FormField(
              "public",
              "Public",
              false,
              Optional.of("false"),
              List.of("true", "false"),
              "Every workspace of this installation may use it. Do not make company- or"
                  + " customer-specific clients public."));
    }
  }

  private boolean hasParameters() {
    return !connector.environments().isEmpty()
        || !connector.regions().isEmpty()
        || connector.parameters().stream().anyMatch(it -> it.askedOf() == Field.AskedOf.ADMIN);
  }

  private List<String> offeredScopes() {
    Optional<ScopeRules> rules =
        switch (definition.authorization()) {
          case Authorization.AuthorizationCode code -> Optional.of(code.authorize().scopes());
          case Authorization.ClientCredentials credentials -> Optional.of(credentials.scopes());
          case Authorization.Login _,
              Authorization.ApiKey _,
              Authorization.Basic _,
              Authorization.Declared _ ->
              Optional.empty();
        };
    return rules.map(ScopeRules::offered).orElse(List.of()).stream()
        .map(ScopeRules.OfferedScope::token)
        .toList();
  }

  private List<ClientAuthenticationMethod> methods() {
    return Unperformed.tokenRules(definition).map(TokenRules::authentication).orElse(List.of());
  }

  /// Of a client that somebody has a secret for.
  private ClientAuthenticationMethod method() {
    return DefinitionFilling.defaultAuthentication(methods(), false);
  }

  private void addUsed(String name, String title, boolean required, String description) {
    if (used.has(name)) {
      add(name, title, required, description);
    }
  }

  private void add(String name, String title, boolean required, String description) {
    fields.add(new FormField(name, title, required, Optional.empty(), List.of(), description));
  }

  private static OAuthClient empty(Connector connector, ConnectionDefinition definition) {
    return new OAuthClient(
        new OAuthClientId("oac_0"),
        NOBODY,
        new IntegrationName("unnamed"),
        connector.name(),
        definition.name(),
        "",
        List.of(),
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

  /// One field of the form.
  ///
  /// @param name as the API calls it
  /// @param title for people
  /// @param required whether it must be filled in
  /// @param usual what holds where it is not
  /// @param choices the values to pick from, or of which to pick some; empty where anything goes
  /// @param description one sentence for people
  public record FormField(
      String name,
      String title,
      boolean required,
      Optional<String> usual,
      List<String> choices,
      String description) {
    public FormField {
      choices = List.copyOf(choices);
    }
  }
}
