package dev.tenon.resource;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.FileRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which items have files, and what has to be said to get them. Pure; safe for use by any thread.
final class ItemFiles {
  static final String REGION = "region";
  static final String KEY = "key";

  private ItemFiles() {}

  /// The name of the file that `item` has; its id where it has a file without a name.
  static Optional<String> name(ResourceDefinition resource, ResourceItem item) {
    return resource
        .file()
        .filter(rule -> Conditions.fit(item, rule.only()))
        .filter(rule -> rule.key().isEmpty() || item.text(rule.key()).isPresent())
        .flatMap(rule -> item.text(rule.name()).or(() -> item.text(resource.id())));
  }

  /// What has to be said besides the item's id to get its file; nothing where it has none.
  static Map<String, String> query(List<ResourceDefinition> line, Place place, ResourceItem item) {
    ResourceDefinition resource = line.getLast();
    if (name(resource, item).isEmpty()) {
      return Map.of();
    }
    Map<String, String> query = new LinkedHashMap<>();
    FileRule rule = resource.file().orElseThrow();
    place.region().ifPresent(region -> query.put(REGION, region));
    if (!rule.key().isEmpty()) {
      item.text(rule.key()).ifPresent(key -> query.put(KEY, key));
    }
    if (rule.needsParents()) {
      for (int i = 0; i < line.size() - 1; i++) {
        String word = Words.one(line.get(i));
        place.items().get(i).text(line.get(i).id()).ifPresent(id -> query.put(word, id));
      }
    }
    return Collections.unmodifiableMap(query);
  }

  /// The items above, as far as `ids` says them.
  ///
  /// @param line the resources above, outermost first
  static List<ResourceItem> above(List<ResourceDefinition> line, Map<String, String> ids) {
    List<ResourceItem> items = new ArrayList<>();
    for (ResourceDefinition each : line) {
      items.add(new Said(each.id(), Optional.ofNullable(ids.get(Words.one(each)))));
    }
    return items;
  }

  /// An item of which nothing is known but its id.
  private record Said(String path, Optional<String> id) implements ResourceItem {
    @Override
    public Optional<String> text(String wanted) {
      return wanted.equals(path) ? id : Optional.empty();
    }

    @Override
    public Optional<String> object(String wanted) {
      return Optional.empty();
    }

    @Override
    public String json() {
      return "{}";
    }

    @Override
    public String sortedJson() {
      return json();
    }
  }
}
