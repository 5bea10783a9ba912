package dev.tenon.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.samples.sdk.ListProjects;
import dev.tenon.samples.spring.ProjectsApp;
import dev.tenon.sdk.ConnectRequiredException;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.TokenRefusal.IntegrationNotFound;
import dev.tenon.sdk.TokenRefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Each sample as a person would run it. Ada and Bo connect through the Spring app; the program of
/// the SDK finds them connected.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SamplesTest {
  private final World world;
  private final ConfigurableApplicationContext spring;

  SamplesTest(@TempDir Path directory) {
    world = new World(directory);
    // The hub in this very process logs; an app of its own would let Spring Boot do so.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    spring =
        new SpringApplicationBuilder(ProjectsApp.class)
            .properties(
                Map.of(
                    "server.port",
                    "0",
                    "server.address",
                    "127.0.0.1",
                    "spring.main.banner-mode",
                    "off",
                    "tenon.url",
                    world.hub.url().toString(),
                    "tenon.api-key",
                    world.appKey,
                    "projects.address",
                    world.projects().toString()))
            .run();
  }

  @AfterAll
  void stop() {
    spring.close();
    world.close();
  }

  @Test
  void user_of_the_spring_app_is_sent_to_connect_and_comes_back_to_the_page() {
    try (var browser = new Browser("ada")) {
      HttpResponse<String> page = connect(browser, "ada", "/projects?sorted=yes");

      assertThat(page.uri()).isEqualTo(at("/projects?sorted=yes"));
      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
      assertThat(page.body()).startsWith("[\"").contains("River tunnel");
      assertThat(browser.open(at("/projects/by-annotation")).body())
          .isEqualTo(browser.open(at("/projects")).body());
      endTokens();
      assertThat(browser.fetch(at("/projects")).statusCode()).isEqualTo(500);
      assertThat(browser.fetch(at("/projects")).body()).contains("River tunnel");
    }
  }

  @Test
  void program_that_wants_no_pages_is_told_where_the_user_connects() {
    try (var browser = new Browser("cem")) {
      HttpResponse<String> refused = browser.fetch(at("/projects/by-annotation"));

      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body())
          .contains("\"code\":\"connect_required\"")
          .contains("\"connect_url\":\"" + world.hub.url() + "/connect/");
    }
  }

  @Test
  void code_of_a_link_that_this_session_did_not_leave_by_confirms_nothing() {
    try (var browser = new Browser("bo")) {
      HttpResponse<String> stolen =
          browser.open(at("/tenon/connected?connect_link=lnk_1&connect_code=x"));

      assertThat(stolen.statusCode()).isEqualTo(403);
      assertThat(stolen.body()).contains("not where you left");
    }
  }

  @Test
  void program_of_the_sdk_says_where_to_connect_and_lists_projects_then()
      throws IOException, InterruptedException {
    assertThat(list("dana")).startsWith("2 dana has not connected yet: " + world.hub.url());
    assertThat(list("nobody", "no-such-integration")).startsWith("1 No OAuth client");
    try (var browser = new Browser("bo")) {
      connect(browser, "bo", "/projects");
    }

    assertThat(list("bo")).startsWith("0 ").contains("bo is active");
    endTokens();
    assertThat(list("bo")).startsWith("0 ").contains("bo is active");
    callsThroughTheHub();
  }

  /// The SDK by the real proxy: each refusal of the hub's is told from the provider's answers.
  private void callsThroughTheHub() {
    try (var tenon = TenonClient.of(world.hub.url(), Secret.of(world.appKey))) {
      try (var answer = tenon.provider("trimble-connect", "bo").get("projects")) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("River tunnel");
      }
      try (var answer = tenon.provider("trimble-connect", "bo").get("nothing")) {
        assertThat(answer.status()).isEqualTo(404);
      }
      assertThatThrownBy(() -> tenon.provider("trimble-connect", "dana").get("projects"))
          .isInstanceOfSatisfying(
              ConnectRequiredException.class, e -> assertThat(e.connectUrl()).isPresent());
      assertThatThrownBy(() -> tenon.provider("trimble-connekt", "bo").get("x"))
          .isInstanceOfSatisfying(
              TokenRefusedException.class,
              e -> assertThat(e.refusal()).isInstanceOf(IntegrationNotFound.class));
    }
  }

  /// Walks from a page of the app by the hub and the provider back to the page.
  private HttpResponse<String> connect(Browser browser, String person, String path) {
    HttpResponse<String> link = browser.open(at(path));
    HttpResponse<String> consent = browser.submit(link, "Connect", Map.of());
    return browser.submit(consent, "Allow", Map.of("user", person, "decision", "allow"));
  }

  /// The provider's access tokens are over; nobody has told the hub.
  private void endTokens() {
    world.sandbox.clock().advance(Duration.ofHours(2));
  }

  private String list(String user) throws IOException, InterruptedException {
    return list(user, "trimble-connect");
  }

  private String list(String user, String integration) throws IOException, InterruptedException {
    var out = new ByteArrayOutputStream();
    int code =
        ListProjects.run(
            Map.of("TENON_URL", world.hub.url().toString(), "TENON_API_KEY", world.appKey),
            new String[] {integration, user, world.projects().toString()},
            new PrintStream(out, true, StandardCharsets.UTF_8));
    return code + " " + out.toString(StandardCharsets.UTF_8);
  }

  private URI at(String path) {
    return URI.create(
        "http://localhost:" + spring.getEnvironment().getProperty("local.server.port") + path);
  }
}
