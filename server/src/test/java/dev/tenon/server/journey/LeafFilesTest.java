package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Machine files in Leaf's shape, of a provider whose connector an admin has posted: the simulated
/// Trimble Ag under another name, whose activities stand for files.
final class LeafFilesTest {
  private static final String FILES = "/services/operations/api/files";
  private static final String RAVEN =
      """
      name: raven
      title: Raven
      extends: trimble-agriculture
      resources:
        machine-files:
          title: Machine files
          parent: organizations
          path: tasks/${parent.id}/equipmentactivities?includelinks=false
          items: result
          columns:
            id: Id
      """;

  @TempDir Path directory;
  private final Browser browser = new Browser();
  private TestHub world;

  @BeforeEach
  void start() {
    world = TestHub.start(directory, Optional.empty(), Set.of());
    Reply posted = world.admin("POST", "/api/v1/connectors", Map.of("yaml", RAVEN));
    assertThat(posted.status()).as(posted.text()).isEqualTo(201);
    Reply client =
        world.admin(
            "POST",
            "/api/v1/oauth-clients",
            Map.of(
                "name", "raven",
                "connector", "raven",
                "client_id", "trimble-ag",
                "client_secret", "trimble-ag-secret",
                "scope", "openid grower-app",
                "parameters",
                    Map.of(
                        "identity_url", world.sandbox.url() + "/trimble-id",
                        "api_url", world.sandbox.url() + "/trimble-ag",
                        "consent_url", world.sandbox.url() + "/trimble-ag")));
    assertThat(client.status()).as(client.text()).isEqualTo(201);
    world.verifyLinksBy("none");
    world.connect(browser, "raven", "ada");
    new LeafGrower(world, browser, URI.create("https://your-app.com/callback"))
        .share("Sunrise Farm");
  }

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  @Test
  void files_are_the_providers_own_and_not_converted() {
    Reply reply = world.app("GET", FILES + "?leafUserId=ada&provider=Raven&size=4");

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.header("X-Total-Count")).hasValue("6");
    assertThat(reply.json().path("operations")).hasSize(4);
    JsonNode file = reply.json().at("/operations/0");
    assertThat(file.path("provider").asString()).isEqualTo("Raven");
    assertThat(file.path("origin").asString()).isEqualTo("provider");
    assertThat(file.path("status").asString()).isEqualTo("processed");
    assertThat(file.path("operationType").asString()).isEqualTo("planted");
    String one = FILES + "/" + file.path("id").asString();
    assertThat(world.app("GET", one).json()).isEqualTo(file);
    assertThat(world.app("GET", one + "/status").text())
        .contains(
            "\"originalFile\":{\"status\":\"processed\"",
            "\"standardGeojson\":{\"status\":\"skipped\"");
  }

  @Test
  void files_are_narrowed_as_leaf_narrows_them() {
    String all = FILES + "?leafUserId=ada";

    assertThat(total(all)).isEqualTo("6");
    assertThat(total(all + "&operationType=harvested")).isEqualTo("2");
    assertThat(total(all + "&origin=merged")).isEqualTo("0");
    assertThat(total(all + "&status=failed")).isEqualTo("0");
    assertThat(total(all + "&organizationId=other")).isEqualTo("0");
    assertThat(total(all + "&startTime=2025-04-17T00:00:00Z&sort=createdTime,desc")).isEqualTo("3");
  }

  @Test
  void a_fields_files_are_those_that_name_it() {
    JsonNode file = world.app("GET", FILES + "?leafUserId=ada").json().at("/operations/0");
    String field = file.at("/fields/0").asString();
    String files = "/services/fields/api/users/ada/fields/" + field + "/operations/files";

    Reply reply = world.app("GET", files);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().valueStream().map(it -> it.path("id").asString()))
        .contains(file.path("id").asString());
    JsonNode one = world.app("GET", files + "/" + file.path("id").asString()).json();
    assertThat(one.propertyNames())
        .containsExactly(
            "id",
            "operationType",
            "origin",
            "startTime",
            "endTime",
            "crops",
            "varieties",
            "providerFileId",
            "provider",
            "leafUserId");
  }

  private String total(String path) {
    return world.app("GET", path).header("X-Total-Count").orElse("");
  }
}
