package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.ConnectionImport;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `tenon resources try`, with a real hub and the sandbox's Trimble Connect.
final class TryCommandTest {
  private static final String FILE =
      """
      name: trimble-connect
      extends: trimble-connect
      title: Trimble Connect with views
      sources: ["https://example.com/docs"]
      checked: 2026-11-29
      verified: false
      resources:
        views:
          title: Views
          parent: projects
          path: views
          query:
            projectId: ${parent.id}
          columns:
            name: Name
            createdOn: {title: Made, type: date}
      """;

  @TempDir private Path directory;
  private HubWithSandbox world;
  private Program tenon;

  @BeforeEach
  void connect() throws Exception {
    world = HubWithSandbox.start(directory);
    try (TenonClient admin = world.admin()) {
      admin
          .oauthClients()
          .create(
              "trimble-connect",
              OAuthClientFields.none()
                  .connector("trimble-connect")
                  .clientId("trimble-web")
                  .clientSecret(Secret.of("trimble-web-secret"))
                  .parameters(
                      Map.of(
                          "application_name", "harbour-app",
                          "identity_url", world.sandbox() + "/trimble-id",
                          "api_url", world.sandbox() + "/connect-na")));
      admin.apps().create("viewer");
      admin
          .connections()
          .importTokens(
              ConnectionImport.of("trimble-connect", "ada")
                  .withRefreshToken(Secret.of(RefreshTokens.ofAda(world))));
    }
    tenon =
        new Program()
            .in(directory)
            .variable("TENON_URL", world.hub().toString())
            .variable("TENON_API_KEY", world.adminKey());
    write(FILE);
  }

  @AfterEach
  void stop() {
    tenon.close();
    world.close();
  }

  @Test
  void a_resource_is_tried_before_its_file_is_added() {
    var run = tryViews();

    assertThat(run.code()).as(run.seen()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .containsPattern("REQUEST +STATUS +ITEMS +AND THEN")
        .contains("GET " + world.sandbox() + "/connect-eu/tc/api/2.0/views?projectId=")
        .contains("(Range: items=0-999)")
        .contains("that was the last")
        .containsPattern("NAME +MADE")
        .contains("View 1");
    assertThat(run.err()).contains("note: these are the first; there are more");
    try (TenonClient admin = world.admin()) {
      assertThat(admin.connectors().find("trimble-connect").orElseThrow().title())
          .as("nothing is kept")
          .isEqualTo("Trimble Connect");
    }
    assertThat(tenon.run("resources try acme.yaml --resource views -i trimble-connect -u bo").err())
        .contains("There is no such connection of that user");
  }

  @Test
  void programs_get_all_of_it() {
    var run =
        tenon.run("resources try acme.yaml --resource views -i trimble-connect -u ada --json");

    JsonObject answer = (JsonObject) Json.parse(run.out());
    assertThat(answer.flag("ok")).isTrue();
    assertThat(answer.items("items")).hasSize(10);
    assertThat(run.out()).doesNotContain("Bearer", "eyJ");
  }

  @Test
  void what_does_not_fit_is_named_with_its_place_in_the_file() throws IOException {
    write(FILE.replace("name: Name", "nome: Name").replace("createdOn", "createdAt"));

    var run = tryViews();

    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err())
        .contains("problem: resources.views.columns.nome none of the items that came has 'nome'.")
        .contains("resources.views.columns.createdAt")
        .contains("(turn: you)");

    write(FILE.replace("path: views", "path: sights"));
    assertThat(tryViews().err())
        .contains("The provider answered 404.")
        .contains("404 means a wrong path, parent or region");
  }

  @Test
  void faults_of_the_file_come_with_line_and_field_and_nothing_is_asked() throws IOException {
    write(FILE.replace("${parent.id}", "${parnet.id}").replace("title: Views", "titel: Views"));

    var run = tryViews();

    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("acme.yaml:9:").contains("resources.views").contains("fault");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void the_token_goes_to_no_host_that_the_connection_has_not() throws IOException {
    for (String host : List.of("http://localhost:9", "https://evil.example")) {
      write(FILE.replace("path: views", "base_url: " + host + "\n    path: views"));

      var run = tryViews();

      assertThat(run.code()).isNotEqualTo(ExitCode.OK);
      assertThat(run.seen()).contains("a host that is none of the connection's own");
    }
    write(
        FILE.replace(
            "resources:\n", "api:\n  base_url: https://evil.example/${region_url}\nresources:\n"));
    assertThat(tryViews().seen()).contains("a host that is none of the connection's own");
  }

  private Program.Run tryViews() {
    return tenon.run(
        "resources try acme.yaml --resource views -i trimble-connect -u ada --limit 4");
  }

  private void write(String yaml) throws IOException {
    Files.writeString(directory.resolve("acme.yaml"), yaml);
  }
}
