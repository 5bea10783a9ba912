package dev.tenon.sandbox;

import static dev.tenon.sandbox.Wire.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sandbox.people.People;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Hubs, projects and issues of APS.
final class ApsTest {
  private static final String HUBS = "/aps/project/v1/hubs";
  private static final String ISSUES = "/aps/construction/issues/v1/projects/";

  private final Wire wire = Wire.open();
  private final Journey journey = Journey.aps(wire);

  @AfterEach
  void close() {
    wire.close();
  }

  private HttpResponse<String> get(String path, String user) {
    return wire.get(path, "Authorization", "Bearer " + journey.accessToken(user));
  }

  private HttpResponse<String> get(Journey as, String path, String user) {
    return wire.get(path, "Authorization", "Bearer " + as.accessToken(user));
  }

  private String hub(String token, int index) {
    var hubs = Wire.json(wire.get(HUBS, "Authorization", "Bearer " + token));
    return hubs.path("data").get(index).path("id").asString();
  }

  @Test
  void hubs_of_two_regions_come_without_warnings() {
    var hubs = Wire.json(get(HUBS, "ada"));

    assertThat(hubs.path("data")).hasSize(2);
    assertThat(hubs.path("data").get(0).path("attributes").path("region").asString())
        .isEqualTo("EMEA");
    assertThat(hubs.has("meta")).isFalse();
  }

  @Test
  void region_that_cannot_be_read_is_a_warning_inside_a_200() {
    var answer = get(HUBS, "bo");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/vnd.api+json");
    var hubs = Wire.json(answer);
    assertThat(hubs.path("data")).hasSize(1);
    JsonNode warning = hubs.path("meta").path("warnings").get(0);
    assertThat(warning.path("HttpStatusCode").asString()).isEqualTo("401");
    assertThat(warning.path("ErrorCode").asString()).isEqualTo("BIM360DM_ERROR");
    assertThat(warning.path("Title").asString()).isEqualTo("Unable to get hubs from BIM360DM US.");
  }

  @Test
  void missing_custom_integration_leaves_no_hub_but_warnings_and_refuses_projects() {
    String hub = hub(journey.accessToken("ada"), 0);
    Journey unprovisioned = journey.withClient("aps-unprovisioned");

    var hubs = Wire.json(get(unprovisioned, HUBS, "ada"));

    assertThat(hubs.path("data")).isEmpty();
    assertThat(hubs.path("meta").path("warnings")).hasSize(2);
    assertThat(hubs.path("meta").path("warnings").get(0).path("HttpStatusCode").asString())
        .isEqualTo("403");
    var projects = get(unprovisioned, HUBS + "/" + hub + "/projects", "ada");
    assertThat(projects.statusCode()).isEqualTo(403);
    assertThat(projects.body()).contains("BIM360DM_ERROR");
  }

  @Test
  void custom_integration_can_be_added_for_one_account() {
    var controls = wire.sandbox.controls();
    String builders = controls.accounts().getOrDefault("Acme Builders", "");
    controls.admit("aps", "aps-unprovisioned", Set.of(builders));

    var hubs = Wire.json(get(journey.withClient("aps-unprovisioned"), HUBS, "ada"));

    assertThat(hubs.path("data")).hasSize(1);
    assertThat(hubs.path("meta").path("warnings")).hasSize(1);
  }

  @Test
  void api_that_is_not_enabled_is_auth_001() {
    var answer = get(journey.withClient("aps-no-api"), HUBS, "ada");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(Wire.json(answer).path("errorCode").asString()).isEqualTo("AUTH-001");
  }

  @Test
  void token_without_the_scope_lacks_the_privilege() {
    var answer = get(journey.withScope("user-profile:read"), HUBS, "ada");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(Wire.json(answer).path("errorCode").asString()).isEqualTo("AUTH-010");
  }

