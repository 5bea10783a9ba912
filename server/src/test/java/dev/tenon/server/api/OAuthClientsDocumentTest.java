package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// App Xchange's page "OAuth Clients", sentence by sentence, through the API.
final class OAuthClientsDocumentTest {
  private static final String ALL = "/api/v1/oauth-clients";

  /// What a connector developer posts.
  static final String HARBOUR =
      """
      name: harbour
      title: Harbour Works
      sources: [https://harbour.test/docs]
      checked: 2026-01-01
      verified: false
      definitions:
        user-sign-in:
          title: User sign-in
          type: authorization_code
          authorize: {url: https://id.harbour.test/authorize}
          token:
            url: https://id.harbour.test/token
            authentication: [client_secret_basic, client_secret_post]
        the-app-itself:
          title: The application itself
          type: client_credentials
          token:
            url: https://id.harbour.test/token
            authentication: [client_secret_basic]
        api-key:
          title: API key
          type: api_key
          fields:
            api_key: {title: Key, secret: true}
      api:
        base_url: https://api.harbour.test
      """;

  private final ApiWorld world = new ApiWorld();
  private final Client admin = world.admin();

  @AfterEach
  void close() {
    world.close();
  }

  @BeforeEach
  void postConnector() {
    admin.post("/api/v1/connectors", "application/yaml", HARBOUR).expect(201);
  }

  @Test
  void table_shows_name_connector_connection_definition_and_public() {
    create("Harbour for all", true);
    JsonNode row = items(admin.get(ALL)).getFirst();
    assertThat(row.path("name").asString()).isEqualTo("Harbour for all");
    assertThat(row.path("connector").asString()).isEqualTo("harbour");
    assertThat(row.path("connection_definition").asString()).isEqualTo("user-sign-in");
    assertThat(row.path("public").asBoolean()).isTrue();
  }

  @Test
  void you_can_use_the_search_bar_to_find_a_specific_client() {
    create("Pier", false);
    world.acme(admin);
    assertThat(found("PIER")).containsExactly("Pier");
    assertThat(found("harbour")).containsExactly("Pier");
    assertThat(found("Harbour%20Works")).containsExactly("Pier");
    assertThat(found("generic")).containsExactly("acme");
    assertThat(found("sign-in")).containsExactly("Pier", "acme");
    assertThat(found("nothing-like-it")).isEmpty();
    assertThat(found("")).hasSize(2);
    admin.get(ALL + "?search=a&search=b").refused(400, "invalid_request");
    String cursor = admin.get(ALL + "?search=sign-in&limit=1").get("next_cursor");
    assertThat(names(admin.get(ALL + "?search=sign-in&cursor=" + cursor))).containsExactly("acme");
  }

  @Test
  void select_any_client_name_to_configure_it_and_the_trash_can_to_delete_it() {
    create("Pier", false);
    admin.patch(ALL + "/Pier", "{\"prompt\":\"login consent\"}").expect(200);
    assertThat(admin.get(ALL + "/Pier").get("prompt")).isEqualTo("login consent");
    admin.delete(ALL + "/Pier").expect(204);
    admin.get(ALL + "/Pier").refused(404, "integration_not_found");
  }

  @Test
  void what_depends_on_a_client_is_shown_before_it_is_deleted() {
    world.app("viewer");
    world.app("other");
    world.acme(admin);
    admin.patch(ALL + "/acme", "{\"apps\":[\"viewer\",\"not-there\"]}").expect(200);
    world.connect(admin, "ada");
    JsonNode dependents = admin.get(ALL + "/acme/dependents").expect(200).json();
    assertThat(dependents.path("connections").path("active").asInt()).isEqualTo(1);
    assertThat(dependents.path("connections").path("failing").asInt()).isZero();
    assertThat(dependents.path("apps")).hasToString("[\"viewer\"]");
    assertThat(dependents.path("borrowers").asInt()).isZero();
    assertThat(dependents.path("deletable").asBoolean()).isFalse();
    admin.delete(ALL + "/acme").refused(409, "in_use");
    admin.get(ALL + "/nothing/dependents").refused(404, "integration_not_found");
  }

  @Test
  void client_is_created_with_every_field_of_the_form() {
    Reply created =
        admin
            .post(
                ALL,
                """
                {"name":"Pier","connector":"harbour","connection_definition":"user-sign-in",
                 "client_id":"pier-1","client_secret":"planted-secret-1",
                 "client_secret_expires_at":"2027-06-30",
                 "authorization_url":"https://id.harbour.test/other",
                 "token_url":"https://id.harbour.test/token2",
                 "refresh_url":"https://id.harbour.test/refresh",
                 "scope":"read  write","prompt":"login  consent",
                 "client_authentication":"client_secret_post","public":true}
                """)
            .expect(201);
    assertThat(created.get("client_secret_expires_at")).isEqualTo("2027-06-30T00:00:00Z");
    assertThat(created.get("scope")).isEqualTo("read write");
    assertThat(created.get("prompt")).isEqualTo("login consent");
    assertThat(created.get("client_authentication")).isEqualTo("client_secret_post");
    assertThat(created.json().path("public").asBoolean()).isTrue();
    assertThat(created.text())
        .contains("Do not make company- or customer-specific clients public")
        .doesNotContain("planted-secret");
  }

