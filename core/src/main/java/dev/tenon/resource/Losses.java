package dev.tenon.resource;

import dev.tenon.call.ApiResult;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.resource.ListedItem.Ancestor;
import dev.tenon.resource.ListingSummary.Missing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a listing could not have, and what was odd. Used by one thread.
final class Losses {
  private static final int MOST_MISSING = 100;
  private static final int MOST_WARNINGS = 10;

  private final List<Missing> missing = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private long count;

  /// Something was odd, and nothing is missing for it.
  void note(String what) {
    notes.add(what);
  }

  /// Something could not be had.
  void lost(String what, ResourceDefinition resource, Place place, String code, String detail) {
    count++;
    if (missing.size() < MOST_MISSING) {
      missing.add(
          new Missing(
              what,
              resource.name(),
              place.region(),
              place.ancestors().values().stream().reduce((_, it) -> it).map(Ancestor::id),
              code,
              detail));
    }
  }

  /// Nothing more can be had.
  void rest(ResourceDefinition resource, Place place, ApiResult refused) {
    if (refused instanceof ApiResult.NotCallable(String problem)) {
      lost("rest", resource, place, "resource_not_callable", problem);
    } else {
      lost(
          "rest",
          resource,
          place,
          "connection_refused",
          "The connection handed out no token any more.");
    }
  }

  /// JSON:API's warnings inside a 200 (Autodesk: a region that could not be asked).
  void warnings(ResourceItem around) {
    for (int i = 0; i < MOST_WARNINGS; i++) {
      Optional<String> title = around.text("meta.warnings." + i + ".Title");
      if (title.isEmpty()) {
        return;
      }
      note("the provider warns: " + title.get());
    }
  }

  /// How much was lost so far.
  long count() {
    return count;
  }

  boolean isNothing() {
    return count == 0;
  }

  ListingSummary summary(long items, boolean regionsKnown) {
    return new ListingSummary(items, missing, List.copyOf(notes), regionsKnown);
  }
}
