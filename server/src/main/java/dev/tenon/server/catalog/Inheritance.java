package dev.tenon.server.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// `extends`: mappings merge key by key at every depth, lists replace, `~` takes a key away. What
/// the file itself says comes first, so that its first definition is the default.
final class Inheritance {
  private static final Set<String> OWN =
      Set.of("name", "title", "extends", "sources", "checked", "verified");

  private final Function<String, Optional<Yaml.Mapping>> parents;
  private final List<CatalogueProblem> problems;

  /// @param parents the tree of the connector of that name
  Inheritance(Function<String, Optional<Yaml.Mapping>> parents, List<CatalogueProblem> problems) {
    this.parents = parents;
    this.problems = problems;
  }

  /// `file` with everything that it inherits.
  Yaml.Mapping resolve(Yaml.Mapping file) {
    return resolve(file, new ArrayList<>());
  }

  private Yaml.Mapping resolve(Yaml.Mapping file, List<String> line) {
    Optional<String> parent = text(file, "extends");
    if (parent.isEmpty()) {
      return file;
    }
    Place place = Paths.step(file, "extends").orElseThrow().place();
    if (line.contains(parent.get())) {
      String circle = String.join(" → ", line) + " → " + parent.get();
      problems.add(
          CatalogueProblem.at(place, "extends", "must not go round in a circle: " + circle));
      return file;
    }
    Optional<Yaml.Mapping> found = parents.apply(parent.get());
    if (found.isEmpty()) {
      String message = "there is no connector '" + parent.get() + "' to inherit from";
      problems.add(CatalogueProblem.at(place, "extends", message));
      return file;
    }
    line.add(parent.get());
    Map<String, Yaml.Entry> inherited = new LinkedHashMap<>(resolve(found.get(), line).entries());
    inherited.keySet().removeAll(OWN);
    return merge(file, new Yaml.Mapping(found.get().place(), inherited));
  }

  /// `over` merged onto `under`.
  static Yaml.Mapping merge(Yaml.Mapping over, Yaml.Mapping under) {
    Map<String, Yaml.Entry> merged = new LinkedHashMap<>();
    over.entries()
        .forEach(
            (key, entry) -> {
              Yaml.Entry below = under.entries().get(key);
              if (below == null) {
                merged.put(key, entry);
              } else if (!(entry.value() instanceof Yaml.Scalar scalar && scalar.isNothing())) {
                merged.put(key, new Yaml.Entry(entry.key(), merge(entry.value(), below.value())));
              }
            });
    under
        .entries()
        .forEach(
            (key, entry) -> {
              if (!over.entries().containsKey(key)) {
                merged.put(key, entry);
              }
            });
    return new Yaml.Mapping(over.place(), merged);
  }

  private static Yaml merge(Yaml over, Yaml under) {
    return over instanceof Yaml.Mapping mapping && under instanceof Yaml.Mapping below
        ? merge(mapping, below)
        : over;
  }

  private static Optional<String> text(Yaml.Mapping file, String field) {
    return Paths.step(file, field)
        .filter(node -> node instanceof Yaml.Scalar scalar && !scalar.isNothing())
        .map(node -> ((Yaml.Scalar) node).text());
  }
}
