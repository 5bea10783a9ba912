package dev.tenon.sandbox;

import static dev.tenon.sandbox.Wire.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.sample.Tuning;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The pods of Trimble Connect.
final class ConnectTest {
  private static final String EU = "/connect-eu/tc/api/2.0/";

  private final Wire wire = Wire.open();

  @AfterEach
  void close() {
    wire.close();
  }

  private HttpResponse<String> get(String path, String user, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Authorization";
    all[1] = "Bearer " + Journey.trimble(wire).accessToken(user);
    return wire.get(path, all);
  }

  private static JsonNode array(HttpResponse<String> response) {
    return Json.parseObject("{\"list\":" + response.body() + "}").orElseThrow().path("list");
  }

  private String project(String pod, String name) {
    for (JsonNode project : array(get("/" + pod + "/tc/api/2.0/projects", "ada"))) {
      if (project.path("name").asString().equals(name)) {
        return project.path("id").asString();
      }
    }
    throw new AssertionError("no project " + name);
  }

  @Test
  void regions_are_public_at_the_master_and_lead_to_the_pods() {
    JsonNode regions = array(wire.get("/connect-na/tc/api/2.0/regions"));

    assertThat(regions).hasSize(3);
    JsonNode europe = regions.get(1);
    assertThat(europe.path("origin").asString())
        .isEqualTo("//localhost:" + wire.sandbox.port() + "/connect-eu");
    assertThat(europe.path("tc-api").asString()).isEqualTo(wire.sandbox.url() + EU);
    assertThat(wire.get(EU + "regions").statusCode()).isEqualTo(404);
  }

  @Test
  void each_pod_lists_its_own_projects_of_this_user() {
    assertThat(get("/connect-eu/tc/api/2.0/projects", "ada").body())
        .contains("Harbour bridge")
        .doesNotContain("River tunnel");
    assertThat(get("/connect-na/tc/api/2.0/projects", "cem").body())
        .contains("Grain terminal")
        .doesNotContain("River tunnel");
    assertThat(get("/connect-asia/tc/api/2.0/projects", "dana").body()).isEqualTo("[]");
  }

  @Test
  void project_of_another_pod_is_not_found_and_one_of_others_is_forbidden() {
    String bridge = project("connect-eu", "Harbour bridge");

    assertThat(get(EU + "projects/" + bridge, "ada").statusCode()).isEqualTo(200);
    assertThat(get("/connect-na/tc/api/2.0/projects/" + bridge, "ada").statusCode()).isEqualTo(404);
    var forbidden = get(EU + "projects/" + bridge, "cem");
    assertThat(forbidden.statusCode()).isEqualTo(403);
    assertThat(Wire.json(forbidden).path("errorcode").asString()).isEqualTo("FORBIDDEN");
    assertThat(forbidden.headers().firstValue("x-tc-request-id")).isPresent();
  }

  @Test
  void long_list_is_cut_to_its_first_slice_and_ranges_bring_the_rest() {
    String bolts = project("connect-eu", "Thousand bolts");
    String todos = EU + "todos?projectId=" + bolts;

    var first = get(todos, "ada");
    var middle = get(todos, "ada", "Range", "items=1000-1999");
    var last = get(todos, "ada", "Range", "items=2000-2999");
    var beyond = get(todos, "ada", "Range", "items=2500-2600");

    assertThat(first.statusCode()).isEqualTo(206);
    assertThat(first.headers().firstValue("Content-Range")).contains("items 0-999/2500");
    assertThat(array(first)).hasSize(1000);
    assertThat(middle.headers().firstValue("Content-Range")).contains("items 1000-1999/2500");
    assertThat(last.headers().firstValue("Content-Range")).contains("items 2000-2499/2500");
    assertThat(array(last)).hasSize(500);
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(beyond.headers().firstValue("Content-Range")).contains("items */2500");
  }

  @Test
  void short_list_comes_whole_without_a_range() {
    var todos = get(EU + "todos?projectId=" + project("connect-eu", "Harbour bridge"), "ada");

    assertThat(todos.statusCode()).isEqualTo(200);
    assertThat(array(todos)).hasSize(24);
  }

  @Test
  void todo_leads_to_attachments_and_the_bytes_of_their_files() {
    String project = project("connect-eu", "Harbour bridge");
    var todos = array(get(EU + "todos?projectId=" + project, "ada"));
    String todo = todos.get(2).path("id").asString();
    assertThat(get(EU + "todos/" + todo, "ada").statusCode()).isEqualTo(200);

    var attachments = array(get(EU + "todos/" + todo + "/attachments?projectId=" + project, "ada"));
    assertThat(attachments).hasSize(2);
    String file = attachments.get(0).path("id").asString();
    int size = Wire.json(get(EU + "files/" + file, "ada")).path("size").asInt();

    String url =
        Wire.json(get(EU + "files/fs/" + file + "/downloadurl", "ada")).path("url").asString();
    var bytes = wire.get(url);
    assertThat(bytes.statusCode()).isEqualTo(200);
    assertThat(bytes.headers().firstValueAsLong("Content-Length")).hasValue(size);
    assertThat(wire.get(url, "Authorization", "Bearer x").statusCode()).isEqualTo(400);
    assertThat(wire.get(url + "0").statusCode()).isEqualTo(403);
    wire.sandbox.clock().advance(Duration.ofMinutes(16));
    assertThat(wire.get(url).statusCode()).isEqualTo(403);
  }

