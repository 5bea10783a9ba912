package dev.tenon.server.catalog;

import dev.tenon.client.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The names that the templates of one place may ask for. Immutable.
///
/// @param names allowed as they are
/// @param beginnings allowed with anything after them, for example `steps.`
record Placeholders(Set<String> names, List<String> beginnings) {
  Placeholders {
    names = Set.copyOf(names);
    beginnings = List.copyOf(beginnings);
  }

  static Placeholders of(Collection<String> names) {
    return new Placeholders(new LinkedHashSet<>(names), List.of());
  }

  /// These and `more`; a name that ends with a dot is a beginning.
  Placeholders and(String... more) {
    return and(List.of(more));
  }

  Placeholders and(Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(names);
    List<String> starts = new ArrayList<>(beginnings);
    for (String name : more) {
      if (name.endsWith(".")) {
        starts.add(name);
      } else {
        all.add(name);
      }
    }
    return new Placeholders(all, starts);
  }

  /// What is wrong with asking for `name`, or empty.
  Optional<String> flaw(String name) {
    if (names.contains(name) || beginnings.stream().anyMatch(name::startsWith)) {
      return Optional.empty();
    }
    List<String> known =
        Stream.concat(names.stream(), beginnings.stream().map(start -> start + "…"))
            .sorted()
            .toList();
    return Optional.of(
        "has an unknown placeholder ${%s}%s; known here: %s"
            .formatted(name, Nearest.hint(name, names), String.join(", ", known)));
  }
}
