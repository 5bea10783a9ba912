package dev.tenon.resource;

import java.util.Map;

/// What an item must have to be meant. Pure; safe for use by any thread.
final class Conditions {
  private static final String ANYTHING = "*";

  private Conditions() {}

  /// Whether `item` has at each of these dotted paths what is written there; `*` is anything.
  static boolean fit(ResourceItem item, Map<String, String> only) {
    return only.entrySet().stream()
        .allMatch(
            it ->
                item.text(it.getKey())
                    .filter(text -> it.getValue().equals(ANYTHING) || it.getValue().equals(text))
                    .isPresent());
  }
}
