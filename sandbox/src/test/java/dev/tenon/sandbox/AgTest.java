package dev.tenon.sandbox;

import static dev.tenon.sandbox.Wire.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sandbox.http.Form;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Trimble Ag with its second consent.
final class AgTest {
  private static final String API = "/trimble-ag/Trimble-Ag-Software/externalApi/3.0";
  private static final String CONSENT =
      "/trimble-ag/ThirdPartyAccess/ThirdPartyAuthorizationRedirect?";
  private static final String BACK = "http://localhost:8080/connect/second-step/return";

  private final Wire wire = Wire.open();
  private final Journey journey =
      new Journey(wire, "trimble-id", "trimble-ag", "openid grower-app");

  @AfterEach
  void close() {
    wire.close();
  }

  private HttpResponse<String> get(String path, String user) {
    return wire.get(API + path, "Authorization", "Bearer " + journey.accessToken(user));
  }

  private static String consent(String redirectionUrl) {
    return CONSENT + form("clientid", "trimble-ag", "redirectionUrl", redirectionUrl).encode();
  }

  /// The first organization on the page that Ada sees.
  private String firstOrganization() {
    String page = wire.get(consent(BACK) + "&user=ada").body();
    var matcher = Pattern.compile("name=\"organization\" value=\"([^\"]+)\"").matcher(page);
    assertThat(matcher.find()).as(page).isTrue();
    return matcher.group(1);
  }

  private HttpResponse<String> share(String user, String... organizations) {
    Form form = form("user", user, "decision", "allow");
    for (String organization : organizations) {
      form = form.with("organization", organization);
    }
    return wire.postForm(consent(BACK), form);
  }

  @Test
  void nothing_is_shared_before_the_second_consent() {
    assertThat(get("/config/organizations", "ada").body()).isEqualTo("{\"result\":[]}");
    assertThat(get("/resources/" + firstOrganization() + "/fields", "ada").statusCode())
        .isEqualTo(403);
  }

  @Test
  void ticked_organizations_are_shared_and_no_others() {
    String organization = firstOrganization();

    var answer = share("ada", organization);

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).contains(BACK);
    var organizations = Wire.json(get("/config/organizations", "ada"));
    assertThat(organizations.path("result")).hasSize(1);
    assertThat(organizations.path("result").get(0).path("id").asString()).isEqualTo(organization);
    assertThat(Wire.json(get("/config/organizations", "bo")).path("result")).isEmpty();
  }

  @Test
  void allowing_with_nothing_ticked_shares_nothing() {
    assertThat(share("ada").statusCode()).isEqualTo(302);

    assertThat(Wire.json(get("/config/organizations", "ada")).path("result")).isEmpty();
  }

  @Test
  void second_consent_has_a_list_of_addresses_of_its_own() {
    assertThat(wire.get(consent(Wire.BACK)).statusCode()).isEqualTo(400);
    assertThat(wire.get(consent(BACK + "x")).statusCode()).isEqualTo(400);
    assertThat(wire.get(consent(BACK)).statusCode()).isEqualTo(200);
    assertThat(wire.get(CONSENT + "clientid=trimble-ag").statusCode()).isEqualTo(200);
    assertThat(wire.get(CONSENT + "clientid=nobody").statusCode()).isEqualTo(400);
  }

  @Test
  void organization_of_somebody_else_cannot_be_ticked() {
    assertThat(share("bo", firstOrganization()).statusCode()).isEqualTo(400);
  }

  @Test
  void fields_come_in_pages_with_a_bookmark() {
    var controls = wire.sandbox.controls();
    controls.setTuning(controls.tuning().withFields(250));
    String organization = firstOrganization();
    share("ada", organization);
    String path = "/resources/" + organization + "/fields";

    var first = Wire.json(get(path, "ada"));
    var second = Wire.json(get(path + "?bookmark=" + first.path("bookmark").asString(), "ada"));
    var third = Wire.json(get(path + "?bookmark=" + second.path("bookmark").asString(), "ada"));

    assertThat(first.path("result")).hasSize(100);
    assertThat(third.path("result")).hasSize(50);
    assertThat(third.has("bookmark")).isFalse();
    assertThat(get(path + "?bookmark=nonsense", "ada").statusCode()).isEqualTo(400);
  }

  @Test
  void boundaries_are_closed_polygons() {
    String organization = firstOrganization();
    share("ada", organization);

    var boundary =
        Wire.json(get("/resources/" + organization + "/boundaries", "ada")).path("result").get(0);

    assertThat(boundary.path("geometry").path("type").asString()).isEqualTo("Polygon");
    var ring = boundary.path("geometry").path("coordinates").get(0);
    assertThat(ring.get(0)).isEqualTo(ring.get(ring.size() - 1));
  }

  @Test
  void activities_lead_to_layers_and_samples() {
    String organization = firstOrganization();
    share("ada", organization);
    String tasks = "/tasks/" + organization;

    String activity =
        Wire.json(get(tasks + "/equipmentactivities?includelinks=false", "ada"))
            .path("result")
            .get(0)
            .path("id")
            .asString();
    String layer =
        Wire.json(get(tasks + "/layers?equipmentActivityId=" + activity, "ada"))
            .path("result")
            .get(0)
            .path("id")
            .asString();
    var samples = Wire.json(get(tasks + "/layers/" + layer + "/samples", "ada"));

    assertThat(samples.path("result")).hasSize(40);
    assertThat(get(tasks + "/layers", "ada").statusCode()).isEqualTo(400);
  }

  @Test
  void client_credentials_see_what_anybody_has_shared() {
    share("ada", firstOrganization());
    var tokens =
        Wire.json(journey.token(form("grant_type", "client_credentials", "scope", "grower-app")));

    var organizations =
        wire.get(
            API + "/config/organizations",
            "Authorization",
            "Bearer " + tokens.path("access_token").asString());

    assertThat(Wire.json(organizations).path("result")).hasSize(1);
  }

  @Test
  void token_of_an_application_without_the_api_is_refused() {
    String token = Journey.trimble(wire).accessToken("ada");

    var answer = wire.get(API + "/config/organizations", "Authorization", "Bearer " + token);

    assertThat(answer.statusCode()).isEqualTo(403);
  }
}
