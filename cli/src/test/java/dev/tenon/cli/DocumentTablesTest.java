package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the guides that this began with show in a table view, by one command each, and what a
/// grower wants to see on a map.
final class DocumentTablesTest {
  @TempDir private Path directory;
  private ExportWorld world;

  @BeforeEach
  void start() throws Exception {
    world = ExportWorld.start(directory);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void projects_of_trimble_connect_in_every_region_are_a_table() {
    var run = world.run(List.of("list", "trimble-connect/projects"));

    assertThat(run.code()).as(run.seen()).isEqualTo(ExitCode.OK);
    Golden.assertMatches("list-projects.txt", run.seen());
  }

  @Test
  void hubs_of_autodesk_are_a_table() throws Exception {
    world.register(
        "autodesk",
        "autodesk-platform-services",
        new ExportWorld.Provider("/aps/authentication/v2/", "aps-web", "data:read account:read"),
        Map.of("api_url", world.sandbox() + "/aps", "profile_url", world.sandbox() + "/aps"));

    var run = world.run(List.of("list", "autodesk/hubs"));

    assertThat(run.code()).as(run.seen()).isEqualTo(ExitCode.OK);
    Golden.assertMatches("list-hubs.txt", run.seen());
  }

  @Test
  void fields_of_two_organizations_are_a_map() throws Exception {
    world.register(
        "trimble-ag",
        "trimble-agriculture",
        new ExportWorld.Provider("/trimble-id/oauth/", "trimble-ag", "openid grower-app"),
        Map.of(
            "application_name", "grower-app",
            "identity_url", world.sandbox() + "/trimble-id",
            "api_url", world.sandbox() + "/trimble-ag",
            "consent_url", world.sandbox() + "/trimble-ag"));
    share();

    var run =
        world.run(
            List.of(
                "list", "trimble-ag/boundaries", "--format", "geojson", "--to", "fields.geojson"));

    assertThat(run.code()).as(run.seen()).isEqualTo(ExitCode.OK);
    JsonObject map = (JsonObject) Json.parse(Files.readString(directory.resolve("fields.geojson")));
    assertThat(map.text("type")).contains("FeatureCollection");
    assertThat(map.flag("complete")).isTrue();
    Set<String> organizations = new TreeSet<>();
    for (Json each : map.items("features")) {
      JsonObject feature = (JsonObject) each;
      assertThat(feature.object("geometry").orElseThrow().text("type").orElse(""))
          .endsWith("Polygon");
      organizations.add(
          feature
              .object("properties")
              .flatMap(it -> it.object("_tenon"))
              .flatMap(it -> it.object("parents"))
              .map(it -> it.requiredText("organization"))
              .orElseThrow());
    }
    assertThat(organizations).hasSize(2);
  }

  /// Ada ticks both of her organizations in the second consent.
  private void share() throws Exception {
    String page =
        world.sandbox()
            + "/trimble-ag/ThirdPartyAccess/ThirdPartyAuthorizationRedirect?clientid=trimble-ag&user=ada";
    Matcher boxes =
        Pattern.compile("name=\"organization\" value=\"([^\"]+)\"").matcher(world.get(page));
    List<String> form = new ArrayList<>(List.of("user=ada", "decision=allow"));
    while (boxes.find()) {
      form.add("organization=" + URLEncoder.encode(boxes.group(1), StandardCharsets.UTF_8));
    }
    assertThat(form).hasSize(4);
    assertThat(world.post(page, String.join("&", form), "").statusCode()).isLessThan(400);
  }
}
