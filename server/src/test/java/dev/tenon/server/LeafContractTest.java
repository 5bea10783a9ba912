package dev.tenon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.call.BudgetObserver;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.connector.Connectors;
import dev.tenon.server.api.ConnectionEndings;
import dev.tenon.server.catalog.Catalogue;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Route;
import dev.tenon.server.journal.FileJournal;
import dev.tenon.server.outbound.AddressGuard;
import dev.tenon.server.outbound.AllowedAddresses;
import dev.tenon.server.outbound.HttpLimits;
import dev.tenon.server.outbound.OutboundHttp;
import dev.tenon.server.outbound.identity.IssuerDiscovery;
import dev.tenon.server.outbound.organization.OrganizationReader;
import dev.tenon.server.outbound.token.ProviderTokenEndpoint;
import dev.tenon.server.sql.Database;
import dev.tenon.server.sql.DatabaseSettings;
import dev.tenon.stores.InMemoryVault;
import dev.tenon.token.RefreshObserver;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The OpenAPI document of Leaf's surface, held against the calls that there are.
final class LeafContractTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Set<String> UNDESCRIBED = Set.of("GET /openapi-leaf.yaml");

  @TempDir Path directory;

  @Test
  void document_and_routes_name_the_same_calls() throws IOException {
    Set<String> routes =
        routes().stream()
            .map(route -> route.method() + " " + route.pattern())
            .collect(Collectors.toCollection(TreeSet::new));
    routes.removeAll(UNDESCRIBED);

    assertThat(described()).hasSizeGreaterThan(100).containsExactlyInAnyOrderElementsOf(routes);
  }

  /// The calls of the document, with every value of `{credentials}` in its place.
  private static Set<String> described() throws IOException {
    Map<?, ?> document = document();
    List<?> credentials =
        (List<?>) at(document, "components", "parameters", "Credentials", "schema").get("enum");
    Set<String> calls = new TreeSet<>();
    at(document, "paths")
        .forEach(
            (path, operations) ->
                ((Map<?, ?>) operations)
                    .keySet().stream()
                        .map(Object::toString)
                        .filter(METHODS::contains)
                        .forEach(
                            method ->
                                Objects.requireNonNull(credentials)
                                    .forEach(
                                        it ->
                                            calls.add(
                                                method.toUpperCase(Locale.ROOT)
                                                    + " "
                                                    + path.toString()
                                                        .replace(
                                                            "{credentials}", it.toString())))));
    return calls;
  }

  private static Map<?, ?> at(Map<?, ?> from, String... names) {
    Map<?, ?> place = from;
    for (String name : names) {
      place = (Map<?, ?>) Objects.requireNonNull(place.get(name), name);
    }
    return place;
  }

  private static Map<?, ?> document() throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(
            Hub.class.getResourceAsStream("/dev/tenon/server/compat/openapi-leaf.yaml"))) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }
  }

  private List<Route> routes() {
    SecureRandom random = new SecureRandom();
    InMemoryVault vault = new InMemoryVault();
    try (Database database = Database.open(DatabaseSettings.of(Optional.empty(), directory));
        FileJournal journal = FileJournal.open(directory, vault, random);
        OutboundHttp outbound =
            new OutboundHttp(
                new AddressGuard(AllowedAddresses.parse(List.of())),
                HttpLimits.standard(),
                System::nanoTime)) {
      Clock clock = database.clock();
      Connectors connectors =
          new Catalogue(directory, database.connectorFiles(), database.changes(), clock);
      TokenEndpoint provider =
          new ProviderTokenEndpoint(
              outbound, new IssuerDiscovery(outbound, clock), vault, clock, random);
      Engine engine =
          new Engine(
              database,
              vault,
              connectors,
              provider,
              journal,
              RefreshObserver.none(),
              URI.create("http://hub.test"),
              clock,
              random);
      ConnectionEndings endings =
          new ConnectionEndings(
              database.connections(),
              database.grants(),
              database.oauthClients(),
              engine.resolution,
              engine.sealer,
              provider,
              clock);
      try (ProxyParts proxy =
          new ProxyParts(
              engine.tokens,
              database.apps(),
              database.changes(),
              database.sharedBudgets(),
              BudgetObserver.none(),
              new AddressGuard(AllowedAddresses.parse(List.of())),
              1024,
              () -> 1,
              clock,
              random)) {
        return new Compatibility(
                database,
                engine,
                connectors,
                new Callers(database.apiKeys(), database.changes()),
                endings,
                new OrganizationReader(outbound, clock),
                proxy.listings,
                URI.create("http://hub.test"),
                clock,
                random)
            .routes();
      }
    }
  }
}
