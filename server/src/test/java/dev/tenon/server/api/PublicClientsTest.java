package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.ResolvedClient;
import dev.tenon.oauth.TokenAnswer;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Public OAuth clients between a workspace that provides one and a workspace that uses it.
final class PublicClientsTest {
  private static final String ALL = "/api/v1/oauth-clients";
  private static final String USES = "ws_ours/Harbour";
  private static final List<String> LENDERS =
      List.of("planted", "id.harbour.test", "lender-client", "lender-scope", "login consent");

  private final ApiWorld world = new ApiWorld();
  private final Client owner = world.admin();
  private final Client borrower = world.theirAdmin();

  @AfterEach
  void close() {
    world.close();
  }

  @BeforeEach
  void provide() {
    owner
        .post("/api/v1/connectors", "application/yaml", OAuthClientsDocumentTest.HARBOUR)
        .expect(201);
    owner
        .post(
            ALL,
            """
            {"name":"Harbour","connector":"harbour","client_id":"lender-client",
             "client_secret":"planted-secret-1","client_secret_expires_at":"2026-01-15",
             "scope":"lender-scope","prompt":"login consent",
             "authorization_url":"https://id.harbour.test/lender","public":true}
            """)
        .expect(201);
  }

  @Test
  void other_workspaces_see_that_it_is_there_and_nothing_that_is_in_it() {
    Reply list = borrower.get(ALL).expect(200);
    JsonNode item = list.json().path("items").path(0);
    assertThat(item.propertyNames())
        .containsExactly(
            "name", "connector", "connection_definition", "provided_by", "public", "uses");
    assertThat(item.path("uses").asString()).isEqualTo(USES);
    assertThat(item.path("provided_by").path("name").asString()).isEqualTo("Ours");
    assertThat(list.text()).doesNotContain(LENDERS);
    assertThat(names(borrower.get(ALL + "?search=ours"))).containsExactly("Harbour");
    borrower.get(ALL + "/Harbour").refused(404, "integration_not_found");
    assertThat(names(owner.get(ALL))).containsExactly("Harbour");
  }

  @Test
  void private_clients_are_not_seen() {
    owner.patch(ALL + "/Harbour", "{\"public\":false}").expect(200);
    assertThat(names(borrower.get(ALL))).isEmpty();
    borrow().refused(400, "invalid_request");
  }

  @Test
  void borrowed_client_is_the_workspaces_own_by_name_and_nothing_of_the_lender_shows() {
    Reply made = borrow().expect(201);
    Reply shown = borrower.get(ALL + "/quay").expect(200);
    Reply changed =
        borrower
            .patch(ALL + "/quay", "{\"apps\":[\"viewer\"],\"refresh\":\"always_warm\"}")
            .expect(200);
    for (Reply reply : List.of(made, shown, changed, borrower.get(ALL))) {
      assertThat(reply.text()).doesNotContain(LENDERS);
    }
    assertThat(shown.json().path("public").asBoolean()).isTrue();
    assertThat(shown.json().path("client_id").isNull()).isTrue();
    assertThat(shown.json().path("client_secret_last4").isNull()).isTrue();
    assertThat(shown.json().path("provided_by").path("workspace").asString()).isEqualTo("ws_ours");
    assertThat(names(borrower.get(ALL))).containsExactly("quay");
    assertThat(actions(borrower)).contains("oauth_client.created");
    assertThat(actions(owner)).doesNotContain("ws_theirs", "quay");
  }

  @Test
  void name_may_be_left_out_and_a_taken_one_is_refused() {
    borrower.post(ALL, "{\"uses\":\"%s\"}".formatted(USES)).expect(201);
    assertThat(names(borrower.get(ALL))).containsExactly("Harbour");
    borrower.post(ALL, "{\"uses\":\"%s\"}".formatted(USES)).refused(409, "already_exists");
  }

  @Test
  void nobody_borrows_what_is_not_there_his_own_or_of_another_connector() {
    for (String uses : List.of("ws_ours/Harbor", "ws_none/Harbour", "Harbour", "ws_ours/")) {
      borrower
          .post(ALL, "{\"name\":\"x\",\"uses\":\"%s\"}".formatted(uses))
          .refused(400, "invalid_request");
    }
    owner
        .post(ALL, "{\"name\":\"x\",\"uses\":\"%s\"}".formatted(USES))
        .refused(400, "invalid_request");
    assertThat(
            borrower
                .post(ALL, "{\"name\":\"x\",\"uses\":\"ws_ours/Harbor\"}")
                .refused(400, "invalid_request")
                .text())
        .contains("did you mean 'ws_ours/Harbour'?");
  }

