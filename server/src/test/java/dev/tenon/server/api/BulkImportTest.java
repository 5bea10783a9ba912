package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.TokenEndpoint.HookResult;
import dev.tenon.oauth.TokenAnswer;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Many connections imported at once, and what is asked of the provider for each.
final class BulkImportTest {
  private static final String IMPORT = "/api/v1/connections/import";
  private static final String ALL = "/api/v1/connections";
  private static final String SITED =
      """
      name: sited
      title: Sited
      sources: [https://sited.test/docs]
      checked: 2026-01-01
      verified: false
      definitions:
        sign-in:
          title: Sign-in
          type: authorization_code
          authorize: {url: https://sited.test/authorize}
          token: {url: https://sited.test/token}
          after_connect:
            - url: https://sited.test/sites
              headers: {Authorization: 'Bearer ${access_token}'}
              answer: {keep: {0.id: site}}
      api:
        base_url: https://sited.test/${site}
      """;

  private final ApiWorld world = new ApiWorld();
  private final Client admin = world.admin();
  private final Client app = world.app("viewer");

  @BeforeEach
  void register() {
    register("files", "generic-oauth2");
    register("models", "generic-oauth2");
  }

  private void register(String name, String connector) {
    admin
        .post(
            "/api/v1/oauth-clients",
            """
            {"name":"%s","connector":"%s","client_id":"c-1","client_secret":"planted-secret-3",
             "authorization_url":"https://%s.test/authorize","token_url":"https://%s.test/token"}
            """
                .formatted(name, connector, name, name))
        .expect(201);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void rows_become_connections_that_hand_out_tokens() {
    Reply imported =
        lines("", row("files", "ada"), row("files", "bo"), "", row("models", "ada")).expect(200);

    assertThat(imported.json().path("imported").asInt()).isEqualTo(3);
    assertThat(imported.json().path("items").path(2).path("row").asInt()).isEqualTo(3);
    assertThat(admin.get(ALL + "?user=ada").json().path("items").size()).isEqualTo(2);
    assertThat(
            app.post("/api/v1/token", "{\"integration\":\"models\",\"user\":\"ada\"}")
                .expect(200)
                .get("access_token"))
        .isEqualTo("planted-models-ada");
  }

  @Test
  void rows_come_as_one_json_object_too() {
    Reply imported =
        admin.post(IMPORT, "{\"connections\":[%s]}".formatted(row("files", "ada"))).expect(200);

    String id = imported.json().path("items").path(0).path("id").asString();
    assertThat(admin.get(ALL + "/" + id).expect(200).get("user")).isEqualTo("ada");
  }

  @Test
  void everything_that_is_wrong_with_any_row_is_said_at_once_and_nothing_is_changed() {
    Reply refused =
        lines(
            "",
            row("files", "ada"),
            "{\"integration\":\"files\"}",
            row("flies", "bo"),
            "{\"integration\":\"files\",\"user\":7,\"expires_at\":\"soon\",\"colour\":1}",
            row("files", "ada"),
            "not json",
            "{\"integration\":\"files\",\"user\":\"cy\",\"access_token\":\"planted-x\","
                + "\"expires_at\":\"2001-01-01T00:00:00Z\"}",
            "[]");

    refused.refused(422, "import_invalid");
    assertThat(refused.json().path("wrong_rows").asInt()).isEqualTo(7);
    Map<String, String> problems =
        refused
            .json()
            .path("errors")
            .valueStream()
            .collect(
                Collectors.toMap(
                    it -> it.path("row").asInt() + " " + it.path("field").asString(""),
                    it -> it.path("code").asString()));
    assertThat(problems)
        .containsEntry("2 user", "invalid_request")
        .containsEntry("3 ", "integration_not_found")
        .containsEntry("4 user", "invalid_request")
        .containsEntry("4 expires_at", "invalid_request")
        .containsEntry("4 colour", "invalid_request")
        .containsEntry("5 user", "duplicate_row")
        .containsEntry("6 ", "invalid_request")
        .containsEntry("7 ", "invalid_import")
        .containsEntry("8 ", "invalid_request");
    assertThat(admin.get(ALL).json().path("items").isEmpty()).isTrue();
    assertThat(refused.text()).doesNotContain("planted");
  }

  @Test
  void a_user_who_is_connected_already_is_an_error_unless_something_else_is_said() {
    lines("", row("files", "ada")).expect(200);
    String both = row("files", "bo") + "\n" + row("files", "ada");

    Reply refused = lines("", both).refused(422, "import_invalid");
    assertThat(refused.json().path("errors").path(0).path("code").asString())
        .isEqualTo("already_connected");
    assertThat(admin.get(ALL).json().path("items").size()).isEqualTo(1);

    Reply kept = lines("?existing=keep", both).expect(200);
    assertThat(kept.json().path("kept").asInt()).isEqualTo(1);
    assertThat(kept.json().path("imported").asInt()).isEqualTo(1);

    Reply replaced = lines("?existing=replace", both).expect(200);
    assertThat(replaced.json().path("replaced").asInt()).isEqualTo(2);
    lines("?existing=perhaps", both).refused(400, "invalid_request");
  }

  @Test
  void a_user_who_would_have_to_connect_again_anyway_is_imported() {
    String id =
        lines("", row("files", "ada"))
            .expect(200)
            .json()
            .path("items")
            .path(0)
            .path("id")
            .asString();
    admin.delete(ALL + "/" + id).expect(200);

    Reply again = lines("", row("files", "ada")).expect(200);

    assertThat(again.json().path("imported").asInt()).isEqualTo(1);
  }

  @Test
  void a_dry_run_looks_and_writes_nothing() {
    Reply looked = lines("?dry_run=true", row("files", "ada")).expect(200);

    assertThat(looked.json().path("imported").asInt()).isEqualTo(1);
    assertThat(looked.json().path("items").path(0).has("id")).isFalse();
    assertThat(admin.get(ALL).json().path("items").isEmpty()).isTrue();
    lines("?dry_run=true", row("flies", "ada")).refused(422, "import_invalid");
  }

  @Test
  void no_rows_too_many_rows_other_bodies_and_apps_are_refused() {
    admin.post(IMPORT, "{\"connections\":[]}").refused(400, "invalid_request");
    admin.post(IMPORT, "{\"rows\":[]}").refused(400, "invalid_request");
    admin.post(IMPORT, "text/csv", "a,b").refused(415, "unsupported_media_type");
    String many =
        IntStream.rangeClosed(0, BulkImports.MOST_ROWS)
            .mapToObj(_ -> "{}")
            .collect(Collectors.joining("\n"));
    lines("", many).refused(413, "too_many_rows");
    app.post(IMPORT, "{\"connections\":[]}").refused(403, "admin_key_required");
  }

  @Test
  void what_a_connector_asks_for_a_new_connection_is_asked_for_an_import() {
    sited();
    world.provider.afterConnect(new HookResult.Performed(Map.of("site", "s-7")));

    lines("", row("sited", "ada")).expect(200);

    assertThat(world.provider.askedAfterConnect()).hasSize(1);
    world.provider.afterConnect(
        new HookResult.Failed(new TokenAnswer.Refused("invalid_token", "", 401)));
    admin.post(ALL, row("sited", "bo")).refused(422, "invalid_import");
    lines("", row("sited", "cy")).refused(422, "import_invalid");
    Reply refused =
        admin
            .post(
                ALL, "{\"integration\":\"sited\",\"user\":\"di\",\"refresh_token\":\"planted-r\"}")
            .refused(422, "invalid_import");
    assertThat(refused.get("detail")).contains("access token that is still valid");
    assertThat(admin.get(ALL).json().path("items").size()).isEqualTo(1);
  }

  private void sited() {
    admin.post("/api/v1/connectors", "application/yaml", SITED).expect(201);
    admin
        .post(
            "/api/v1/oauth-clients",
            """
            {"name":"sited","connector":"sited","client_id":"c-1",
             "client_secret":"planted-secret-3"}
            """)
        .expect(201);
  }

  private Reply lines(String query, String... rows) {
    return admin.post(IMPORT + query, "application/x-ndjson", String.join("\n", rows));
  }

  private static String row(String integration, String user) {
    return ("{\"integration\":\"%s\",\"user\":\"%s\",\"access_token\":\"planted-%s-%s\","
            + "\"expires_in\":3600,\"refresh_token\":\"planted-refresh\"}")
        .formatted(integration, user, integration, user);
  }
}
