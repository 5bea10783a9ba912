package dev.tenon.bench.sync;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Listener;
import dev.tenon.server.http.ListenerSettings;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider's lists of items below projects, in pages. What there is in a generation follows from
/// numbers alone: so it is known what anybody must have who has read it. Safe for use by any
/// thread.
public final class ItemsApi implements AutoCloseable {
  private static final int MIX = 0x9E3779B1;

  private final int projects;
  private final int items;
  private final Duration wait;
  private final Listener listener;
  private final AtomicInteger generation = new AtomicInteger();

  /// @param items in each project, those that are not there just now counted in
  /// @param wait before each page
  public ItemsApi(int projects, int items, Duration wait) {
    this.projects = projects;
    this.items = items;
    this.wait = wait;
    this.listener =
        Listener.start(
            ListenerSettings.defaults().at("127.0.0.1", 0),
            List.of(
                Route.of("GET", "/api/projects", this::listProjects),
                Route.of("GET", "/api/projects/{id}/items", this::listItems)),
            new SecureRandom(),
            (_, _, _, _) -> {});
  }

  /// The connector of such an API.
  public static String connector() {
    return """
    name: bench-items
    title: Items
    extends: generic-oauth2
    sources: [https://items.example/docs]
    checked: 2026-01-01
    verified: false
    api:
      paging: {type: offset, parameter: offset, size_parameter: limit, page_size: 500, total: total}
    resources:
      projects:
        title: Projects
        path: projects
        items: items
        columns: {name: Name}
      items:
        title: Items
        parent: projects
        path: projects/${parent.id}/items
        items: items
        columns: {label: Label, value: {title: Value, type: number}}
    """;
  }

  /// The address of the API.
  public String url() {
    return "http://127.0.0.1:" + listener.port() + "/api";
  }

  /// Now other items are there, and some are others than before.
  public void turn() {
    generation.incrementAndGet();
  }

  /// What there is now, by `project/item`.
  public Map<String, Long> all() {
    Map<String, Long> all = new TreeMap<>();
    int now = generation.get();
    for (int project = 0; project < projects; project++) {
      for (int item = 0; item < items; item++) {
        if (isThere(project, item, now)) {
          all.put("p%d/i%d".formatted(project, item), value(project, item, now));
        }
      }
    }
    return all;
  }

  private Answer listProjects(Request request) {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < projects; i++) {
      json.append(json.isEmpty() ? "" : ",")
          .append("{\"id\":\"p%d\",\"name\":\"Project %d\"}".formatted(i, i));
    }
    return json("{\"total\":%d,\"items\":[%s]}".formatted(projects, json));
  }

  private Answer listItems(Request request) {
    int project = Integer.parseInt(request.pathParameter("id").substring(1));
    int offset = Integer.parseInt(request.queryParameters("offset").getFirst());
    int limit = Integer.parseInt(request.queryParameters("limit").getFirst());
    int now = generation.get();
    StringBuilder json = new StringBuilder(limit * 320);
    int total = 0;
    int told = 0;
    for (int item = 0; item < items; item++) {
      if (isThere(project, item, now)) {
        if (total >= offset && told < limit) {
          json.append(told == 0 ? "" : ",").append(item(project, item, now));
          told++;
        }
        total++;
      }
    }
    if (!wait.isZero()) {
      try {
        Thread.sleep(wait);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    return json("{\"total\":%d,\"items\":[%s]}".formatted(total, json));
  }

  private static String item(int project, int item, int generation) {
    return """
    {"id":"i%d","label":"P%d-%d","value":%d,"title":"Check the bolts of pier %d","status":"OPEN",\
    "assignees":[{"id":"u%d","name":"Somebody"}],"description":"%s"}"""
        .formatted(
            item, project, item, value(project, item, generation), item, item % 7, "x".repeat(120));
  }

  private static boolean isThere(int project, int item, int generation) {
    return generation == 0 || (generation + mixed(project, item)) % 11 != 0;
  }

  private static long value(int project, int item, int generation) {
    return ((long) generation + mixed(item, project)) / 7;
  }

  private static int mixed(int one, int other) {
    return ((one * 31 + other) * MIX) >>> 16;
  }

  private static Answer json(String body) {
    return new Answer(
        200,
        List.of(new Answer.Header("Content-Type", "application/json")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    listener.close();
  }
}