  /// E11 and the COAT rules: no endpoint, scope or delimiter of a shared client is the borrower's.
  @Test
  void E11_borrower_cannot_set_an_address_a_scope_a_secret_or_a_connector() {
    borrow().expect(201);
    for (String field :
        List.of(
            "\"client_id\":\"x\"",
            "\"client_secret\":\"planted-mine\"",
            "\"client_secret_expires_at\":\"2030-01-01\"",
            "\"authorization_url\":\"https://evil.test\"",
            "\"token_url\":\"https://evil.test\"",
            "\"refresh_url\":\"https://evil.test\"",
            "\"revocation_url\":\"https://evil.test\"",
            "\"scope\":\"admin\"",
            "\"prompt\":\"none\"",
            "\"client_authentication\":\"client_secret_post\"",
            "\"public\":true",
            "\"connector\":\"generic-oauth2\"",
            "\"connection_definition\":\"the-app-itself\"",
            "\"uses\":\"ws_ours/Harbour\"",
            "\"parameters\":{\"a\":\"b\"}")) {
      String name = field.substring(1, field.indexOf('"', 1));
      assertThat(
              borrower
                  .patch(ALL + "/quay", "{" + field + "}")
                  .refused(400, "invalid_request")
                  .text())
          .as(field)
          .contains(name.equals("parameters") ? "parameters.a" : name);
      if (!name.equals("uses")) {
        borrower
            .post(ALL, "{\"name\":\"q2\",\"uses\":\"%s\",%s}".formatted(USES, field))
            .refused(400, "invalid_request");
      }
    }
    borrower.patch(ALL + "/quay", "{\"connector\":\"harbour\",\"name\":\"pier\"}").expect(200);
    assertThat(names(borrower.get(ALL))).containsExactly("pier");
  }

  @Test
  void lenders_secrets_are_not_listed_added_to_tried_or_deleted_by_the_borrower() {
    borrow().expect(201);
    String secret = owner.get(ALL + "/Harbour/secrets").json().at("/items/0/id").asString();
    String all = ALL + "/quay/secrets";
    borrower.get(all).refused(409, "oauth_client_borrowed");
    borrower
        .post(all, "{\"client_secret\":\"planted-mine\"}")
        .refused(409, "oauth_client_borrowed");
    borrower.delete(all + "/" + secret).refused(409, "oauth_client_borrowed");
    borrower.post(all + "/" + secret + "/promote").refused(409, "oauth_client_borrowed");
    borrower
        .post(all + "/" + secret + "/try", "{\"connection_id\":\"con_1\"}")
        .refused(409, "oauth_client_borrowed");
    assertThat(owner.get(ALL + "/Harbour/secrets").json().path("items").size()).isEqualTo(1);
  }

  @Test
  void connections_are_the_borrowers_and_the_registration_is_the_lenders_as_it_is_now() {
    borrow().expect(201);
    Client app = world.theirApp("quay-app");
    String id = connect();
    assertThat(refresh(id)).isEqualTo(200);
    ResolvedClient first = world.provider.clients().getLast();
    assertThat(first.client().clientId()).isEqualTo("lender-client");
    assertThat(first.tokenUrl().orElseThrow()).hasToString("https://id.harbour.test/token");
    assertThat(first.scope()).hasToString("lender-scope");

    owner
        .patch(
            ALL + "/Harbour",
            "{\"client_id\":\"lender-client-2\",\"client_secret\":\"planted-secret-2\"}")
        .expect(200);

    assertThat(refresh(id)).isEqualTo(200);
    ResolvedClient second = world.provider.clients().getLast();
    assertThat(second.client().clientId()).isEqualTo("lender-client-2");
    assertThat(second.client().secrets()).isNotEqualTo(first.client().secrets());
    assertThat(token(app).expect(200).get("access_token")).startsWith("planted-access");
    assertThat(owner.get("/api/v1/connections").json().path("items")).isEmpty();
    assertThat(owner.get(ALL + "/Harbour/dependents").json().path("borrowers").asInt())
        .isEqualTo(1);
  }

  @Test
  void withdrawn_client_fails_with_whose_turn_it_is_deletes_nothing_and_works_again() {
    borrow().expect(201);
    Client app = world.theirApp("quay-app");
    connect();
    token(app).expect(200);

    Reply withdrawn = owner.patch(ALL + "/Harbour", "{\"public\":false}").expect(200);
    assertThat(withdrawn.text()).contains("1 other workspace(s) use it");

    Reply refused = token(app).refused(502, "oauth_client_rejected");
    assertThat(refused.get("detail")).contains("not public any more", "Ours (ws_ours)");
    assertThat(borrower.get(ALL + "/quay").text()).contains("not public any more");
    assertThat(borrower.get(ALL + "/quay").json().path("public").asBoolean()).isFalse();
    assertThat(borrower.get("/api/v1/connections").json().at("/items/0/status").asString())
        .isEqualTo("active");

    owner.patch(ALL + "/Harbour", "{\"public\":true}").expect(200);
    token(app).expect(200);
  }

