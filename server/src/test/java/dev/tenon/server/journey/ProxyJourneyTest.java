package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sandbox.fault.Call;
import dev.tenon.sandbox.fault.Fault;
import dev.tenon.sandbox.fault.FaultRule;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An app that calls Trimble Connect through the hub, at the sandbox.
final class ProxyJourneyTest {
  private static final String POD = "connect-na";

  @TempDir Path directory;
  private final Browser browser = new Browser();
  private TestHub world;

  @BeforeEach
  void start() {
    world = TestHub.start(directory, Optional.empty());
    world.verifyLinksBy("none");
    world.admin("POST", "/api/v1/connectors", Map.of("yaml", connector()));
    Reply created =
        world.admin(
            "POST",
            "/api/v1/oauth-clients",
            Map.of(
                "name", "tc",
                "connector", "connect-here",
                "client_id", "trimble-web",
                "client_secret", "trimble-web-secret",
                "scope", "openid harbour-app",
                "parameters", Map.of("identity_url", world.sandbox.url() + "/trimble-id")));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    world.connect(browser, "tc", "ada");
  }

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  @Test
  void each_region_shows_its_own_projects_and_lists_come_in_parts() {
    assertThat(world.proxied("tc", "ada", "/projects").text()).contains("River tunnel");
    Reply europe = world.proxied("tc", "ada", "/projects", "Tenon-Region", "europe");
    assertThat(europe.text()).contains("Harbour bridge").doesNotContain("River tunnel");
    String bolts = "";
    for (var project : europe.json()) {
      if (project.path("name").asString().equals("Thousand bolts")) {
        bolts = project.path("id").asString();
      }
    }
    Reply part =
        world.proxied(
            "tc",
            "ada",
            "/todos?projectId=" + bolts,
            "Tenon-Region",
            "europe",
            "Range",
            "items=10-19");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("Content-Range")).hasValue("items 10-19/2500");
    assertThat(part.json()).hasSize(10);
  }

  @Test
  void refused_token_is_refreshed_and_the_app_does_not_notice() {
    assertThat(world.token("tc", "ada").json().path("token_version").asLong()).isEqualTo(1);
    fail(Fault.status(401, ""));
    assertThat(world.proxied("tc", "ada", "/projects").status()).isEqualTo(200);
    assertThat(world.token("tc", "ada").json().path("token_version").asLong()).isEqualTo(2);
  }

  @Test
  void call_that_comes_too_early_waits_as_long_as_the_provider_says() {
    fail(Fault.status(429, "1"));
    assertThat(world.proxied("tc", "ada", "/projects").status()).isEqualTo(200);
    fail(Fault.status(429, "200"));
    Reply refused = world.proxied("tc", "ada", "/projects", "Tenon-Max-Wait", "0");
    assertThat(refused.status()).isEqualTo(429);
    Reply next = world.proxied("tc", "ada", "/projects", "Tenon-Max-Wait", "0");
    assertThat(next.header("Tenon-Error")).hasValue("rate_limited");
  }

  @Test
  void user_who_has_not_connected_is_sent_to_do_so() {
    Reply reply = world.proxied("tc", "bo", "/projects");
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.header("Tenon-Error")).hasValue("connect_required");
    assertThat(reply.at("connect_url")).contains("/connect/");
  }

  private void fail(Fault fault) {
    world.sandbox.controls().fail(FaultRule.nextTokenCall(fault).on(Call.Endpoint.API).at(POD));
  }

  private String connector() {
    return """
    name: connect-here
    title: Trimble Connect at the sandbox
    extends: trimble-connect
    sources: [https://sandbox.example/docs]
    checked: 2026-01-01
    verified: false
    regions:
      northAmerica: {values: {region_url: "%1$s/connect-na"}}
      europe: {values: {region_url: "%1$s/connect-eu"}}
    """
        .formatted(world.sandbox.url());
  }
}
