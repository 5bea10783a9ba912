package dev.tenon.client;

import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Field;
import dev.tenon.connector.Prerequisite;
import dev.tenon.connector.ScopeRules;
import dev.tenon.oauth.Scope;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What an admin should know about an OAuth client that is in order.
final class ClientWarnings {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final OAuthClient client;
  private final Connector connector;
  private final ConnectionDefinition definition;
  private final List<FieldProblem> warnings = new ArrayList<>();

  private ClientWarnings(OAuthClient client, Chosen chosen) {
    this.client = client;
    this.connector = chosen.connector();
    this.definition = chosen.definition();
  }

  static List<FieldProblem> of(OAuthClient client, Chosen chosen, Instant now) {
    ClientWarnings warnings = new ClientWarnings(client, chosen);
    warnings.ofScope();
    warnings.ofAddresses();
    new EnvironmentMix(client, chosen.connector()).found().forEach(warnings::warn);
    warnings.ofExpiry(now);
    warnings.ofConnector();
    warnings.ofBeingPublic();
    return List.copyOf(warnings.warnings);
  }

  private void warn(String field, String message) {
    warnings.add(new FieldProblem(field, message));
  }

  private void ofScope() {
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
    Scope minimum = rules.map(ScopeRules::minimum).orElse(Scope.none());
    Scope more = client.scope().orElse(Scope.none()).minus(minimum);
    Scope offered =
        new Scope(
            rules.map(ScopeRules::offered).orElse(List.of()).stream()
                .map(ScopeRules.OfferedScope::token)
                .collect(java.util.stream.Collectors.toSet()));
    Scope pointedOut = more.minus(more.minus(offered));
    if (!minimum.isEmpty() && !pointedOut.isEmpty()) {
      warn("scope", "asks for more than reading needs: " + pointedOut);
    }
  }

  private void ofAddresses() {
    ResolvedClient resolved =
        ClientResolution.fill(client, connector, definition, Map.of()).client();
    for (Map.Entry<String, Optional<URI>> address :
        Map.of(
                "authorization_url", resolved.authorizationUrl(),
                "token_url", resolved.tokenUrl())
            .entrySet()) {
      address
          .getValue()
          .filter(url -> "http".equalsIgnoreCase(url.getScheme()))
          .filter(url -> !LOOPBACK.contains(url.getHost()))
          .ifPresent(_ -> warn(address.getKey(), "is http: the secret goes out in clear"));
    }
  }

  /// The first secret's by the field that sets it; the others' by their last characters.
  private void ofExpiry(Instant now) {
    for (ClientSecret secret : client.secrets()) {
      boolean first = secret.equals(client.secrets().getFirst());
      String which = first ? "" : "has one (…" + secret.lastFour() + ") that ";
      secret
          .expiresAt()
          .filter(end -> SecretExpiries.stage(end, now).isPresent())
          .ifPresent(
              end ->
                  warn(
                      first ? "client_secret_expires_at" : "secrets",
                      which
                          + (end.isAfter(now)
                              ? (first ? "is" : "ends") + " within 30 days: " + end
                              : (first ? "has passed: " : "has ended: ") + end)));
    }
  }

  private void ofBeingPublic() {
    if (client.lent()) {
      warn(
          "public",
          "is on: every workspace of this installation can use it. Do not make company- or"
              + " customer-specific clients public");
    }
  }

  private void ofConnector() {
    definition.advice().ifPresent(advice -> warn("connection_definition", "advice: " + advice));
    if (!connector.provenance().verified()) {
      String read =
          connector.provenance().checkedOn().map(day -> "; sources read on " + day).orElse("");
      warn("connector", "has not been seen to work against the live service yet" + read);
    }
    Stream.concat(connector.prerequisites().stream(), definition.prerequisites().stream())
        .map(Prerequisite::text)
        .forEach(text -> warn("connector", "needs: " + text));
    for (Field parameter : connector.parameters()) {
      if (client.parameters().containsKey(parameter.name())) {
        parameter
            .hints()
            .warning()
            .ifPresent(text -> warn("parameters." + parameter.name(), "note: " + text));
      }
    }
  }
}
