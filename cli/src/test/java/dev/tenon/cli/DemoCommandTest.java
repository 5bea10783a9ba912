package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.run.RunningHub;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.fake.FakeHub;
import dev.tenon.server.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCommandTest {
  private static final String DEMO = "demo --port 0 --sandbox-port 0 --app-port 0";

  @TempDir private Path directory;

  private final Program tenon = new Program();
  private final List<Settings> started = new ArrayList<>();
  private boolean stopped;

  @BeforeEach
  void hub() {
    FakeHub hub = tenon.hub();
    hub.on("PATCH /api/v1/workspace", 200, "{\"link_verification\":\"none\"}");
    hub.on("POST /api/v1/oauth-clients", 201, "{\"name\":\"x\"}");
    hub.on("GET /api/v1/connections", 200, "{\"items\":[]}");
    hub.on("POST /api/v1/apps", 201, "{\"name\":\"demo\"}");
    hub.on(
        "POST /api/v1/apps/Demo%20app/keys",
        201, "{\"id\":\"key_1\",\"name\":\"demo\",\"key\":\"tenon_app\"}");
    hub.on(
        "POST /api/v1/console-links",
        201,
        "{\"id\":\"sil_1\",\"url\":\"http://127.0.0.1:1/console/link/once\","
            + "\"expires_at\":\"2026-01-02T00:00:00Z\"}");
    tenon
        .in(directory)
        .starting(
            settings -> {
              started.add(settings);
              return new RunningHub(
                  tenon.hub().url(), Optional.empty(), Optional.empty(), () -> stopped = true);
            });
  }

  @AfterEach
  void stop() {
    tenon.close();
  }

  @Test
  void hub_is_started_on_data_of_its_own_and_may_reach_this_machine_alone() {
    tenon.variable("TENON_DATABASE_URL", "jdbc:postgresql://elsewhere/db").run(DEMO);

    Settings settings = started.getFirst();
    assertThat(settings.dataDirectory()).isEqualTo(directory.resolve("tenon-data/demo"));
    assertThat(settings.allowPrivateAddresses()).containsExactly("localhost", "127.0.0.1");
    assertThat(settings.databaseUrl()).isEmpty();
    assertThat(stopped).isTrue();
  }

  @Test
  void every_client_is_registered_with_the_addresses_of_the_sandbox() {
    tenon.run(DEMO);

    assertThat(bodies("POST /api/v1/oauth-clients"))
        .hasSize(4)
        .allSatisfy(
            body ->
                assertThat(body)
                    .contains("\"api_url\":\"http://localhost:")
                    .doesNotContain("token_url"))
        .anySatisfy(
            body ->
                assertThat(body)
                    .contains("\"name\":\"trimble-connect\"")
                    .contains("\"client_id\":\"trimble-web\"")
                    .contains("/trimble-id\""));
    assertThat(bodies("PATCH /api/v1/workspace"))
        .containsExactly("{\"link_verification\":\"none\"}");
  }

  @Test
  void it_prints_what_to_open_and_a_curl_that_returns_a_token() {
    tenon.run(DEMO);

    String words =
        tenon
            .printed()
            .replace(directory.toString(), "DIRECTORY")
            .replaceAll("http://127.0.0.1:[0-9]+", "http://hub")
            .replaceAll("localhost:[0-9]+", "localhost:PORT");
    Golden.assertMatches("demo.txt", words);
  }

  @Test
  void keys_are_kept_for_their_owner_alone_and_used_again() throws IOException {
    tenon.hub().on("GET /api/v1/connectors", 200, "{\"items\":[]}");
    tenon.run(DEMO);
    Path keys = directory.resolve("tenon-data/demo/demo-keys.json");
    String first = Files.readString(keys);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
        .isEqualTo("rw-------");
    assertThat(first).contains("tenon_app");

    assertThat(tenon.run(DEMO).code()).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(keys)).isEqualTo(first);
    assertThat(started.get(1).adminKey()).isEqualTo(started.get(0).adminKey());
    assertThat(bodies("POST /api/v1/apps/Demo%20app/keys")).hasSize(1);
  }

  @Test
  void connections_of_an_earlier_run_are_ended() {
    tenon
        .hub()
        .on(
            "GET /api/v1/connections",
            200,
            "{\"items\":[{\"id\":\"con_1\",\"status\":\"active\"},{\"id\":\"con_2\",\"status\":\"revoked\"}]}");
    tenon.hub().on("DELETE /api/v1/connections/con_1", 200, "{}");

    tenon.run(DEMO);
    tenon.run(DEMO);

    assertThat(tenon.hub().received())
        .extracting("route")
        .contains("DELETE /api/v1/connections/con_1")
        .doesNotContain("DELETE /api/v1/connections/con_2");
  }

  @Test
  void port_that_is_in_use_is_named() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var run = tenon.run("demo --app-port 0 --sandbox-port 0 --port " + taken.getLocalPort());

      assertThat(run.err())
          .contains("Port " + taken.getLocalPort() + " is in use, and the hub wants it.")
          .contains("--port PORT");
      assertThat(run.code()).isEqualTo(ExitCode.INTERNAL);
      assertThat(started).isEmpty();
    }
  }

  @Test
  void printed_curl_asks_the_hub_for_the_users_token() {
    tenon.run(DEMO);

    Matcher curl =
        Pattern.compile("curl -s (\\S+) -H 'Authorization: Bearer (\\S+)' .* -d '(.*)'")
            .matcher(tenon.printed());
    assertThat(curl.find()).isTrue();
    assertThat(curl.group(1)).isEqualTo(tenon.hub().url() + "/api/v1/token");
    assertThat(curl.group(2)).isEqualTo("tenon_app");
    assertThat(curl.group(3)).isEqualTo("{\"integration\":\"trimble-connect\",\"user\":\"you\"}");
  }

  private List<String> bodies(String route) {
    return tenon.hub().received().stream()
        .filter(call -> call.route().equals(route))
        .map(FakeHub.Received::body)
        .toList();
  }
}
