package dev.tenon.client;

import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Step;
import dev.tenon.oauth.ClientAuthenticationMethod;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Which fields of an OAuth client a connection definition has a use for.
final class UsedFields {
  private static final Set<String> ALWAYS = Set.of("name", "connector", "connection_definition");
  private static final Set<String> OF_CLIENT_CREDENTIALS =
      Set.of(
          "client_id",
          "client_secret",
          "client_secret_expires_at",
          "token_url",
          "scope",
          "client_authentication",
          "refresh");
  private static final Set<String> OF_AUTHORIZATION_CODE =
      Set.of("authorization_url", "refresh_url", "revocation_url", "prompt");

  private final Set<String> used = new LinkedHashSet<>(ALWAYS);

  UsedFields(ConnectionDefinition definition) {
    switch (definition.authorization()) {
      case Authorization.AuthorizationCode _ -> {
        used.addAll(OF_CLIENT_CREDENTIALS);
        used.addAll(OF_AUTHORIZATION_CODE);
      }
      case Authorization.ClientCredentials _ -> {
        used.addAll(OF_CLIENT_CREDENTIALS);
        used.add("refresh_url");
      }
      case Authorization.Login login -> {
        addAskedFor(Stream.concat(login.steps().stream(), login.refresh().stream()).toList());
        if (!login.refresh().isEmpty()) {
          used.add("refresh");
        }
      }
      case Authorization.ApiKey _, Authorization.Basic _, Authorization.Declared _ -> {}
    }
    addAskedFor(definition.hooks().afterConnect());
    addAskedFor(definition.hooks().beforeDelete());
  }

  private void addAskedFor(List<Step> steps) {
    Set<String> names = new LinkedHashSet<>();
    for (Step step : steps) {
      names.addAll(step.url().names());
      Stream.concat(step.headers().values().stream(), step.body().values().stream())
          .forEach(template -> names.addAll(template.names()));
    }
    for (String field : List.of("client_id", "client_secret")) {
      if (names.contains(field)) {
        used.add(field);
      }
    }
    if (names.contains("client_secret")) {
      used.add("client_secret_expires_at");
    }
  }

  boolean has(String field) {
    return used.contains(field);
  }

  /// Whether a client that authenticates by `method` needs a secret here.
  boolean needsSecret(ClientAuthenticationMethod method) {
    return has("client_secret")
        && (method != ClientAuthenticationMethod.NONE || !has("client_authentication"));
  }
}
