package dev.tenon.client;

import dev.tenon.connector.Api;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Identity;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.Step;
import dev.tenon.connector.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where an OAuth client's secret and tokens go. Two clients of one definition with equal
/// destinations send them to the same places.
///
/// @param own the addresses that the admin gave
/// @param values of every placeholder in an address of the definition
record Destinations(Addresses own, Map<String, String> values) {

  static Destinations of(OAuthClient client, Connector connector, ConnectionDefinition definition) {
    Map<String, String> all = TemplateValues.of(connector, definition, client, Map.of(), _ -> {});
    Map<String, String> feeding = new LinkedHashMap<>();
    addresses(connector, definition)
        .flatMap(template -> template.names().stream())
        .filter(all::containsKey)
        .filter(name -> !name.equals("client_id"))
        .forEach(name -> feeding.put(name, all.getOrDefault(name, "")));
    return new Destinations(client.addresses(), feeding);
  }

  private static Stream<Template> addresses(Connector connector, ConnectionDefinition definition) {
    Api api = connector.api(definition);
    return Stream.of(
            ofAuthorization(definition.authorization()),
            ofSteps(definition.hooks().afterConnect()),
            ofSteps(definition.hooks().beforeDelete()),
            api.baseUrls().stream(),
            api.probe().stream().flatMap(probe -> probe.baseUrl().stream()),
            connector.resources().stream()
                .map(ResourceDefinition::baseUrl)
                .flatMap(each -> each.stream()))
        .flatMap(each -> each);
  }

  private static Stream<Template> ofAuthorization(Authorization authorization) {
    return switch (authorization) {
      case Authorization.AuthorizationCode code ->
          Stream.of(
                  code.authorize().url().stream(),
                  code.token().url().stream(),
                  code.token().refreshUrl().stream(),
                  code.revocationUrl().stream(),
                  ofIdentity(code.identity()))
              .flatMap(each -> each);
      case Authorization.ClientCredentials credentials ->
          Stream.of(
                  credentials.token().url().stream(),
                  credentials.token().refreshUrl().stream(),
                  ofSteps(credentials.steps()))
              .flatMap(each -> each);
      case Authorization.Login login ->
          Stream.concat(ofSteps(login.steps()), ofSteps(login.refresh()));
      case Authorization.Declared declared -> declared.settings().values().stream();
      case Authorization.ApiKey _, Authorization.Basic _ -> Stream.empty();
    };
  }

  private static Stream<Template> ofIdentity(Identity identity) {
    return Stream.of(
            identity.issuer().stream(),
            identity.jwksUrl().stream(),
            identity.userinfoUrl().stream())
        .flatMap(each -> each);
  }

  private static Stream<Template> ofSteps(List<Step> steps) {
    return steps.stream().map(Step::url);
  }
}
