package dev.tenon.resource;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How the next page is asked for, besides what every page of the list is asked with.
///
/// @param query parameters, which take the place of the list's own
/// @param range the header `Range`
/// @param address a whole address, of which path and query are used
record PageAsk(Map<String, String> query, Optional<String> range, Optional<String> address) {
  PageAsk {
    query = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(query));
  }

  /// What it asks for, for people: no values, which may be long or secret.
  String words() {
    return range
        .map(it -> "Range: " + it)
        .or(() -> address.map(_ -> "the address that the answer gave"))
        .orElseGet(() -> String.join(", ", query.keySet()));
  }

  static PageAsk plain() {
    return new PageAsk(Map.of(), Optional.empty(), Optional.empty());
  }

  static PageAsk of(Map<String, String> query) {
    return new PageAsk(query, Optional.empty(), Optional.empty());
  }

  static PageAsk range(String range) {
    return new PageAsk(Map.of(), Optional.of(range), Optional.empty());
  }

  static PageAsk address(String address) {
    return new PageAsk(Map.of(), Optional.empty(), Optional.of(address));
  }
}
