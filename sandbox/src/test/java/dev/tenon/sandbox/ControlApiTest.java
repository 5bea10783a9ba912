package dev.tenon.sandbox;

import static dev.tenon.sandbox.Wire.form;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The control API over HTTP and the start page.
final class ControlApiTest {
  private final Wire wire = Wire.open();
  private final Journey journey = Journey.trimble(wire);

  @AfterEach
  void close() {
    wire.close();
  }

  @Test
  void clock_moves_by_duration_or_seconds() {
    var before = wire.sandbox.clock().now();

    wire.postJson("/sandbox/clock/advance", "{\"duration\":\"P9D\"}");
    var answer = wire.postJson("/sandbox/clock/advance", "{\"seconds\":60}");

    assertThat(Wire.json(answer).path("ahead_seconds").asInt()).isEqualTo(9 * 86_400 + 60);
    assertThat(wire.sandbox.clock().now()).isAfter(before.plusSeconds(9 * 86_400));
  }

  @Test
  void fault_is_taken_from_json() {
    String token = journey.signIn("ada").path("refresh_token").asString();
    var set =
        wire.postJson(
            "/sandbox/faults",
            "{\"kind\":\"status\",\"status\":503,\"retry_after\":\"7\",\"provider\":\"trimble-id\"}");
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);

    var answer = journey.token(Journey.refresh(token));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    assertThat(Wire.json(wire.get("/sandbox/faults")).path("items")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"status\"}",
        "{\"kind\":\"html\",\"status\":200}",
        "{\"kind\":\"reset\"}",
        "{\"kind\":\"cut\"}",
        "{\"kind\":\"silence\",\"times\":\"always\"}",
        "{\"kind\":\"delay\",\"ms\":5,\"processed\":true}",
        "{\"kind\":\"lost_answer\"}",
        "{\"kind\":\"drip\",\"ms\":1}",
        "{\"kind\":\"flood\",\"bytes\":10}",
        "{\"kind\":\"custom\",\"status\":200,\"headers\":{\"Content-Type\":\"text/x\"},\"body\":\"\"}",
        "{\"kind\":\"rewrite\",\"set\":{\"expires_in\":null},\"remove\":[\"scope\"],\"form\":true}"
      })
  void every_kind_of_fault_is_accepted(String json) {
    assertThat(wire.postJson("/sandbox/faults", json).statusCode()).isEqualTo(200);
    assertThat(wire.sandbox.controls().faults()).hasSize(1);

    wire.postJson("/sandbox/faults/clear", "");
    assertThat(wire.sandbox.controls().faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"nonsense\"}",
        "{\"kind\":\"status\",\"sttus\":1}",
        "{\"kind\":\"status\",\"times\":0}",
        "{\"kind\":\"status\",\"status\":\"x\"}",
        "{}",
        "[]",
        "{"
      })
  void bad_fault_is_refused_with_a_reason(String json) {
    var answer = wire.postJson("/sandbox/faults", json);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Wire.json(answer).path("error").asString()).isNotEmpty();
  }

  @Test
  void client_is_registered_over_http() {
    var answer =
        wire.postJson(
            "/sandbox/clients",
            """
            {"provider":"oidc","client_id":"mine","client_secret":"s","redirect_uris":["%s"]}
            """
                .formatted(Wire.BACK));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

    Journey mine = new Journey(wire, "oidc", "mine", "openid");
    assertThat(mine.show(mine.authorization()).statusCode()).isEqualTo(200);
  }

  @Test
  void grants_are_listed_and_revoked() {
    journey.signIn("ada");
    journey.signIn("bo");
    var grants = Wire.json(wire.get("/sandbox/grants")).path("items");
    assertThat(grants).hasSize(2);
    String id = grants.get(0).path("grant_id").asString();

    var one = wire.postJson("/sandbox/grants/revoke", "{\"grant_id\":\"" + id + "\"}");
    var rest = wire.postJson("/sandbox/grants/revoke", "{\"user\":\"bo\"}");

    assertThat(Wire.json(one).path("revoked").asInt()).isEqualTo(1);
    assertThat(Wire.json(rest).path("revoked").asInt()).isEqualTo(1);
  }

  @Test
  void lifetimes_and_rotation_can_be_changed() {
    wire.postJson(
        "/sandbox/policies",
        """
        {"provider":"trimble-id","access_token_seconds":60,"rotation":"kept"}
        """);

    var tokens = journey.signIn("ada");

    assertThat(tokens.path("expires_in").asInt()).isEqualTo(60);
    String token = tokens.path("refresh_token").asString();
    assertThat(journey.refreshed(token).has("refresh_token")).isFalse();
    journey.refreshed(token);
  }

  @Test
  void reuse_just_after_the_refresh_can_be_forgiven() {
    wire.postJson("/sandbox/policies", "{\"provider\":\"trimble-id\",\"reuse_grace_seconds\":30}");
    String token = journey.signIn("ada").path("refresh_token").asString();
    journey.refreshed(token);

    journey.refreshed(token);

    wire.sandbox.clock().advance(Duration.ofSeconds(31));
    assertThat(journey.token(Journey.refresh(token)).statusCode()).isEqualTo(400);
  }

  @Test
  void reset_brings_everything_back() {
    var controls = wire.sandbox.controls();
    journey.signIn("ada");
    controls.changeSecret("trimble-id", "trimble-web", "other");
    controls.setTuning(controls.tuning().withTodos(1));

    wire.postJson("/sandbox/reset", "");

    assertThat(controls.grants()).isEmpty();
    assertThat(controls.counters()).isEmpty();
    assertThat(controls.tuning().todos()).isEqualTo(2500);
    journey.signIn("ada");
  }

  @Test
  void page_of_another_origin_cannot_use_the_controls() {
    var answer = wire.postForm("/sandbox/reset", form("x", "1"), "Origin", "http://evil.example");

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void form_of_the_start_page_leads_back_to_it() {
    var answer =
        wire.postForm(
            "/sandbox/clock/advance",
            form("duration", "PT1H"),
            "Origin",
            wire.sandbox.url().toString());

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/");
    assertThat(wire.sandbox.clock().ahead()).hasHours(1);
  }

  @Test
  void start_page_names_hosts_clients_and_users() {
    var page = wire.get("/");

    assertThat(page.body())
        .contains("/trimble-id", "/connect-eu", "/aps", "/trimble-ag", "/oidc")
        .contains("trimble-web", "trimble-web-secret", "Ada Ng")
        .contains("action=\"/sandbox/clock/advance\"", "action=\"/sandbox/faults\"")
        .doesNotContain("<script", "src=\"http", "href=\"http");
    assertThat(wire.get("/sandbox/style.css").statusCode()).isEqualTo(200);
  }

  @Test
  void unknown_host_is_not_found() {
    assertThat(wire.get("/nowhere/x").statusCode()).isEqualTo(404);
    assertThat(wire.get("//oidc/token").statusCode()).isEqualTo(404);
  }
}
