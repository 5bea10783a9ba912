package dev.tenon.bench.chaos;

import dev.tenon.bench.sync.ItemsApi;
import dev.tenon.sdk.ConnectionImport;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One sync of the items of a user, asked for and followed over any node. Used by several threads.
final class KeptItems {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String connection;
  private final String sync;
  private final String key;
  private final Map<String, Long> followed = new TreeMap<>();
  private long version;

  private KeptItems(String connection, String sync, String key) {
    this.connection = connection;
    this.sync = sync;
    this.key = key;
  }

  /// Makes `count` users with a sync each.
  static List<KeptItems> begin(URI hub, Secret adminKey, String api, int count)
      throws InterruptedException {
    List<KeptItems> all = new ArrayList<>();
    try (TenonClient admin = TenonClient.of(hub, adminKey)) {
      admin.connectors().add(ItemsApi.connector());
      admin
          .oauthClients()
          .create(
              "items",
              OAuthClientFields.none()
                  .connector("bench-items")
                  .connectionDefinition("user-sign-in")
                  .clientId("bench")
                  .clientSecret(Secret.of("bench-secret-of-no-use"))
                  .authorizationUrl(URI.create("https://id.example.com/authorize"))
                  .tokenUrl(URI.create("https://id.example.com/token"))
                  .scope("openid")
                  .parameters(Map.of("api_url", api))
                  .forAllApps());
      admin.apps().create("bench");
      String key = admin.apps().createKey("bench", "bench").key().reveal();
      for (int i = 0; i < count; i++) {
        String connection =
            admin
                .connections()
                .importTokens(
                    ConnectionImport.of("items", "user-" + i)
                        .withAccessToken(Secret.of("token-" + i))
                        .withExpiresAt(Instant.parse("2099-01-01T00:00:00Z")))
                .id();
        KeptItems kept = new KeptItems(connection, "", key);
        JsonObject made =
            kept.post(hub, "/syncs", "{\"resource\":\"items\"}")
                .orElseThrow(() -> new IllegalStateException("no sync was made"));
        all.add(new KeptItems(connection, made.text("id").orElseThrow(), key));
      }
    }
    return all;
  }

  /// Makes it due, where it does not run already.
  void runNow(URI hub) throws InterruptedException {
    post(hub, "/syncs/" + sync + "/run", "{}");
  }

  /// Takes over what has changed since the last time, by `changed_since` alone.
  synchronized void follow(URI hub) throws InterruptedException {
    boolean more = true;
    while (more) {
      Optional<JsonObject> page = get(hub, "/records/items?limit=200&changed_since=" + version);
      if (page.isEmpty()) {
        return;
      }
      List<JsonObject> items = objects(page.get());
      for (JsonObject item : items) {
        if (item.object("_tenon").flatMap(it -> it.text("deleted_at")).isPresent()) {
          followed.remove(name(item));
        } else {
          followed.put(name(item), value(item));
        }
      }
      version = page.get().number("changed_since").orElseThrow();
      more = !items.isEmpty();
    }
  }

  synchronized Map<String, Long> followed() {
    return new TreeMap<>(followed);
  }

  /// Reads all records and compares them with what there is.
  Found read(URI hub, Map<String, Long> all) throws InterruptedException {
    Map<String, Integer> seen = new HashMap<>();
    int wrong = 0;
    String cursor = "";
    do {
      JsonObject page =
          get(hub, "/records/items?limit=200" + cursor)
              .orElseThrow(() -> new IllegalStateException("no records can be read"));
      for (JsonObject item : objects(page)) {
        seen.merge(name(item), 1, Integer::sum);
        Long there = all.get(name(item));
        wrong += there != null && there == value(item) ? 0 : 1;
      }
      cursor = page.text("next_cursor").map(it -> "&cursor=" + it).orElse("");
    } while (!cursor.isEmpty());
    int missing = (int) all.keySet().stream().filter(it -> !seen.containsKey(it)).count();
    int twice = (int) seen.values().stream().filter(it -> it > 1).count();
    return new Found(missing, twice, wrong);
  }

  /// How many whole runs have begun since.
  long completeRunsSince(URI hub, Instant time) throws InterruptedException {
    return runs(hub).stream()
        .filter(it -> it.text("state").orElse("").equals("complete"))
        .filter(it -> Instant.parse(it.text("started_at").orElseThrow()).isAfter(time))
        .count();
  }

  /// How many of the newest runs more than one process worked on.
  long cutOffRuns(URI hub) throws InterruptedException {
    return runs(hub).stream().filter(it -> it.number("attempts").orElse(1) > 1).count();
  }

  private List<JsonObject> runs(URI hub) throws InterruptedException {
    return get(hub, "/syncs/" + sync + "/runs?limit=100").map(KeptItems::objects).orElse(List.of());
  }

  private static List<JsonObject> objects(JsonObject page) {
    return page.items("items").stream().map(JsonObject.class::cast).toList();
  }

  private static String name(JsonObject item) {
    JsonObject ours = item.object("_tenon").orElseThrow();
    return ours.object("parents").flatMap(it -> it.text("project")).orElse("?")
        + "/"
        + ours.text("id").orElse("?");
  }

  private static long value(JsonObject item) {
    return item.number("value").orElse(-1L);
  }

  private Optional<JsonObject> get(URI hub, String path) throws InterruptedException {
    return object(Http.send(request(hub, path).GET()));
  }

  private Optional<JsonObject> post(URI hub, String path, String json) throws InterruptedException {
    return object(
        Http.send(
            request(hub, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))));
  }

  private HttpRequest.Builder request(URI hub, String path) {
    return HttpRequest.newBuilder(hub.resolve("/api/v1/connections/" + connection + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + key);
  }

  private static Optional<JsonObject> object(Optional<HttpResponse<String>> answer) {
    return answer
        .filter(it -> it.statusCode() / 100 == 2)
        .map(it -> (JsonObject) Json.parse(it.body()));
  }

  /// What the comparison found.
  ///
  /// @param wrong records that the provider does not have, or not so
  record Found(int missing, int twice, int wrong) {}
}
