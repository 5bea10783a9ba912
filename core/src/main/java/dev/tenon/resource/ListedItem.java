package dev.tenon.resource;

import java.util.Map;
import java.util.Optional;

/// An item with where it was found.
///
/// @param id empty text where the provider gave none
/// @param region where regions are merged
/// @param file the name of its file, where it has one
/// @param ancestors by their word (`project`), outermost first; like `fileQuery` not copied, as all
///   items of a list have the same: it must not be changed any more
/// @param fileQuery what has to be said besides its id to get its file, by name
public record ListedItem(
    ResourceItem item,
    String id,
    Optional<String> file,
    Optional<String> region,
    Map<String, Ancestor> ancestors,
    Map<String, String> fileQuery) {

  /// An item that this one is below.
  ///
  /// @param name what people call it; its id where it has no name
  public record Ancestor(String id, String name) {}
}
