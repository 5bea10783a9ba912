package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.TokenEndpoint.Discovery;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantPlans;
import dev.tenon.connection.GrantPlans.Unplanned;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class OAuthClientsTest {
  private static final String ALL = "/api/v1/oauth-clients";
  private static final String ACME =
      """
      {"name":"acme","connector":"generic-oauth2","client_id":"acme-1",
       "client_secret":"planted-secret-9876","client_secret_expires_at":"2027-01-01T00:00:00Z",
       "authorization_url":"https://id.acme.test/authorize","token_url":"https://id.acme.test/token",
       "scope":"read write","apps":["viewer"]}
      """;

  private final ApiWorld world = new ApiWorld();
  private final Client admin = world.admin();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void client_is_registered_and_shown_with_the_redirect_uri_to_register() {
    Reply created = admin.post(ALL, ACME).expect(201);
    Golden.assertMatches("oauth-client-created", created);
    assertThat(admin.get(ALL + "/acme").expect(200).json()).isEqualTo(created.json());
    assertThat(admin.get(ALL).json().path("items").path(0)).isEqualTo(created.json());
  }

  /// F1: GET client → `client_secret`.
  @Test
  void F1_secret_never_comes_back_but_its_last_four_fingerprint_and_expiry_do() {
    Reply created = admin.post(ALL, ACME).expect(201);
    admin.patch(ALL + "/acme", "{\"prompt\":\"consent\"}").expect(200);
    admin.get(ALL + "/acme").expect(200);
    admin.get(ALL).expect(200);
    assertThat(world.answers).noneMatch(answer -> answer.contains("planted-secret"));
    assertThat(created.get("client_secret_last4")).isEqualTo("9876");
    assertThat(created.get("client_secret_fingerprint")).matches("[0-9a-f]{8}");
    assertThat(created.get("client_secret_expires_at")).isEqualTo("2027-01-01T00:00:00Z");
  }

  /// B1: discovery `issuer` is another than the configured one. Over the wire: `SavedIssuerTest`.
  @Test
  void B1_an_issuer_whose_metadata_names_another_one_is_refused_at_its_field() {
    String oidc =
        """
        {"name":"oidc","connector":"generic-oidc","client_id":"o-1",
         "client_secret":"planted-secret-4","parameters":{"issuer":"https://id.acme.test"}}
        """;
    world.provider.discovers(new Discovery.AnotherIssuer("it names another issuer"));
    assertThat(admin.post(ALL, oidc).refused(400, "invalid_request").json().at("/errors/0/field"))
        .hasToString("\"parameters.issuer\"");
    admin.get(ALL + "/oidc").refused(404, "integration_not_found");
    world.provider.discovers(new Discovery.Away("it answered 503"));
    assertThat(admin.post(ALL, oidc).expect(201).json().at("/warnings/0/field"))
        .hasToString("\"parameters.issuer\"");
  }

  @Test
  void a_field_that_nobody_knows_does_not_hide_what_else_is_wrong() {
    String answer =
        admin
            .post(
                ALL,
                """
                {"name":"x","connector":"nothing-like-it","client_id":"a","colour":"red"}
                """)
            .refused(400, "invalid_request")
            .text();

    assertThat(answer).contains("\"colour\"").contains("\"connector\"");
  }

  @Test
  void an_app_that_is_not_there_yet_is_warned_of() {
    admin.post("/api/v1/apps", "{\"name\":\"viewer\"}").expect(201);
    admin.post(ALL, ACME).expect(201);

    JsonNode warnings =
        admin
            .patch(ALL + "/acme", "{\"apps\":[\"viewer\",\"veiwer2\"]}")
            .expect(200)
            .json()
            .path("warnings");

    assertThat(warnings.toString()).contains("'veiwer2'").contains("did you mean 'viewer'");
    assertThat(warnings.toString()).doesNotContain("names 'viewer'");
  }

  /// F2: PATCH the token endpoint of a client and keep the secret.
  @Test
  void F2_changing_an_address_asks_for_the_secret_again() {
    admin.post(ALL, ACME).expect(201);
    for (String field :
        new String[] {"authorization_url", "token_url", "refresh_url", "revocation_url"}) {
      String change = "{\"%s\":\"https://evil.test/x\"}".formatted(field);
      assertThat(admin.patch(ALL + "/acme", change).refused(400, "invalid_request").text())
          .as(field)
          .contains("client_secret");
    }
    assertThat(admin.get(ALL + "/acme").get("token_url")).isEqualTo("https://id.acme.test/token");
    admin
        .patch(
            ALL + "/acme",
            "{\"token_url\":\"https://id.acme.test/v2\",\"client_secret\":\"planted-secret-2\"}")
        .expect(200);
  }

  /// F5: mass assignment.
  @Test
  void F5_fields_that_are_not_the_admins_to_set_are_refused() {
    for (String field :
        new String[] {"id", "workspace", "workspace_id", "version", "created_at", "redirect_uri"}) {
      String body = ACME.replace("{\"name\"", "{\"" + field + "\":\"x\",\"name\"");
      assertThat(admin.post(ALL, body).refused(400, "invalid_request").text()).contains(field);
    }
  }

  @Test
  void everything_that_is_wrong_is_said_at_once() {
    Reply reply =
        admin.post(
            ALL,
            """
            {"connector":"generic-oauth2","token_url":7,"apps":"some","public":"yes","nmae":"x"}
            """);
    Golden.assertMatches("oauth-client-refused", reply.refused(400, "invalid_request"));
  }

  @Test
  void rules_of_the_connector_are_told_by_field() {
    Reply reply =
        admin.post(
            ALL,
            """
            {"name":"x","connector":"generic-oauth2","client_id":"c","token_url":"ftp://x.test/"}
            """);
    Golden.assertMatches("oauth-client-rules", reply.refused(400, "invalid_request"));
  }

  @Test
  void name_that_is_taken_is_a_conflict() {
    admin.post(ALL, ACME).expect(201);
    admin.post(ALL, ACME).refused(409, "already_exists");
  }

  @Test
  void unknown_client_is_not_found_with_the_nearest_name() {
    admin.post(ALL, ACME).expect(201);
    assertThat(
            admin
                .get(ALL + "/acne")
                .refused(404, "integration_not_found")
                .json()
                .path("nearest")
                .path(0)
                .asString())
        .isEqualTo("acme");
    admin.patch(ALL + "/acne", "{}").refused(404, "integration_not_found");
    admin.delete(ALL + "/acne").refused(404, "integration_not_found");
  }

  @Test
  void rejected_client_says_so_until_it_is_mended() {
    admin.post(ALL, ACME).expect(201);
    OAuthClient client =
        world.stores.oauthClients().find(ApiWorld.OURS, new IntegrationName("acme")).orElseThrow();
    world.stores.clientStandings().rejected(client, "invalid_client", world.clock.instant());

    JsonNode standing = admin.get(ALL).json().path("items").path(0).path("standing");
    assertThat(standing.path("status").asString()).isEqualTo("rejected");
    assertThat(standing.path("since").asString()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(standing.path("message").asString()).isEqualTo("invalid_client");

    Reply mended =
        admin.patch(ALL + "/acme", "{\"client_secret\":\"planted-secret-2\"}").expect(200);
    assertThat(mended.json().path("standing").path("status").asString()).isEqualTo("accepted");
  }

  @Test
  void change_plans_the_grants_of_the_client_anew() {
    admin.post(ALL, ACME).expect(201);
    world.connect(admin, "ada");
    GrantPlans plans = world.stores.grantPlans();
    Unplanned grant = plans.unplanned(9).getFirst();
    plans.plan(
        grant.workspace(),
        grant.connection(),
        grant.version(),
        new GrantPlan(Optional.empty(), Optional.of(Instant.parse("2026-02-01T00:00:00Z"))));
    assertThat(plans.unplanned(9)).isEmpty();
    String shown = "/api/v1/connections/" + grant.connection();
    assertThat(admin.get(shown).get("reauthorization_due_at")).isEqualTo("2026-02-01T00:00:00Z");

    admin.patch(ALL + "/acme", "{\"refresh\":\"always_warm\"}").expect(200);

    assertThat(plans.unplanned(9)).containsExactly(grant);
    assertThat(admin.get(shown).json().path("reauthorization_due_at").isNull()).isTrue();
  }

  @Test
  void null_takes_a_value_away_and_what_is_left_out_stays() {
    admin.post(ALL, ACME).expect(201);
    Reply changed = admin.patch(ALL + "/acme", "{\"scope\":null,\"apps\":\"all\"}").expect(200);
    assertThat(changed.json().path("scope").isNull()).isTrue();
    assertThat(changed.get("apps")).isEqualTo("all");
    assertThat(changed.get("client_id")).isEqualTo("acme-1");
  }

  @Test
  void client_with_connections_is_not_deleted() {
    admin.post(ALL, ACME).expect(201);
    admin
        .post(
            "/api/v1/connections",
            "{\"integration\":\"acme\",\"user\":\"ada\",\"access_token\":\"planted-access-1\"}")
        .expect(201);
    Golden.assertMatches("oauth-client-in-use", admin.delete(ALL + "/acme").refused(409, "in_use"));
    String id = admin.get("/api/v1/connections").json().path("items").path(0).path("id").asString();
    admin.delete("/api/v1/connections/" + id).expect(200);
    admin.delete(ALL + "/acme").expect(204);
    admin.get(ALL + "/acme").refused(404, "integration_not_found");
  }
}
