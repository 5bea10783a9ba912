package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BadInputTest {
  private final ApiWorld world = new ApiWorld();
  private final Client admin = world.admin();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void wrong_json_is_refused_with_line_and_column() {
    Reply reply = admin.post("/api/v1/users", "{\"id\": \"ada\",\n  \"name\": }");
    Golden.assertMatches("wrong-json", reply.refused(400, "invalid_request"));
    assertThat(reply.get("detail")).contains("line 2, column 11");
  }

  @Test
  void everything_that_is_no_single_object_is_refused() {
    for (String body :
        List.of(
            "",
            " ",
            "null",
            "[]",
            "\"x\"",
            "7",
            "{} {}",
            "{}x",
            "{\"id\":\"a\",}",
            "{'id':'a'}",
            "{\"id\":NaN}",
            "{\"id\":\"a\" // c\n}",
            "{\"id\":\"a\",\"id\":\"b\"}",
            "{\"id\":\"a\\u0000b\"}",
            "{\"id\":\"\\ud800\"}",
            "{\"a\":".repeat(40) + "1" + "}".repeat(40))) {
      Reply reply = admin.post("/api/v1/users", body);
      assertThat(reply.refused(400, "invalid_request").text())
          .as(body)
          .doesNotContain("Jackson")
          .doesNotContain("tools.");
    }
    assertThat(admin.get("/api/v1/users").json().path("items")).isEmpty();
  }

  @Test
  void unknown_field_is_refused_with_the_nearest_known_one() {
    Reply reply = admin.post("/api/v1/users", "{\"id\":\"ada\",\"emial\":\"a@b.test\"}");
    Golden.assertMatches("unknown-field", reply.refused(400, "invalid_request"));
  }

  @Test
  void wrong_types_are_all_named_at_once() {
    Reply reply = admin.post("/api/v1/users", "{\"id\":7,\"name\":[],\"email\":{}}");
    Golden.assertMatches("wrong-types", reply.refused(400, "invalid_request"));
  }

  @Test
  void body_of_another_type_is_refused_with_the_type_to_send() {
    Reply reply =
        admin.post("/api/v1/users", "application/x-www-form-urlencoded", "{\"id\":\"ada\"}");
    Golden.assertMatches("media-type", reply.refused(415, "unsupported_media_type"));
  }

  @Test
  void what_was_sent_is_never_repeated_when_it_may_be_a_secret() {
    for (String body :
        List.of(
            "{\"client_secret\":\"planted-secret\",",
            "{\"client_secret\":{\"x\":\"planted-secret\"}}",
            "{\"name\":\"x\",\"connector\":\"planted/secret\",\"client_secret\":\"planted-secret\"}")) {
      assertThat(admin.post("/api/v1/oauth-clients", body).expect(400).text())
          .doesNotContain("planted-secret");
    }
  }

  @Test
  void large_body_is_refused() {
    String body = "{\"id\":\"" + "x".repeat(300_000) + "\"}";
    Golden.assertMatches(
        "payload-too-large", admin.post("/api/v1/users", body).refused(413, "payload_too_large"));
  }

  @Test
  void missing_or_unknown_key_is_unauthorized() {
    Reply none = world.nobody().get("/api/v1/users");
    Golden.assertMatches("unauthorized", none.refused(401, "unauthorized"));
    assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"tenon\"");
    Reply unknown = world.client("tenon_made0up").get("/api/v1/users");
    assertThat(unknown.refused(401, "unauthorized").header("WWW-Authenticate"))
        .contains("error=\"invalid_token\"");
    world.client("x".repeat(5000)).get("/api/v1/users").refused(401, "unauthorized");
  }

  @Test
  void limit_and_cursor_must_be_valid() {
    for (String query :
        List.of("limit=0", "limit=201", "limit=x", "limit=-1", "limit=1&limit=2", "cursor=%00")) {
      admin.get("/api/v1/apps?" + query).refused(400, "invalid_request");
    }
    admin.get("/api/v1/apps?limit=200").expect(200);
  }

  @Test
  void connector_file_is_refused_with_line_and_field() {
    Reply reply =
        admin.post("/api/v1/connectors/check", "application/yaml", "name: acme\ntitel: Acme\n");
    Golden.assertMatches("invalid-connector", reply.refused(422, "invalid_connector"));
    assertThat(reply.json().path("errors").path(0).has("line")).isTrue();
  }
}
