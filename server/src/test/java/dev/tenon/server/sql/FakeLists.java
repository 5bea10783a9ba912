package dev.tenon.server.sql;

import dev.tenon.resource.ItemList;
import dev.tenon.resource.ListedItem;
import dev.tenon.resource.ListedItem.Ancestor;
import dev.tenon.resource.Listing;
import dev.tenon.resource.ListingSummary;
import dev.tenon.resource.ListingSummary.Missing;
import dev.tenon.resource.Reading;
import dev.tenon.resource.ResourceItem;
import dev.tenon.resource.Step;
import dev.tenon.sync.Sync;
import dev.tenon.sync.Walk;
import dev.tenon.sync.Walks;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider's lists: items by id, below projects. What happens while they are read is handed in.
final class FakeLists implements Walks {
  /// Stands behind each item, and says nothing.
  volatile String after = "";

  /// How often an item was read.
  final AtomicInteger sorted = new AtomicInteger();

  /// Items as JSON by id, by project.
  final Map<String, Map<String, String>> projects = new TreeMap<>();

  /// Projects whose list cannot be had.
  final Set<String> failing = new HashSet<>();

  /// What each list was read as, in order.
  final List<Reading> readings = new ArrayList<>();

  /// When items changed, where it can be asked for that.
  final Map<String, Instant> changedAt = new LinkedHashMap<>();

  boolean incremental;
  boolean regionsKnown = true;

  /// The word for what is above the items.
  String word = "project";

  /// Runs before each item is told, and before and after each list.
  Runnable meanwhile = () -> {};

  void put(String project, String id, String value) {
    projects
        .computeIfAbsent(project, _ -> new TreeMap<>())
        .put(id, "{\"id\":\"%s\",\"value\":\"%s\"}".formatted(id, value));
  }

  void remove(String project, String id) {
    projects.getOrDefault(project, new TreeMap<>()).remove(id);
  }

  @Override
  public Planned plan(Sync sync) {
    return new Planned.Ready((Walk) this::walk, incremental);
  }

  private ListingSummary walk(long most, Listing.Sink sink) throws IOException {
    List<Missing> missing = new ArrayList<>();
    long told = 0;
    for (Map.Entry<String, Map<String, String>> project : new TreeMap<>(projects).entrySet()) {
      String name = project.getKey();
      if (!sink.enters(new Step(word, name, "Name of " + name))) {
        continue;
      }
      ItemList list = new ItemList(Optional.empty(), Map.of(word, name));
      meanwhile.run();
      Reading reading = sink.reads(list);
      readings.add(reading);
      if (reading instanceof Reading.Skip) {
        continue;
      }
      sink.begins(list);
      boolean whole = true;
      for (Map.Entry<String, String> item : new TreeMap<>(project.getValue()).entrySet()) {
        if (isLeftOut(reading, item.getKey())) {
          continue;
        }
        if (told == most) {
          whole = false;
          missing.add(missing(name, "limit"));
          break;
        }
        meanwhile.run();
        told++;
        sink.item(
            new ListedItem(
                new Item(item.getValue() + after, item.getValue(), sorted),
                item.getKey(),
                Optional.empty(),
                Optional.empty(),
                Map.of(word, new Ancestor(name, name)),
                Map.of()));
      }
      if (failing.contains(name)) {
        whole = false;
        missing.add(missing(name, "provider_refused"));
      }
      sink.ends(list, whole);
      meanwhile.run();
    }
    return new ListingSummary(told, missing, List.of(), regionsKnown);
  }

  private boolean isLeftOut(Reading reading, String id) {
    return incremental
        && reading instanceof Reading.Since(Instant then)
        && changedAt.getOrDefault(id, Instant.EPOCH).isBefore(then);
  }

  private static Missing missing(String project, String code) {
    return new Missing(
        "page", "todos", Optional.empty(), Optional.of(project), code, "It cannot be had.");
  }

  private record Item(String json, String members, AtomicInteger sorted) implements ResourceItem {
    @Override
    public Optional<String> text(String path) {
      return Optional.empty();
    }

    @Override
    public Optional<String> object(String path) {
      return Optional.empty();
    }

    @Override
    public String sortedJson() {
      sorted.incrementAndGet();
      return members;
    }
  }
}