  @Test
  void todos_need_the_project_as_query_parameter() {
    assertThat(get(EU + "todos", "ada").statusCode()).isEqualTo(400);
    assertThat(get(EU + "projects/x/todos", "ada").statusCode()).isEqualTo(404);
    assertThat(get(EU + "todos/td_hb_1/attachments", "ada").statusCode()).isEqualTo(400);
  }

  @Test
  void folders_comments_views_users_and_me_answer() {
    String project = project("connect-eu", "Harbour bridge");
    var root = Wire.json(get(EU + "projects/" + project, "ada")).path("rootId").asString();

    assertThat(array(get(EU + "folders/" + root + "/items", "ada"))).hasSize(5);
    assertThat(array(get(EU + "folders/fd_hb_0/items", "ada"))).hasSize(5);
    assertThat(
            array(
                get(
                    EU + "comments?projectId=" + project + "&objectId=td_hb_3&objectType=TODO",
                    "ada")))
        .hasSize(3);
    assertThat(array(get(EU + "views?projectId=" + project, "ada"))).hasSize(3);
    assertThat(array(get(EU + "projects/" + project + "/users", "ada"))).hasSize(2);
    assertThat(Wire.json(get(EU + "users/me", "bo")).path("firstName").asString()).isEqualTo("Bo");
  }

  @Test
  void topics_live_on_a_host_of_their_own() {
    String project = project("connect-eu", "Harbour bridge");
    String path = "/bcf/3.0/projects/" + project + "/topics";

    assertThat(array(get("/topics-eu" + path, "ada"))).hasSize(8);
    assertThat(get("/connect-eu" + path, "ada").statusCode()).isEqualTo(404);
    assertThat(get("/topics-na" + path, "ada").statusCode()).isEqualTo(404);
  }

  @Test
  void what_a_topic_refers_to_is_a_document_of_its_project_or_elsewhere() {
    String project = "/topics-eu/bcf/3.0/projects/" + project("connect-eu", "Harbour bridge");
    Map<Boolean, List<JsonNode>> references =
        array(get(project + "/topics", "ada"))
            .valueStream()
            .map(it -> project + "/topics/" + it.path("guid").asString() + "/document_references")
            .flatMap(it -> array(get(it, "ada")).valueStream())
            .collect(Collectors.partitioningBy(it -> it.has("document_guid")));

    assertThat(references.get(false)).hasSize(4).allMatch(it -> it.has("url"));
    assertThat(references.get(true))
        .hasSize(4)
        .noneMatch(it -> it.has("url"))
        .map(it -> get(project + "/documents/" + it.path("document_guid").asString(), "ada"))
        .allMatch(it -> it.statusCode() == 200 && it.body().startsWith("%PDF"));
    assertThat(array(get(project + "/documents", "ada"))).hasSize(4);
    assertThat(get(project + "/documents/x", "ada").statusCode()).isEqualTo(404);
  }

  @Test
  void expired_token_has_its_own_error_code() {
    String token = Journey.trimble(wire).accessToken("ada");
    wire.sandbox.clock().advance(Duration.ofHours(1).plusSeconds(1));

    var answer = wire.get(EU + "projects", "Authorization", "Bearer " + token);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(Wire.json(answer).path("errorcode").asString())
        .isEqualTo("API_ACCESS_TOKEN_EXPIRED");
  }

  @Test
  void revoked_grant_takes_its_access_tokens_with_it() {
    String token = Journey.trimble(wire).accessToken("ada");
    assertThat(wire.sandbox.controls().revokeGrantsOf("ada")).isEqualTo(1);

    assertThat(wire.get(EU + "projects", "Authorization", "Bearer " + token).statusCode())
        .isEqualTo(401);
  }

  @Test
  void legacy_script_trades_its_id_token_at_the_master_for_a_connect_token() {
    var machine =
        new Journey(wire, "trimble-id", "trimble-script", "")
            .token(form("grant_type", "client_credentials", "scope", "openid forum-script"));
    var tokens = Wire.json(machine);
    String accessToken = tokens.path("access_token").asString();
    String jwt = Json.object().put("jwt", tokens.path("id_token").asString()).toString();

    var direct = wire.get(EU + "projects", "Authorization", "Bearer " + accessToken);
    assertThat(direct.statusCode()).isEqualTo(401);
    assertThat(direct.body()).contains("client-credentials");

    assertThat(wire.postJson(EU + "auth/token", jwt).statusCode()).isEqualTo(404);
    var traded = wire.postJson("/connect-na/tc/api/2.0/auth/token", jwt);
    String connectToken = Wire.json(traded).path("token").asString();
    var projects = wire.get(EU + "projects", "Authorization", "Bearer " + connectToken);
    assertThat(projects.statusCode()).isEqualTo(200);
    assertThat(projects.body()).contains("Harbour bridge");
  }

