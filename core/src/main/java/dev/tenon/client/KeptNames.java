package dev.tenon.client;

import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The names under which a definition keeps parts of callbacks and answers with a connection.
final class KeptNames {
  private KeptNames() {}

  static Set<String> of(ConnectionDefinition definition) {
    Set<String> names = new LinkedHashSet<>();
    switch (definition.authorization()) {
      case Authorization.AuthorizationCode code -> {
        names.addAll(code.authorize().metadata().values());
        names.addAll(code.token().reading().metadata().values());
      }
      case Authorization.ClientCredentials credentials -> {
        names.addAll(credentials.token().reading().metadata().values());
        addOf(credentials.steps(), names);
      }
      case Authorization.Login login -> {
        addOf(login.steps(), names);
        addOf(login.refresh(), names);
      }
      case Authorization.ApiKey _, Authorization.Basic _, Authorization.Declared _ -> {}
    }
    addOf(definition.hooks().afterConnect(), names);
    return names;
  }

  private static void addOf(List<Step> steps, Set<String> names) {
    steps.forEach(step -> names.addAll(step.reading().metadata().values()));
  }
}