  @Test
  void stray_space_after_bearer_reads_as_an_expired_token() {
    var answer = wire.get(HUBS, "Authorization", "Bearer  " + journey.accessToken("ada"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("expired");
  }

  @Test
  void projects_come_in_pages_with_a_next_link() {
    String token = journey.accessToken("ada");
    String path = HUBS + "/" + hub(token, 0) + "/projects?page%5Blimit%5D=2";

    var first = Wire.json(wire.get(path, "Authorization", "Bearer " + token));
    String next = first.path("links").path("next").path("href").asString();
    var second = Wire.json(wire.get(next, "Authorization", "Bearer " + token));

    assertThat(first.path("data")).hasSize(2);
    assertThat(second.path("data")).hasSize(1);
    assertThat(second.path("links").has("next")).isFalse();
  }

  @Test
  void folders_lead_to_items_and_versions() {
    String token = journey.accessToken("ada");
    String bearer = "Bearer " + token;
    String projects = HUBS + "/" + hub(token, 0) + "/projects";
    String project =
        Wire.json(wire.get(projects, "Authorization", bearer))
            .path("data")
            .get(0)
            .path("id")
            .asString();
    var folders =
        Wire.json(wire.get(projects + "/" + project + "/topFolders", "Authorization", bearer));
    String folder = folders.path("data").get(1).path("id").asString();
    String data = "/aps/data/v1/projects/" + project;

    var contents =
        Wire.json(wire.get(data + "/folders/" + folder + "/contents", "Authorization", bearer));

    assertThat(contents.path("data")).hasSize(13);
    String item = contents.path("data").get(1).path("id").asString();
    assertThat(
            wire.get(data + "/items/" + item + "/versions", "Authorization", bearer).statusCode())
        .isEqualTo(200);
  }

  @Test
  void fifty_first_call_of_a_minute_waits_for_25_seconds_on_the_sandbox_clock() {
    String bearer = "Bearer " + journey.accessToken("ada");
    for (int call = 0; call < 50; call++) {
      assertThat(wire.get(HUBS, "Authorization", bearer).statusCode()).isEqualTo(200);
    }

    var refused = wire.get(HUBS, "Authorization", bearer);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("25");
    assertThat(refused.body()).isEqualTo("{\"developerMessage\":\"Quota limit exceeded.\"}");
    wire.sandbox.clock().advance(Duration.ofSeconds(20));
    assertThat(wire.get(HUBS, "Authorization", bearer).statusCode()).isEqualTo(429);
    wire.sandbox.clock().advance(Duration.ofSeconds(6));
    assertThat(wire.get(HUBS, "Authorization", bearer).statusCode()).isEqualTo(200);
  }

  private String projectId(String user) {
    String token = journey.accessToken(user);
    String id =
        Wire.json(
                wire.get(
                    HUBS + "/" + hub(token, 0) + "/projects", "Authorization", "Bearer " + token))
            .path("data")
            .get(0)
            .path("id")
            .asString();
    assertThat(id).startsWith("b.");
    return id.substring(2);
  }

  private HttpResponse<String> issues(String path) {
    return wire.get(
        ISSUES + path,
        "Authorization",
        "Bearer " + journey.accessToken("ada"),
        "x-ads-region",
        "EMEA");
  }

  @Test
  void issues_come_in_pages_of_at_most_a_hundred() {
    String project = projectId("ada");

    var first = Wire.json(issues(project + "/issues"));
    var last = Wire.json(issues(project + "/issues?limit=100&offset=200"));

    assertThat(first.path("pagination").path("totalResults").asInt()).isEqualTo(231);
    assertThat(first.path("results")).hasSize(100);
    assertThat(last.path("results")).hasSize(31);
    assertThat(issues(project + "/issues?limit=101").statusCode()).isEqualTo(400);
    assertThat(Wire.json(issues(project + "/issues?offset=300")).path("results")).isEmpty();
  }

  @Test
  void issue_leads_to_its_attachments() {
    String project = projectId("ada");
    String issue =
        Wire.json(issues(project + "/issues")).path("results").get(2).path("id").asString();

    var attachments = Wire.json(issues(project + "/attachments/" + issue + "/items"));

    assertThat(attachments.path("attachments")).hasSize(2);
    assertThat(issues(project + "/issues/" + issue).statusCode()).isEqualTo(200);
    assertThat(issues(project + "/issues/" + issue + "/comments").statusCode()).isEqualTo(200);
  }

  @Test
  void issues_are_found_only_in_their_region_and_without_the_prefix() {
    String project = projectId("ada");

    assertThat(get(ISSUES + project + "/issues", "ada").statusCode()).isEqualTo(404);
    assertThat(issues("b." + project + "/issues").statusCode()).isEqualTo(404);
  }

  @Test
  void two_legged_token_acts_for_a_user_by_header() {
    var tokens =
        Wire.json(
            journey
                .withClient("aps-server")
                .token(form("grant_type", "client_credentials", "scope", "data:read")));
    String bearer = "Bearer " + tokens.path("access_token").asString();
    assertThat(tokens.has("refresh_token")).isFalse();
    String bo = People.BO.id();

    var all = Wire.json(wire.get(HUBS, "Authorization", bearer));
    var ofBo = Wire.json(wire.get(HUBS, "Authorization", bearer, "x-user-id", bo));

    assertThat(all.path("data")).hasSize(2);
    assertThat(ofBo.path("data")).hasSize(1);
  }
}
