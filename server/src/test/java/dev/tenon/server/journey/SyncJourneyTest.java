package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Records kept in step: a real hub with its scheduler, and the sandbox's providers.
final class SyncJourneyTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private TestHub world;

  @BeforeEach
  void start() {
    world = TestHub.start(directory, Optional.empty());
    world.verifyLinksBy("none");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void todos_are_copied_once_and_read_by_filter_and_by_change() {
    String connection = connected("trimble-connect");
    JsonNode sync =
        json(
            world.app(
                "POST",
                connection + "/syncs",
                Map.of("resource", "todos", "within", Map.of("project", "Thousand bolts"))),
            201);
    assertThat(sync.path("app").asString()).isEqualTo("viewer");
    assertThat(sync.path("interval_seconds").isNull()).isTrue();
    JsonNode first = run(connection, sync, 1);
    assertThat(first.path("state").asString()).as(first.toString()).isEqualTo("complete");
    assertThat(first.path("added").asInt()).isEqualTo(2500);

    assertThat(json(world.app("POST", connection + "/syncs/" + id(sync) + "/run"), 202))
        .isNotNull();
    JsonNode second = run(connection, sync, 2);
    assertThat(second.path("unchanged").asInt()).as(second.toString()).isEqualTo(2500);
    assertThat(second.path("added").asInt() + second.path("changed").asInt()).isZero();

    JsonNode page = json(world.app("GET", connection + "/records/todos?limit=200"), 200);
    assertThat(page.path("items").size()).isEqualTo(200);
    assertThat(page.at("/items/0/_tenon/region").asString()).isEqualTo("europe");
    assertThat(page.path("status").asString()).isEqualTo("in_step");
    assertThat(page.path("complete_at").isNull()).isFalse();
    // The run is told when it has ended, and its turn is taken away right after.
    JsonNode now =
        await(
            () ->
                Optional.of(json(world.app("GET", connection + "/syncs/" + id(sync)), 200))
                    .filter(it -> it.path("next_run_at").isNull()));
    assertThat(now.path("records").asInt()).isEqualTo(2500);
    int count = 200;
    while (!page.path("next_cursor").isNull()) {
      String cursor = page.path("next_cursor").asString();
      page = json(world.app("GET", connection + "/records/todos?limit=200&cursor=" + cursor), 200);
      count += page.path("items").size();
    }
    assertThat(count).isEqualTo(2500);
    long version = page.path("changed_since").asLong();
    JsonNode news =
        json(world.app("GET", connection + "/records/todos?changed_since=" + version), 200);
    assertThat(news.path("items").size()).isZero();
    String label = page.at("/items/0/label").asString();
    JsonNode found = json(world.app("GET", connection + "/records/todos?label=" + label), 200);
    assertThat(found.path("items").size()).isEqualTo(1);
    JsonNode one =
        json(
            world.app(
                "GET", connection + "/records/todos/" + found.at("/items/0/_tenon/id").asString()),
            200);
    assertThat(one.at("/items/0/record/label").asString()).isEqualTo(label);
    assertThat(one.at("/items/0/earlier").size()).isZero();
  }

  @Test
  void mistakes_are_told_and_nothing_is_kept() {
    String connection = connected("trimble-connect");
    String syncs = connection + "/syncs";

    assertRefused(world.app("POST", syncs, Map.of("resource", "todo")), 400, "todos");
    assertRefused(
        world.app("POST", syncs, Map.of("resource", "todos", "within", Map.of("colour", "red"))),
        400,
        "project");
    assertRefused(
        world.app("POST", syncs, Map.of("resource", "todos", "interval_seconds", 5)),
        400,
        "interval_seconds");
    assertRefused(world.admin("POST", syncs, Map.of("resource", "todos")), 400, "app");
    assertRefused(
        world.admin("POST", syncs, Map.of("resource", "todos", "app", "nobody")), 400, "app");
    assertRefused(world.app("GET", connection + "/records/todos"), 404, "sync");
    assertThat(json(world.app("GET", syncs), 200).path("items").size()).isZero();
  }

  @Test
  void a_sync_is_changed_paused_and_ended_with_its_records() {
    String connection = connected("trimble-connect");
    JsonNode sync =
        json(
            world.admin(
                "POST",
                connection + "/syncs",
                Map.of("resource", "projects", "app", "viewer", "interval_seconds", 3600)),
            201);
    String one = connection + "/syncs/" + id(sync);
    assertThat(
            json(world.app("POST", connection + "/syncs", Map.of("resource", "projects")), 409)
                .path("code")
                .asString())
        .isEqualTo("already_exists");
    run(connection, sync, 1);

    JsonNode changed =
        json(world.app("PATCH", one, Map.of("paused", true, "versions_kept", 9)), 200);
    assertThat(changed.path("paused").asBoolean()).isTrue();
    assertThat(changed.path("interval_seconds").asInt()).isEqualTo(3600);
    assertThat(json(world.app("GET", one), 200).path("status").asString()).isEqualTo("in_step");
    assertRefused(world.app("GET", connection + "/records/projects?colour=red"), 400, "colour");
    assertRefused(world.app("GET", connection + "/records/projects?deleted=maybe"), 400, "deleted");
    assertThat(
            json(world.app("GET", connection + "/records/projects?region=asia"), 200)
                .path("items")
                .size())
        .isPositive();

    assertThat(world.app("DELETE", one).status()).isEqualTo(204);
    assertThat(world.app("GET", one).status()).isEqualTo(404);
    assertThat(world.app("GET", connection + "/records/projects").status()).isEqualTo(404);
  }

  @Test
  void organizations_are_found_by_a_sync_and_chosen_by_people() {
    world.registerTrimbleAgriculture("trimble-ag");
    Browser browser = new Browser();
    world.connect(browser, "trimble-ag", "ada");
    LeafGrower grower = new LeafGrower(world, browser, URI.create("http://localhost/back"));
    browser.submit(
        browser.open(
            URI.create(
                world.sandbox.url()
                    + "/trimble-ag/ThirdPartyAccess/ThirdPartyAuthorizationRedirect"
                    + "?clientid=trimble-ag&user=ada")),
        "Allow",
        Map.of("decision", "allow", "organization", grower.farm("Green Acres")));
    String connection = connection("trimble-ag");
    JsonNode sync =
        json(
            world.app(
                "POST",
                connection + "/syncs",
                Map.of("resource", "fields", "organizations", "selected")),
            201);
    JsonNode first = run(connection, sync, 1);
    assertThat(first.path("state").asString()).as(first.toString()).isEqualTo("complete");
    assertThat(first.path("added").asInt()).isZero();
    JsonNode organizations = json(world.app("GET", connection + "/organizations"), 200);
    assertThat(organizations.path("items").size()).isPositive();
    assertThat(organizations.at("/items/0/status").isNull()).isTrue();

    String id = organizations.at("/items/0/id").asString();
    String one = connection + "/organizations/" + id;
    assertThat(
            json(world.app("PATCH", one, Map.of("status", "selected")), 200).path("id").asString())
        .isEqualTo(id);
    world.app("POST", connection + "/syncs/" + id(sync) + "/run");
    assertThat(run(connection, sync, 2).path("added").asInt()).isPositive();
    JsonNode fields = json(world.app("GET", connection + "/records/fields"), 200);
    assertThat(
            fields
                .path("items")
                .valueStream()
                .map(it -> it.at("/_tenon/parents/organization").asString()))
        .containsOnly(id);

    assertThat(world.admin("PATCH", one, Map.of("status", "blocked")).status()).isEqualTo(200);
    assertThat(
            json(world.app("PATCH", one, Map.of("status", "selected")), 403)
                .path("code")
                .asString())
        .isEqualTo("organization_blocked");
    world.app("POST", connection + "/syncs/" + id(sync) + "/run");
    assertThat(run(connection, sync, 3).path("deleted").asInt()).isPositive();
    assertThat(json(world.app("GET", connection + "/records/fields"), 200).path("items").size())
        .isZero();
    assertThat(
            json(world.app("GET", connection + "/records/fields?deleted=only"), 200)
                .path("items")
                .size())
        .isPositive();
  }

  private String connected(String integration) {
    world.registerTrimbleConnect(integration);
    world.connect(new Browser(), integration, "ada");
    return connection(integration);
  }

  private String connection(String integration) {
    JsonNode list =
        json(world.app("GET", "/api/v1/connections?user=ada&integration=" + integration), 200);
    return "/api/v1/connections/" + list.at("/items/0/id").asString();
  }

  /// Run number `number`, once it is over.
  private JsonNode run(String connection, JsonNode sync, int number) {
    String runs = connection + "/syncs/" + id(sync) + "/runs";
    return await(
        () ->
            json(world.app("GET", runs), 200)
                .path("items")
                .valueStream()
                .filter(it -> it.path("number").asInt() == number)
                .filter(it -> !it.path("ended_at").isNull())
                .findFirst());
  }

  private static JsonNode await(Supplier<Optional<JsonNode>> look) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Optional<JsonNode> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the run does not end");
  }

  private static String id(JsonNode thing) {
    return thing.path("id").asString();
  }

  private static void assertRefused(Reply reply, int status, String word) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.text()).contains(word);
  }

  private static JsonNode json(Reply reply, int status) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    return reply.text().isEmpty() ? JSON.readTree("{}") : JSON.readTree(reply.text());
  }
}
