package dev.tenon.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tenon.connector.Api;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.RateLimit;
import dev.tenon.connector.RateLimit.CountedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The build's check of the files that the hub then trusts at start.
final class ShippedConnectorsTest {
  private static final Path DIRECTORY = Path.of("../connectors");

  static List<String> files() throws IOException {
    try (Stream<Path> found = Files.list(DIRECTORY)) {
      return found
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void shipped_file_keeps_to_the_published_schema(String file) throws IOException {
    ShippedConnectors shipped = new ShippedConnectors();
    String yaml = Files.readString(DIRECTORY.resolve(file));
    CatalogueCheck check = ConnectorCompiler.check(file, yaml, shipped::tree);
    assertThat(check)
        .describedAs(check instanceof CatalogueCheck.Bad bad ? lines(bad) : "")
        .isInstanceOf(CatalogueCheck.Good.class);
  }

  private static String lines(CatalogueCheck.Bad bad) {
    return String.join("\n", bad.problems().stream().map(Object::toString).toList());
  }

  @Test
  void index_lists_every_shipped_file() throws IOException {
    assertThat(Files.readAllLines(DIRECTORY.resolve("index.txt")))
        .isEqualTo(files().stream().map(file -> file.replace(".yaml", "")).toList());
  }

  @ParameterizedTest
  @MethodSource("files")
  void shipped_connector_says_where_its_facts_come_from(String file) {
    Connector connector = find(file.replace(".yaml", ""));
    assertThat(connector.name()).isEqualTo(new ConnectorName(file.replace(".yaml", "")));
    assertThat(connector.provenance().verified()).isFalse();
    assertThat(connector.provenance().checkedOn()).contains(LocalDate.of(2026, 11, 21));
    assertThat(connector.provenance().sources()).isNotEmpty();
    assertThat(connector.categories()).isNotEmpty();
  }

  @Test
  void every_connector_of_the_list_is_shipped() {
    assertThat(new ShippedConnectors().names())
        .contains(
            "trimble-connect",
            "autodesk-platform-services",
            "trimble-agriculture",
            "john-deere",
            "generic-oauth2",
            "generic-oidc",
            "generic-api-key",
            "generic-basic",
            "slack",
            "github",
            "google",
            "microsoft",
            "quickbooks",
            "salesforce",
            "procore");
  }

  @Test
  void limits_that_autodesk_publishes_are_kept_to_for_each_endpoint_by_itself() {
    Api.Retry retry = find("autodesk-platform-services").api().retry();
    assertThat(retry.limits("project/v1/hubs")).extracting(RateLimit::name).containsExactly("hubs");
    assertThat(retry.limits("project/v1/hubs/b.1/projects/")).hasSize(1);
    assertThat(retry.limits("project/v1/hubs/b.1/projects/b.2/topFolders"))
        .extracting(RateLimit::calls, RateLimit::window, RateLimit::countedBy)
        .containsExactly(tuple(300, Duration.ofMinutes(1), CountedBy.CLIENT));
    assertThat(retry.limits("data/v1/projects/b.2/items/1")).isEmpty();
  }

  private static Connector find(String name) {
    return new ShippedConnectors().find(name).orElseThrow();
  }
}
