package dev.tenon.resource;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An item with where it was found.
///
/// @param id empty text where the provider gave none
/// @param region where regions are merged
/// @param file the name of its file, where it has one
/// @param ancestors by their word (`project`), outermost first
/// @param fileQuery what has to be said besides its id to get its file, by name
public record ListedItem(
    ResourceItem item,
    String id,
    Optional<String> file,
    Optional<String> region,
    Map<String, Ancestor> ancestors,
    Map<String, String> fileQuery) {
  public ListedItem {
    fileQuery = inOrder(fileQuery);
    ancestors = inOrder(ancestors);
  }

  private static <V> Map<String, V> inOrder(Map<String, V> map) {
    return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /// An item that this one is below.
  ///
  /// @param name what people call it; its id where it has no name
  public record Ancestor(String id, String name) {}
}