  @Test
  void legacy_script_may_ask_for_openid_alone() {
    var answer =
        new Journey(wire, "trimble-id", "trimble-script", "")
            .token(form("grant_type", "client_credentials", "scope", "openid"));

    assertThat(Wire.json(answer).path("id_token").asString()).isNotEmpty();
    assertThat(Wire.json(answer).has("refresh_token")).isFalse();
  }

  @Test
  void legacy_exchange_wants_json_and_an_id_token() {
    String path = "/connect-na/tc/api/2.0/auth/token";
    String accessToken = Journey.trimble(wire).accessToken("ada");

    assertThat(wire.postForm(path, form("jwt", "x")).statusCode()).isEqualTo(415);
    assertThat(wire.postJson(path, Json.object().put("jwt", accessToken).toString()).statusCode())
        .isEqualTo(401);
    assertThat(wire.postJson(path, "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void content_type_on_a_get_breaks_it_when_the_quirk_is_on() {
    String regions = "/connect-na/tc/api/2.0/regions";
    assertThat(wire.get(regions, "Content-Type", "application/json").statusCode()).isEqualTo(200);

    var controls = wire.sandbox.controls();
    controls.setTuning(controls.tuning().withContentTypeBreakingGet(true));

    assertThat(wire.get(regions, "Content-Type", "application/json").statusCode()).isEqualTo(500);
    assertThat(wire.get(regions).statusCode()).isEqualTo(200);
  }

  @Test
  void disabled_api_refuses_a_good_token() {
    wire.sandbox.controls().disableApi("trimble-id", "trimble-web", "connect");

    assertThat(get(EU + "projects", "ada").statusCode()).isEqualTo(403);
  }

  @Test
  void list_of_any_size_is_streamed() {
    var controls = wire.sandbox.controls();
    controls.setTuning(controls.tuning().withTodos(1_000_000));
    String bolts = project("connect-eu", "Thousand bolts");

    var end = get(EU + "todos?projectId=" + bolts, "ada", "Range", "items=999998-1999999");

    assertThat(end.headers().firstValue("Content-Range")).contains("items 999998-999999/1000000");
    assertThat(array(end)).hasSize(2);
  }

  @Test
  void large_set_has_4312_todos_in_three_regions_with_600_attachments() {
    wire.sandbox.controls().setTuning(Tuning.large());
    int todos = 0;
    int attached = 0;

    for (String pod : List.of("connect-eu", "connect-na", "connect-asia")) {
      String root = "/" + pod + "/tc/api/2.0/";
      for (JsonNode project : array(get(root + "projects", "ada"))) {
        String of = "projectId=" + project.path("id").asString();
        for (JsonNode todo : array(get(root + "todos?" + of, "ada", "Range", "items=0-9999"))) {
          todos++;
          String path = root + "todos/" + todo.path("id").asString() + "/attachments?" + of;
          if (todos % 100 == 0) {
            attached += array(get(path, "ada")).size();
          }
        }
      }
    }

    assertThat(todos).isEqualTo(4_312);
    assertThat(attached).isBetween(1, 43);
  }

  @Test
  void attachments_of_any_number_are_files_of_their_own_with_their_hash() throws Exception {
    var controls = wire.sandbox.controls();
    controls.setTuning(controls.tuning().withTodos(10).withAttachments(25));
    String bolts = project("connect-eu", "Thousand bolts");
    Set<String> ids = new HashSet<>();

    for (int todo = 0; todo < 10; todo++) {
      String path = EU + "todos/td_tb_" + todo + "/attachments?projectId=" + bolts;
      for (JsonNode file : array(get(path, "ada"))) {
        ids.add(file.path("id").asString());
      }
    }

    assertThat(ids).hasSize(25);
    var last = Wire.json(get(EU + "files/at_tb_24", "ada"));
    String url = Wire.json(get(EU + "files/fs/at_tb_24/downloadurl", "ada")).path("url").asString();
    byte[] bytes = wire.bytes(url);
    assertThat(bytes).hasSize(last.path("size").asInt());
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes)))
        .isEqualTo(last.path("hash").asString());
  }

  @Test
  void same_seed_makes_the_same_data() {
    try (Wire other = Wire.open()) {
      String token = Journey.trimble(other).accessToken("ada");
      var there = other.get(EU + "projects", "Authorization", "Bearer " + token);

      assertThat(there.body()).isEqualTo(get(EU + "projects", "ada").body());
    }
  }
}
