package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AppsTest {
  private final ApiWorld world = new ApiWorld();
  private final Client admin = world.admin();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void app_is_created_shown_changed_and_deleted() {
    Reply created =
        admin.post(
            "/api/v1/apps", "{\"name\":\"viewer\",\"return_urls\":[\"https://viewer.test/back\"]}");
    Golden.assertMatches("app-created", created.expect(201));
    assertThat(admin.get("/api/v1/apps/viewer").expect(200).json()).isEqualTo(created.json());
    admin.patch("/api/v1/apps/viewer", "{\"return_urls\":[]}").expect(200);
    assertThat(admin.get("/api/v1/apps/viewer").json().path("return_urls")).isEmpty();
    admin.delete("/api/v1/apps/viewer").expect(204);
    admin.get("/api/v1/apps/viewer").refused(404, "not_found");
  }

  @Test
  void name_that_is_taken_is_refused() {
    admin.post("/api/v1/apps", "{\"name\":\"viewer\"}").expect(201);
    Reply second = admin.post("/api/v1/apps", "{\"name\":\"viewer\"}");
    Golden.assertMatches("already-exists", second.refused(409, "already_exists"));
  }

  @Test
  void app_gets_another_name_and_its_keys_stay_valid() {
    Client app = world.app("viewer");
    admin.post("/api/v1/apps", "{\"name\":\"second\"}").expect(201);
    world.acme(admin);

    admin.patch("/api/v1/apps/viewer", "{\"name\":\"second\"}").refused(409, "already_exists");
    admin.patch("/api/v1/apps/viewer", "{\"name\":\"a/b\"}").refused(400, "invalid_request");
    admin.patch("/api/v1/apps/viewer", "{\"name\":\"viewer\"}").expect(200);
    Reply renamed =
        admin.patch("/api/v1/apps/viewer", "{\"name\":\"reader\",\"return_urls\":[]}").expect(200);

    assertThat(renamed.get("name")).isEqualTo("reader");
    admin.get("/api/v1/apps/viewer").refused(404, "not_found");
    app.get("/api/v1/workspace").expect(200);
    assertThat(admin.get("/api/v1/apps/reader/keys").json().path("items")).hasSize(1);
    assertThat(admin.get("/api/v1/audit-events").text())
        .contains("\"app.renamed\"", "\"before\":\"viewer\"");
  }

  @Test
  void name_with_a_slash_in_it_or_return_url_with_tricks_is_refused() {
    admin.post("/api/v1/apps", "{\"name\":\"a/b\"}").refused(400, "invalid_request");
    for (String url :
        List.of(
            "//evil.test",
            "https:evil.test",
            "https://good.test@evil.test/",
            "javascript:alert(1)",
            "https://good.test/#x",
            "http://good.test/",
            "https://good.test\\\\@evil.test/")) {
      admin
          .post("/api/v1/apps", "{\"name\":\"x\",\"return_urls\":[\"%s\"]}".formatted(url))
          .refused(400, "invalid_request");
    }
  }

  @Test
  void key_works_until_it_is_revoked_and_is_shown_once() {
    admin.post("/api/v1/apps", "{\"name\":\"viewer\"}").expect(201);
    Reply made = admin.post("/api/v1/apps/viewer/keys", "{\"name\":\"laptop\"}").expect(201);
    Golden.assertMatches("key-created", made);
    Client app = world.client(made.get("key"));
    app.get("/api/v1/workspace").expect(200);
    Reply listed = admin.get("/api/v1/apps/viewer/keys").expect(200);
    assertThat(listed.text()).doesNotContain(made.get("key"));
    Golden.assertMatches("keys", listed);
    admin.delete("/api/v1/apps/viewer/keys/" + made.get("id")).expect(204);
    app.get("/api/v1/workspace").refused(401, "unauthorized");
    admin.delete("/api/v1/apps/viewer/keys/" + made.get("id")).refused(404, "not_found");
  }

  @Test
  void keys_of_a_deleted_app_are_over() {
    Client app = world.app("viewer");
    app.get("/api/v1/workspace").expect(200);
    admin.delete("/api/v1/apps/viewer").expect(204);
    app.get("/api/v1/workspace").refused(401, "unauthorized");
  }

  @Test
  void key_of_one_app_cannot_be_revoked_as_anothers() {
    admin.post("/api/v1/apps", "{\"name\":\"one\"}").expect(201);
    admin.post("/api/v1/apps", "{\"name\":\"two\"}").expect(201);
    String key = admin.post("/api/v1/apps/one/keys", "{\"name\":\"k\"}").expect(201).get("id");
    admin.delete("/api/v1/apps/two/keys/" + key).refused(404, "not_found");
    admin.delete("/api/v1/keys/" + key).refused(404, "not_found");
  }

  @Test
  void last_admin_key_stays() {
    String first = admin.get("/api/v1/keys").json().path("items").path(0).path("id").asString();
    Golden.assertMatches(
        "last-admin-key", admin.delete("/api/v1/keys/" + first).refused(409, "last_admin_key"));
    Reply second = admin.post("/api/v1/keys", "{\"name\":\"second\"}").expect(201);
    admin.delete("/api/v1/keys/" + first).expect(204);
    admin.get("/api/v1/apps").refused(401, "unauthorized");
    world.client(second.get("key")).get("/api/v1/apps").expect(200);
  }

  @Test
  void list_goes_on_page_by_page_without_gaps() {
    for (String name : List.of("c", "a", "e", "b", "d")) {
      admin.post("/api/v1/apps", "{\"name\":\"%s\"}".formatted(name)).expect(201);
    }
    Reply first = admin.get("/api/v1/apps?limit=2").expect(200);
    Golden.assertMatches("apps-page", first);
    Reply second = admin.get("/api/v1/apps?limit=2&cursor=" + first.get("next_cursor"));
    Reply third = admin.get("/api/v1/apps?limit=2&cursor=" + second.get("next_cursor"));
    assertThat(List.of(names(first), names(second), names(third)))
        .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
    assertThat(third.json().path("next_cursor").isNull()).isTrue();
  }

  private static List<String> names(Reply reply) {
    return reply.json().path("items").valueStream().map(it -> it.path("name").asString()).toList();
  }
}
