package dev.tenon.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.fake.FakeHub;
import dev.tenon.sdk.fake.FakeHub.Reply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DemoAppTest {
  private static final String TOKEN =
      """
      {"access_token":"at-%s","token_type":"Bearer","connection_id":"con_1","token_version":%s}""";

  private final FakeHub hub = FakeHub.start();
  private final FakeHub provider = FakeHub.start();
  private final HttpClient browser = HttpClient.newHttpClient();
  private DemoApp app;

  @BeforeEach
  void start() throws IOException {
    app = DemoApp.start(0, TenonClient.of(hub.url(), Secret.of("k")), provider.url());
    provider.on(
        "GET /tc/api/2.0/regions",
        200,
        """
        [{"location":"northAmerica","tc-api":"%1$s/na/"},
         {"location":"europe","tc-api":"%1$s/eu/"}]"""
            .formatted(provider.url()));
  }

  @AfterEach
  void stop() {
    app.close();
    hub.close();
    provider.close();
    browser.close();
  }

  @Test
  void user_who_is_not_connected_sees_the_button() throws Exception {
    hub.on("POST /api/v1/token", 403, "{\"code\":\"connect_required\",\"detail\":\"not yet\"}");

    assertThat(get("/").body()).contains("<button>Connect Trimble Connect</button>");
  }

  @Test
  void button_leads_to_a_connect_link_that_comes_back_here() throws Exception {
    hub.on(
        "POST /api/v1/connect-links", 201, "{\"id\":\"lnk_1\",\"url\":\"http://hub/connect/x\"}");
    hub.on("POST /api/v1/connect-links/lnk_1/confirm", 200, "{}");

    var answer = post("/connect", origin());

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).hasValue("http://hub/connect/x");
    assertThat(hub.last().body())
        .contains("\"user\":\"you\"")
        .contains("\"return_url\":\"" + app.url() + "connected\"");

    get("/connected?connect_link=lnk_1&connect_code=c1");
    assertThat(hub.last().body()).isEqualTo("{\"connect_code\":\"c1\"}");
  }

  @Test
  void code_of_a_link_that_this_app_did_not_make_is_not_confirmed() throws Exception {
    get("/connected?connect_link=lnk_9&connect_code=c1");

    assertThat(hub.received()).isEmpty();
  }

  @Test
  void projects_of_all_regions_stand_in_one_table_by_name() throws Exception {
    hub.on("POST /api/v1/token", 200, TOKEN.formatted("1", "1"));
    provider.on(
        "GET /na/projects",
        new Reply(206, "[{\"name\":\"Tunnel\"}]", Map.of("Content-Range", "items 0-0/2")));
    provider.on(
        "GET /na/projects",
        new Reply(
            206,
            "[{\"name\":\"<b>Bridge</b>\",\"modifiedOn\":\"2025-01-10T10:00:00+0000\"}]",
            Map.of("Content-Range", "items 1-1/2")));
    provider.on("GET /eu/projects", 200, "[{\"name\":\"Quay\",\"location\":\"europe\"}]");

    var page = get("/");

    assertThat(page.body())
        .contains("3 projects in 2 regions")
        .containsSubsequence(
            "&lt;b&gt;Bridge&lt;/b&gt;", "North America", "2025-01-10", "Quay", "Europe", "Tunnel")
        .doesNotContain("at-1");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
  }

  @Test
  void token_that_the_provider_refuses_is_reported_and_replaced() throws Exception {
    hub.on("POST /api/v1/token", 200, TOKEN.formatted("1", "1"));
    hub.on("POST /api/v1/token", 200, TOKEN.formatted("2", "2"));
    hub.on("POST /api/v1/token/report-invalid", 202, "");
    try (var picky = FakeHub.start()) {
      picky.on("GET /tc/api/2.0/regions", 401, "").on("GET /tc/api/2.0/regions", 200, "[]");
      try (var other = DemoApp.start(0, TenonClient.of(hub.url(), Secret.of("k")), picky.url())) {
        var page = send(HttpRequest.newBuilder(other.url()).build());

        assertThat(page.body()).contains("has no projects for you yet");
        assertThat(picky.last().authorization()).isEqualTo("Bearer at-2");
      }
    }
  }

  @Test
  void provider_that_is_away_is_told_without_asking_to_connect() throws Exception {
    hub.on(
        "POST /api/v1/token",
        new Reply(
            503,
            "{\"code\":\"provider_unavailable\",\"detail\":\"Trimble is away.\"}",
            Map.of("Retry-After", "7")));

    assertThat(get("/").body())
        .contains("Trimble is away. Try again in 7 seconds.")
        .doesNotContain("<button>");
  }

  @Test
  void other_sites_cannot_press_the_button() throws Exception {
    assertThat(post("/connect", "https://evil.example").statusCode()).isEqualTo(403);
    assertThat(hub.received()).isEmpty();
  }

  @Test
  void browsers_say_where_its_own_forms_come_from() throws Exception {
    hub.on("POST /api/v1/token", 403, "{\"code\":\"connect_required\",\"detail\":\"not yet\"}");

    assertThat(get("/").headers().firstValue("Referrer-Policy")).hasValue("same-origin");
  }

  @Test
  void hub_that_makes_no_link_is_told() throws Exception {
    hub.on(
        "POST /api/v1/connect-links", 500, "{\"code\":\"internal_error\",\"detail\":\"broken\"}");

    assertThat(post("/connect", origin()).body()).contains("broken").contains("Try again");
  }

  @Test
  void style_is_its_own_and_what_is_not_there_is_404() throws Exception {
    assertThat(get("/style.css").body()).contains("light-dark(");
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
  }

  private String origin() {
    String url = app.url().toString();
    return url.substring(0, url.length() - 1);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(app.url().resolve(path)).build());
  }

  private HttpResponse<String> post(String path, String origin) throws Exception {
    return send(
        HttpRequest.newBuilder(app.url().resolve(path))
            .header("Origin", origin)
            .POST(BodyPublishers.noBody())
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return browser.send(request, BodyHandlers.ofString());
  }
}
