package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A program that was written for Leaf's host, run against the hub with that host replaced, the
/// token and the user filled in, and nothing else.
final class LeafScriptTest {
  private static final URI CALLBACK = URI.create("https://your-app.com/callback");
  private static final Path SCRIPT = Path.of("src/test/resources/leaf/farm_report.py");
  private static final Path STAND_INS = Path.of("src/test/resources/leaf/stand-ins");

  @TempDir Path directory;
  private final Browser browser = new Browser();
  private TestHub world;

  @BeforeEach
  void start() {
    world = TestHub.start(directory, Optional.empty(), Set.of(CALLBACK));
    world.registerTrimbleAgriculture("trimble");
    LeafGrower grower = new LeafGrower(world, browser, CALLBACK);
    grower.attach("ada");
    grower.share("Green Acres", "Sunrise Farm");
  }

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  @Test
  void a_program_pages_through_fields_boundaries_and_operations_with_an_apps_key()
      throws IOException {
    assertReport(report(world.appKey()));
  }

  @Test
  void and_with_an_admins() throws IOException {
    assertReport(report(world.adminKey()));
  }

  private JsonNode report(String token) throws IOException {
    String script =
        Files.readString(SCRIPT)
            .replace("https://api.withleaf.io", world.hub.url().toString())
            .replace("YOUR_LEAF_TOKEN", token)
            .replace("{leafUserId}", "ada");
    return JsonMapper.shared()
        .readTree(
            Program.PYTHON.run(
                directory, script, Map.of("PYTHONPATH", STAND_INS.toAbsolutePath().toString())));
  }

  private static void assertReport(JsonNode report) {
    assertThat(report.path("status").asString()).isEqualTo("OK");
    assertThat(report.path("organizations").toString()).contains("Green Acres", "Sunrise Farm");
    assertThat(report.path("fields").asInt()).isEqualTo(16);
    assertThat(report.at("/map/features")).hasSize(16);
    assertThat(report.at("/map/features/0/geometry/type").asString()).isEqualTo("MultiPolygon");
    assertThat(report.path("operations").asInt()).isEqualTo(12);
    assertThat(report.path("harvests").asInt()).isEqualTo(4);
    assertThat(report.at("/yield/unit").asString()).isEqualTo("t/ha");
    assertThat(report.at("/units/moisture").asString()).isEqualTo("%");
    assertThat(report.path("growers").asInt()).isEqualTo(2);
  }
}
