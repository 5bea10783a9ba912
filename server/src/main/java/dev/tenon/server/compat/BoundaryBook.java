package dev.tenon.server.compat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which boundaries the fields of a lot have, the active one first.
final class BoundaryBook {
  private final Map<String, List<FarmThing>> byField = new HashMap<>();

  BoundaryBook(FarmLot lot) {
    for (FarmThing boundary : lot.things(FarmKind.BOUNDARIES)) {
      boundary
          .text(FarmWord.FIELD)
          .ifPresent(field -> byField.computeIfAbsent(field, _ -> new ArrayList<>()).add(boundary));
    }
    Comparator<FarmThing> order =
        Comparator.comparing((FarmThing it) -> isActive(it).orElse(false)).reversed();
    byField.values().forEach(all -> all.sort(order.thenComparing(newestFirst())));
  }

  /// Those of `field`: the first is the active one. Where the provider does not say which, it is
  /// that which was changed last, else its first.
  List<FarmThing> of(FarmThing field) {
    return byField.getOrDefault(field.id(), List.of());
  }

  /// Whether the provider says that it is the active one; empty where it says nothing.
  static Optional<Boolean> isActive(FarmThing boundary) {
    return boundary
        .text(FarmWord.ACTIVE)
        .map(text -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("active"));
  }

  private static Comparator<FarmThing> newestFirst() {
    return Comparator.comparing((FarmThing it) -> it.time(FarmWord.CHANGED).orElse(Instant.EPOCH))
        .reversed();
  }
}
