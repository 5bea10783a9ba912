package dev.tenon.resource;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One list of a resource: where its items are.
///
/// @param region where regions are merged
/// @param ancestors ids by their word (`project`), outermost first
public record ItemList(Optional<String> region, Map<String, String> ancestors) {
  public ItemList {
    ancestors = Collections.unmodifiableMap(new LinkedHashMap<>(ancestors));
  }
}