  @Test
  void fields_that_appear_depend_on_the_connection_definition() {
    assertThat(form("harbour", "user-sign-in"))
        .containsExactly(
            "name!",
            "client_id!",
            "client_secret!",
            "client_secret_expires_at",
            "authorization_url=https://id.harbour.test/authorize",
            "token_url=https://id.harbour.test/token",
            "refresh_url=https://id.harbour.test/token",
            "revocation_url",
            "scope",
            "prompt",
            "client_authentication=client_secret_basic",
            "refresh=on_demand",
            "apps=all",
            "public=false");
    assertThat(form("harbour", "the-app-itself"))
        .contains("client_id!", "token_url=https://id.harbour.test/token")
        .noneMatch(field -> field.startsWith("authorization_url") || field.startsWith("prompt"));
    assertThat(form("harbour", "api-key")).containsExactly("name!", "apps=all", "public=false");
    assertThat(form("generic-oauth2", "user-sign-in"))
        .contains("client_id!", "client_secret", "authorization_url!", "token_url!", "parameters")
        .noneMatch(field -> field.startsWith("public"));
  }

  @Test
  void token_url_of_trimble_connectors_is_the_documents_default() {
    for (String connector : List.of("trimble-connect", "trimble-identity")) {
      assertThat(form(connector, "user-sign-in"))
          .contains("token_url=https://id.trimble.com/oauth/token");
    }
  }

  /// What the form says is what a POST holds to.
  @Test
  void field_that_is_not_in_the_form_is_refused_and_one_that_is_needed_is_missed() {
    String refused =
        admin
            .post(
                ALL,
                """
                {"name":"k","connector":"harbour","connection_definition":"api-key",
                 "client_id":"a","token_url":"https://a.test","prompt":"login"}
                """)
            .refused(400, "invalid_request")
            .text();
    assertThat(refused).contains("client_id", "token_url", "prompt", "is not used by api-key");
    String missed =
        admin
            .post(ALL, "{\"name\":\"k\",\"connector\":\"generic-oauth2\"}")
            .refused(400, "invalid_request")
            .text();
    for (String field : form("generic-oauth2", "user-sign-in")) {
      if (field.endsWith("!") && !field.equals("name!")) {
        assertThat(missed).contains("\"field\":\"" + field.replace("!", "") + "\"");
      }
    }
  }

  @Test
  void you_must_be_the_connector_owner_to_create_a_public_client() {
    JsonNode shipped = admin.get("/api/v1/connectors/generic-oauth2").json();
    assertThat(shipped.path("owner").asString()).isEqualTo("tenon");
    assertThat(admin.get("/api/v1/connectors/harbour").get("owner")).isEqualTo("ws_ours");
    String refused =
        admin
            .post(
                ALL,
                """
                {"name":"mine","connector":"generic-oauth2","client_id":"a","client_secret":"b",
                 "authorization_url":"https://a.test/a","token_url":"https://a.test/t",
                 "public":true}
                """)
            .refused(400, "invalid_request")
            .text();
    assertThat(refused).contains("can be set only by the connector's owner");
  }

  private void create(String name, boolean isPublic) {
    admin
        .post(
            ALL,
            """
            {"name":"%s","connector":"harbour","client_id":"h-1","client_secret":"planted-secret-1",
             "public":%s}
            """
                .formatted(name, isPublic))
        .expect(201);
  }

  private List<String> found(String search) {
    return names(admin.get(ALL + "?search=" + search).expect(200));
  }

  private static List<String> names(Reply reply) {
    return items(reply).stream().map(it -> it.path("name").asString()).toList();
  }

  private static List<JsonNode> items(Reply reply) {
    return StreamSupport.stream(reply.json().path("items").spliterator(), false).toList();
  }

  /// `name!` where it is needed, `name=default` where there is a default.
  private List<String> form(String connector, String definition) {
    JsonNode definitions =
        admin
            .get("/api/v1/connectors/" + connector)
            .expect(200)
            .json()
            .path("connection_definitions");
    return StreamSupport.stream(definitions.spliterator(), false)
        .filter(it -> it.path("name").asString().equals(definition))
        .flatMap(it -> StreamSupport.stream(it.path("client_fields").spliterator(), false))
        .map(OAuthClientsDocumentTest::field)
        .toList();
  }

  private static String field(JsonNode field) {
    String usual = field.path("default").isNull() ? "" : "=" + field.path("default").asString();
    return field.path("name").asString() + (field.path("required").asBoolean() ? "!" : "") + usual;
  }
}
