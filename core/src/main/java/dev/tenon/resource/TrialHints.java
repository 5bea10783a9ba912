package dev.tenon.resource;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.Column;
import dev.tenon.resource.Trial.Hint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What of a declaration fits none of the items that came. Pure.
final class TrialHints {
  private TrialHints() {}

  static List<Hint> of(
      ResourceDefinition resource, List<ListedItem> items, ListingSummary summary) {
    List<Hint> hints = new ArrayList<>();
    String at = "resources." + resource.name() + ".";
    if (items.isEmpty()) {
      if (summary.isComplete()) {
        hints.add(new Hint(at + "items", nothing(resource)));
      }
      return hints;
    }
    absent(hints, items, at + "id", resource.id());
    resource.modified().ifPresent(path -> absent(hints, items, at + "modified", path));
    for (Column column : resource.columns()) {
      if (items.stream().noneMatch(it -> isThere(it, column.path()))) {
        hints.add(none(at + "columns." + column.path(), column.path()));
      }
    }
    resource
        .geometry()
        .filter(path -> items.stream().noneMatch(it -> it.item().object(path).isPresent()))
        .ifPresent(path -> hints.add(none(at + "geometry", path)));
    if (resource.file().isPresent() && items.stream().noneMatch(it -> it.file().isPresent())) {
      hints.add(new Hint(at + "file", "fits none of the items that came"));
    }
    Set<String> ids = new HashSet<>();
    if (items.stream().anyMatch(it -> !it.id().isEmpty() && !ids.add(it.id()))) {
      hints.add(new Hint(at + "id", "is the same for items below different things"));
    }
    return hints;
  }

  private static String nothing(ResourceDefinition resource) {
    String place = resource.items().isEmpty() ? "the answer itself" : "'" + resource.items() + "'";
    return resource.only().isEmpty()
        ? "nothing came: where the provider has something, the list is not at " + place
        : "nothing came: the list is at %s, and its items must fit 'only'".formatted(place);
  }

  private static void absent(List<Hint> hints, List<ListedItem> items, String field, String path) {
    if (items.stream().noneMatch(it -> it.item().text(path).isPresent())) {
      hints.add(none(field, path));
    }
  }

  private static Hint none(String field, String path) {
    return new Hint(field, "none of the items that came has '" + path + "'");
  }

  /// Whether there is anything: a text, an object, or a list of either.
  private static boolean isThere(ListedItem item, String path) {
    return item.item().text(path).isPresent()
        || item.item().object(path).isPresent()
        || item.item().text(path + ".0").isPresent()
        || item.item().object(path + ".0").isPresent();
  }
}
