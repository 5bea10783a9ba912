package dev.tenon.client;

import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Field;
import dev.tenon.connector.TokenRules;
import java.util.Optional;

/// What the catalogue can say but this version does not do.
final class Unperformed {
  private Unperformed() {}

  /// What is not performed, or empty when everything is.
  static Optional<FieldProblem> reason(Connector connector, ConnectionDefinition definition) {
    if (definition.authorization() instanceof Authorization.Declared declared) {
      return Optional.of(
          ofDefinition(
              "%s is of the kind %s, which this version does not perform"
                  .formatted(definition.name(), declared.kind())));
    }
    if (tokenRules(definition).map(TokenRules::clientCertificate).orElse(false)) {
      return Optional.of(
          ofDefinition(
              definition.name() + " wants mutual TLS, which this version does not perform"));
    }
    if (!definition.isForUsers() && !definition.hooks().afterConnect().isEmpty()) {
      return Optional.of(
          ofDefinition(
              definition.name()
                  + " has requests after connecting, which this version makes for users only"));
    }
    return connector.parameters().stream()
        .filter(field -> field.secret() && field.required())
        .findFirst()
        .map(Unperformed::secretParameter);
  }

  private static FieldProblem ofDefinition(String message) {
    return new FieldProblem("connection_definition", "cannot be used: " + message);
  }

  private static FieldProblem secretParameter(Field field) {
    return new FieldProblem(
        "parameters." + field.name(),
        "is secret, and this version keeps no secret besides client_secret");
  }

  /// How the token endpoint is asked, where the definition has one.
  static Optional<TokenRules> tokenRules(ConnectionDefinition definition) {
    return switch (definition.authorization()) {
      case Authorization.AuthorizationCode code -> Optional.of(code.token());
      case Authorization.ClientCredentials credentials -> Optional.of(credentials.token());
      case Authorization.Login _,
          Authorization.ApiKey _,
          Authorization.Basic _,
          Authorization.Declared _ ->
          Optional.empty();
    };
  }
}