  @Test
  void
      public_client_in_use_is_made_private_before_it_is_deleted_and_the_borrower_can_still_leave() {
    borrow().expect(201);
    Client app = world.theirApp("quay-app");
    String id = connect();
    Reply refused = owner.delete(ALL + "/Harbour").refused(409, "public_client_in_use");
    assertThat(refused.json().path("borrowers").asInt()).isEqualTo(1);
    owner.patch(ALL + "/Harbour", "{\"public\":false}").expect(200);
    owner.delete(ALL + "/Harbour").expect(204);
    token(app).refused(502, "oauth_client_rejected");
    borrower.delete("/api/v1/connections/" + id).expect(200);
    borrower.delete(ALL + "/quay").expect(204);
  }

  @Test
  void connector_that_its_owner_took_back_takes_its_public_clients_along() {
    borrow().expect(201);
    Client app = world.theirApp("quay-app");
    connect();
    owner.delete("/api/v1/connectors/harbour").expect(204);
    assertThat(names(borrower.get(ALL))).containsExactly("quay");
    assertThat(token(app).refused(502, "oauth_client_rejected").get("detail"))
        .contains("harbour", "Ours (ws_ours)");
  }

  /// The provider refuses the shared registration: the borrower learns whose turn it is, the lender
  /// and others see nothing of the borrower, and what the lender mends is tried at once.
  @Test
  void rejection_stays_with_the_borrower_and_ends_when_the_lender_mends_the_client() {
    borrow().expect(201);
    String id = connect();
    world.provider.next(new TokenAnswer.Refused("invalid_client", "", 401));
    Reply refused =
        borrower
            .post("/api/v1/connections/" + id + "/refresh")
            .refused(502, "oauth_client_rejected");
    assertThat(refused.get("detail")).contains("Ours (ws_ours), which provides it, mends");
    assertThat(standing(borrower, "quay")).isEqualTo("rejected");
    assertThat(standing(owner, "Harbour")).isEqualTo("accepted");

    owner.patch(ALL + "/Harbour", "{\"client_secret\":\"planted-secret-3\"}").expect(200);

    assertThat(standing(borrower, "quay")).isEqualTo("accepted");
    assertThat(refresh(id)).isEqualTo(200);
  }

  @Test
  void connector_of_a_public_client_can_be_looked_at_and_not_touched_or_shadowed() {
    Reply looked = borrower.get("/api/v1/connectors/harbour").expect(200);
    assertThat(looked.text()).doesNotContain("id.harbour.test");
    JsonNode shown = looked.json();
    assertThat(shown.path("owner").asString()).isEqualTo("ws_ours");
    assertThat(shown.path("own").asBoolean()).isFalse();
    borrower.delete("/api/v1/connectors/harbour").refused(404, "not_found");
    borrower
        .post(ALL, "{\"name\":\"x\",\"connector\":\"harbour\",\"client_id\":\"a\"}")
        .refused(400, "invalid_request");
    borrow().expect(201);
    String theirs =
        OAuthClientsDocumentTest.HARBOUR.replace("id.harbour.test/token", "evil.test/token");
    borrower.post("/api/v1/connectors", "application/yaml", theirs).expect(201);

    assertThat(refresh(connect())).isEqualTo(200);

    assertThat(world.provider.clients().getLast().tokenUrl().orElseThrow())
        .hasToString("https://id.harbour.test/token");
    assertThat(borrower.get("/api/v1/connectors/harbour").get("owner")).isEqualTo("ws_theirs");
    assertThat(borrower.get("/api/v1/connectors/harbour?owner=ws_ours").get("owner"))
        .isEqualTo("ws_ours");
  }

  @Test
  void users_do_not_sign_in_with_a_client_that_somebody_else_provides() {
    borrow().expect(201);
    assertThat(
            borrower
                .patch(
                    "/api/v1/workspace",
                    "{\"link_verification\":\"hub\",\"sign_in\":{\"oauth_client\":\"quay\"}}")
                .refused(400, "invalid_request")
                .text())
        .contains("is provided by another workspace");
  }

  private Reply borrow() {
    return borrower.post(ALL, "{\"name\":\"quay\",\"uses\":\"%s\"}".formatted(USES));
  }

  private String connect() {
    return borrower
        .post(
            "/api/v1/connections",
            """
            {"integration":"quay","user":"ada","access_token":"planted-access-1",
             "refresh_token":"planted-refresh-1","expires_in":3600}
            """)
        .expect(201)
        .get("id");
  }

  private int refresh(String connection) {
    return borrower.post("/api/v1/connections/" + connection + "/refresh").status();
  }

  private static Reply token(Client app) {
    return app.post("/api/v1/token", "{\"integration\":\"quay\",\"user\":\"ada\"}");
  }

  private static String standing(Client admin, String name) {
    return admin.get(ALL + "/" + name).json().at("/standing/status").asString();
  }

  private String actions(Client admin) {
    return admin.get("/api/v1/audit-events?limit=200").expect(200).text();
  }

  private static List<String> names(Reply reply) {
    return StreamSupport.stream(reply.json().path("items").spliterator(), false)
        .map(it -> it.path("name").asString())
        .toList();
  }
}
