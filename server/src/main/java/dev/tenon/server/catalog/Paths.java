package dev.tenon.server.catalog;

import java.util.Optional;

/// Fields named from the root of a file: `definitions.user-sign-in.steps[0].url`.
final class Paths {
  private Paths() {}

  static String field(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  static String item(String path, int index) {
    return path + "[" + index + "]";
  }

  /// What stands at one step below `node`.
  static Optional<Yaml> step(Yaml node, Object step) {
    return switch (node) {
      case Yaml.Mapping mapping ->
          Optional.ofNullable(mapping.entries().get(step.toString())).map(Yaml.Entry::value);
      case Yaml.Sequence sequence
          when step instanceof Integer index && index < sequence.items().size() ->
          Optional.of(sequence.items().get(index));
      case Yaml.Sequence _, Yaml.Scalar _ -> Optional.empty();
    };
  }
}
