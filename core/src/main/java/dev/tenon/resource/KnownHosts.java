package dev.tenon.resource;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Template;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The hosts that a connection's registered connector calls with its token. Immutable.
///
/// @param origins scheme, host and port, in lower case
/// @param master of a provider that lists its regions' hosts itself: what those must be kin to
record KnownHosts(Set<String> origins, Optional<String> master) {
  KnownHosts {
    origins = Set.copyOf(origins);
  }

  /// Those of a connection.
  ///
  /// @param filled the client as it is registered, once for each region
  static KnownHosts of(List<ResolvedClient> filled) {
    Set<String> origins = new HashSet<>();
    Optional<String> master = Optional.empty();
    for (ResolvedClient client : filled) {
      Function<String, Optional<String>> values = client::value;
      templates(client)
          .filter(template -> template.isFilledBy(values))
          .flatMap(template -> expanded(template, values).stream())
          .flatMap(address -> origin(address).stream())
          .forEach(origins::add);
      if (Regions.list(client.connector()).isPresent()) {
        master = client.value("api_url");
      }
    }
    return new KnownHosts(origins, master);
  }

  private static Stream<Template> templates(ResolvedClient client) {
    Connector connector = client.connector();
    return Stream.concat(
        connector.api(client.definition()).baseUrls().stream(),
        connector.resources().stream().flatMap(resource -> resource.baseUrl().stream()));
  }

  private static Optional<String> expanded(
      Template template, Function<String, Optional<String>> values) {
    try {
      return Optional.of(template.expandUrl(values));
    } catch (Template.ExpansionException _) {
      return Optional.empty();
    }
  }

  /// Whether the token may go to `address`.
  boolean has(String address) {
    return origin(address).filter(origins::contains).isPresent()
        || (master.isPresent() && RegionAddress.isKin(address, master));
  }

  private static Optional<String> origin(String address) {
    try {
      URI url = URI.create(address);
      return url.getHost() == null || url.getUserInfo() != null
          ? Optional.empty()
          : Optional.of(
              (url.getScheme() + "://" + url.getHost() + ":" + url.getPort())
                  .toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
