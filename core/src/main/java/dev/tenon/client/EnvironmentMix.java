package dev.tenon.client;

import dev.tenon.connector.Connector;
import dev.tenon.connector.Environment;
import dev.tenon.connector.Template;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Addresses of one of a provider's environments in an OAuth client that is set to another. Its
/// keys are not known there, and providers say no more of it than that the client is unknown.
/// Immutable.
final class EnvironmentMix {
  private final OAuthClient client;
  private final Connector connector;

  EnvironmentMix(OAuthClient client, Connector connector) {
    this.client = client;
    this.connector = connector;
  }

  /// What is wrong, by field, in words that go on from it.
  Map<String, String> found() {
    if (connector.environments().size() < 2) {
      return Map.of();
    }
    Environment own = own();
    Set<String> ownHosts = hosts(own);
    Map<String, String> found = new LinkedHashMap<>();
    addresses()
        .forEach(
            (field, address) ->
                host(address)
                    .filter(host -> !ownHosts.contains(host))
                    .flatMap(this::environmentOf)
                    .ifPresent(other -> found.put(field, words(own, other))));
    return found;
  }

  private static String words(Environment own, Environment other) {
    return ("is an address of the environment '%s', and the OAuth client is set to '%s': keys of one"
            + " are unknown in the other. Set the parameter environment to '%s', or leave the"
            + " address to the connector")
        .formatted(other.name(), own.name(), other.name());
  }

  private Environment own() {
    String chosen = client.parameters().getOrDefault(TemplateValues.ENVIRONMENT, "");
    return connector.environments().stream()
        .filter(it -> it.name().equals(chosen))
        .findFirst()
        .orElseGet(() -> connector.environments().getFirst());
  }

  private Optional<Environment> environmentOf(String host) {
    return connector.environments().stream().filter(it -> hosts(it).contains(host)).findFirst();
  }

  private Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    Addresses own = client.addresses();
    own.authorizationUrl().ifPresent(it -> addresses.put("authorization_url", it.toString()));
    own.tokenUrl().ifPresent(it -> addresses.put("token_url", it.toString()));
    own.refreshUrl().ifPresent(it -> addresses.put("refresh_url", it.toString()));
    own.revocationUrl().ifPresent(it -> addresses.put("revocation_url", it.toString()));
    client.parameters().forEach((name, value) -> addresses.put("parameters." + name, value));
    return addresses;
  }

  private static Set<String> hosts(Environment environment) {
    Set<String> hosts = new HashSet<>();
    for (Template value : environment.values().values()) {
      if (value.names().isEmpty()) {
        host(value.toString()).ifPresent(hosts::add);
      }
    }
    return hosts;
  }

  private static Optional<String> host(String address) {
    try {
      URI uri = URI.create(address);
      return uri.isAbsolute()
          ? Optional.ofNullable(uri.getHost()).map(it -> it.toLowerCase(Locale.ROOT))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
