package dev.tenon.resource;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.resource.ListedItem.Ancestor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Where a list is asked for. Immutable.
///
/// @param regionValues template values of the region
/// @param items those above, outermost first
/// @param ancestors those above and around by their words, outermost first
/// @param around the item of the same resource that the list is below, where lists nest
record Place(
    Optional<String> region,
    Map<String, String> regionValues,
    List<ResourceItem> items,
    Map<String, Ancestor> ancestors,
    Optional<ResourceItem> around) {
  private static final String PARENT = "parent.";
  private static final String ITEM = "item.";

  /// Where the connection is.
  static Place usual() {
    return new Place(Optional.empty(), Map.of(), List.of(), Map.of(), Optional.empty());
  }

  static Place of(String region, Map<String, String> values) {
    return new Place(Optional.of(region), values, List.of(), Map.of(), Optional.empty());
  }

  /// The list, for those who know nothing of how it is asked for.
  ItemList list() {
    Map<String, String> ids = new LinkedHashMap<>();
    ancestors.forEach((word, ancestor) -> ids.put(word, ancestor.id()));
    return new ItemList(region, ids);
  }

  /// Below `item` of another resource.
  Place below(ResourceDefinition resource, ResourceItem item) {
    List<ResourceItem> more = new ArrayList<>(items);
    more.add(item);
    Ancestor ancestor =
        new Ancestor(item.text(resource.id()).orElse(""), Words.name(resource, item));
    return new Place(
        region, regionValues, more, with(Words.one(resource), ancestor), Optional.empty());
  }

  /// In `item` of the same resource.
  Place inside(String word, Ancestor ancestor, ResourceItem item) {
    return new Place(region, regionValues, items, with(word, ancestor), Optional.of(item));
  }

  /// The same below items of which only these are known.
  Place under(List<ResourceItem> known) {
    return new Place(region, regionValues, known, ancestors, around);
  }

  private Map<String, Ancestor> with(String word, Ancestor ancestor) {
    Map<String, Ancestor> all = new LinkedHashMap<>(ancestors);
    all.remove(word);
    all.put(word, ancestor);
    return Collections.unmodifiableMap(all);
  }

  /// `parent.x` is of the item right above, `parent.parent.x` of the one above that, `item.x` of
  /// the one around.
  Function<String, Optional<String>> values(PageCalls calls, ResourceDefinition resource) {
    return name -> {
      if (name.startsWith(PARENT) && resource.parent().isPresent()) {
        return above(name);
      }
      if (name.startsWith(ITEM) && around.isPresent()) {
        return around.get().text(name.substring(ITEM.length()));
      }
      return Optional.ofNullable(regionValues.get(name))
          .or(() -> ofRegion(calls, name))
          .or(() -> calls.client().value(name));
    };
  }

  private Optional<String> above(String name) {
    int above = items.size();
    String path = name;
    while (path.startsWith(PARENT) && above > 0) {
      path = path.substring(PARENT.length());
      above--;
    }
    return above < items.size() ? items.get(above).text(path) : Optional.empty();
  }

  /// What the connector declares for the region.
  private Optional<String> ofRegion(PageCalls calls, String name) {
    return region
        .flatMap(
            it ->
                calls.client().connector().regions().stream()
                    .filter(each -> each.name().equals(it))
                    .findFirst())
        .flatMap(it -> Optional.ofNullable(it.values().get(name)))
        .filter(it -> it.isFilledBy(calls.client()::value))
        .map(it -> it.expand(calls.client()::value));
  }
}
