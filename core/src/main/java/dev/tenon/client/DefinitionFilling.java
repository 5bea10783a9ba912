package dev.tenon.client;

import dev.tenon.connector.Authorization;
import dev.tenon.connector.AuthorizeRules;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Identity;
import dev.tenon.connector.ScopeRules;
import dev.tenon.connector.Template;
import dev.tenon.connector.TokenRules;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.Scope;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Fills one definition in for one OAuth client: the client's own word wins over the definition's.
final class DefinitionFilling {
  private static final Identity NOBODY =
      new Identity(
          Optional.empty(), false, Optional.empty(), Optional.empty(), "sub", "name", "email");

  private final OAuthClient client;
  private final Connector connector;
  private final ConnectionDefinition definition;
  private final Filling filling;
  private final Map<String, String> values;

  DefinitionFilling(
      OAuthClient client,
      Connector connector,
      ConnectionDefinition definition,
      Filling filling,
      Map<String, String> values) {
    this.client = client;
    this.connector = connector;
    this.definition = definition;
    this.filling = filling;
    this.values = values;
  }

  /// The client as far as it can be filled; what cannot is told to the filling.
  ResolvedClient resolved() {
    return switch (definition.authorization()) {
      case Authorization.AuthorizationCode code -> authorizationCode(code);
      case Authorization.ClientCredentials credentials ->
          clientOf(
              Optional.empty(),
              token(credentials.token(), false),
              Optional.empty(),
              NOBODY,
              Map.of(),
              Optional.of(credentials.token()),
              scope(credentials.scopes()));
      case Authorization.Login _,
          Authorization.ApiKey _,
          Authorization.Basic _,
          Authorization.Declared _ ->
          clientOf(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              NOBODY,
              Map.of(),
              Optional.empty(),
              Scope.none());
    };
  }

  private ResolvedClient authorizationCode(Authorization.AuthorizationCode code) {
    AuthorizeRules authorize = code.authorize();
    boolean discovery = code.identity().discovery();
    Addresses own = client.addresses();
    return clientOf(
        required("authorization_url", own.authorizationUrl(), authorize.url(), discovery),
        token(code.token(), discovery),
        code.revocationUrl(),
        code.identity(),
        authorizeParameters(authorize),
        Optional.of(code.token()),
        scope(authorize.scopes()));
  }

  private ResolvedClient clientOf(
      Optional<URI> authorizationUrl,
      Optional<URI> tokenUrl,
      Optional<Template> revocation,
      Identity identity,
      Map<String, String> authorizeParameters,
      Optional<TokenRules> token,
      Scope scope) {
    // What the connector says of its authorization server does not hold for another one, and that
    // other one's tokens are not sent to it.
    boolean elsewhere = isElsewhere(token);
    return new ResolvedClient(
        client,
        connector,
        definition,
        authorizationUrl,
        tokenUrl,
        filling
            .address(
                "refresh_url",
                client.addresses().refreshUrl(),
                elsewhere ? Optional.empty() : token.flatMap(TokenRules::refreshUrl))
            .or(() -> tokenUrl),
        filling.addressOrNone(
            "revocation_url",
            client.addresses().revocationUrl(),
            elsewhere ? Optional.empty() : revocation),
        elsewhere
            ? Optional.empty()
            : filling.addressOrNone("userinfo_url", Optional.empty(), identity.userinfoUrl()),
        elsewhere
            ? Optional.empty()
            : filling.addressOrNone("jwks_url", Optional.empty(), identity.jwksUrl()),
        elsewhere ? Optional.empty() : issuer(identity),
        identity.discovery() && !elsewhere,
        authentication(token),
        authorizeParameters,
        token.map(it -> filling.parameters("token parameter", it.parameters())).orElse(Map.of()),
        token
            .map(it -> filling.parameters("refresh parameter", it.refreshParameters()))
            .orElse(Map.of()),
        token.map(it -> filling.headers("token header", it.headers())).orElse(Map.of()),
        scope,
        values);
  }

  /// Whether the admin gave a token endpoint at another origin than the connector's.
  private boolean isElsewhere(Optional<TokenRules> token) {
    Optional<URI> given = client.addresses().tokenUrl();
    Optional<URI> usual =
        token.flatMap(it -> filling.addressOrNone("token_url", Optional.empty(), it.url()));
    return given.isPresent()
        && usual.isPresent()
        && !(Objects.equals(given.get().getScheme(), usual.get().getScheme())
            && Objects.equals(given.get().getRawAuthority(), usual.get().getRawAuthority()));
  }

  private Optional<URI> token(TokenRules rules, boolean discovery) {
    return required("token_url", client.addresses().tokenUrl(), rules.url(), discovery);
  }

  private Optional<URI> required(
      String field, Optional<URI> own, Optional<Template> template, boolean discovery) {
    if (own.isEmpty() && template.isEmpty() && !discovery) {
      filling.problem(field, "is missing: the connector leaves it to the OAuth client");
    }
    return filling.address(field, own, template);
  }

  private Optional<String> issuer(Identity identity) {
    return identity
        .issuer()
        .flatMap(
            template ->
                identity.discovery()
                    ? filling.address("issuer", Optional.empty(), Optional.of(template))
                    : filling.addressOrNone("issuer", Optional.empty(), Optional.of(template)))
        .map(URI::toString);
  }

  private Map<String, String> authorizeParameters(AuthorizeRules rules) {
    Map<String, String> parameters =
        new LinkedHashMap<>(
            rules.skipEmpty()
                ? filling.parametersWithoutEmpty("authorize parameter", rules.parameters())
                : filling.parameters("authorize parameter", rules.parameters()));
    client.prompt().ifPresent(prompt -> parameters.put("prompt", prompt));
    return parameters;
  }

  /// The scope that the client names, else the connector's default, and what is always asked for.
  private Scope scope(ScopeRules rules) {
    Scope scope = client.scope().orElseGet(() -> defaultScope(rules));
    return scope.plus(rules.always().tokens());
  }

  private Scope defaultScope(ScopeRules rules) {
    try {
      return filling
          .filled("scope", rules.defaults(), rules.defaults()::expand)
          .map(Scope::parse)
          .orElse(Scope.none());
    } catch (IllegalArgumentException e) {
      filling.problem("scope", "has a value in its default that is no scope token");
      return Scope.none();
    }
  }

  private ClientAuthenticationMethod authentication(Optional<TokenRules> token) {
    List<ClientAuthenticationMethod> taken =
        token.map(TokenRules::authentication).orElse(List.of());
    return client
        .authentication()
        .orElseGet(() -> defaultAuthentication(taken, client.secrets().isEmpty()));
  }

  /// Without a secret a public client where the provider takes one; else the provider's first.
  static ClientAuthenticationMethod defaultAuthentication(
      List<ClientAuthenticationMethod> taken, boolean withoutSecret) {
    boolean isPublic = withoutSecret && taken.contains(ClientAuthenticationMethod.NONE);
    return isPublic || taken.isEmpty() ? ClientAuthenticationMethod.NONE : taken.getFirst();
  }
}
