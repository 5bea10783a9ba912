package dev.tenon.cli.apply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A mapping of the file, read key by key. What is wrong is added to the faults, with its place.
///
/// @param path dotted, for people; empty text for the file itself
record Entry(Node node, String path, Faults faults) {
  /// The members; none where it is no mapping, which is a fault then.
  Map<String, Node> members() {
    Map<String, Node> members = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      faults.add(node, path, "is no mapping");
      return members;
    }
    for (NodeTuple pair : mapping.getValue()) {
      if (pair.getKeyNode() instanceof ScalarNode key) {
        members.put(key.getValue(), pair.getValueNode());
      } else {
        faults.add(pair.getKeyNode(), path, "has a key that is no text");
      }
    }
    return members;
  }

  /// Says so where there is a key that is none of these.
  Entry allowing(String... known) {
    Set<String> names = Set.copyOf(Arrays.asList(known));
    members()
        .forEach(
            (name, value) -> {
              if (!names.contains(name)) {
                faults.add(
                    value,
                    at(name),
                    "is not known; there are " + String.join(", ", Arrays.asList(known)));
              }
            });
    return this;
  }

  Optional<Node> member(String name) {
    return Optional.ofNullable(members().get(name)).filter(it -> !isNothing(it));
  }

  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && List.of("", "~", "null").contains(scalar.getValue());
  }

  Optional<String> text(String name) {
    return member(name).flatMap(it -> scalar(it, at(name)));
  }

  /// A text that must be there.
  String required(String name) {
    Optional<String> text = text(name).filter(it -> !it.isBlank());
    if (text.isEmpty()) {
      faults.add(node, at(name), "is required");
    }
    return text.orElse("");
  }

  Optional<Boolean> flag(String name) {
    Optional<String> text = text(name);
    if (text.isPresent() && !List.of("true", "false").contains(text.get())) {
      faults.add(member(name).orElse(node), at(name), "is true or false");
    }
    return text.map(Boolean::parseBoolean);
  }

  /// A list of texts.
  Optional<List<String>> texts(String name) {
    return member(name)
        .map(
            list -> {
              List<String> texts = new ArrayList<>();
              int number = 0;
              for (Node item : items(list, at(name))) {
                scalar(item, at(name) + "[" + number++ + "]").ifPresent(texts::add);
              }
              return List.copyOf(texts);
            });
  }

  /// A list of mappings; empty where the key is not there at all.
  Optional<List<Entry>> entries(String name) {
    return member(name)
        .map(
            list -> {
              List<Entry> entries = new ArrayList<>();
              int number = 0;
              for (Node item : items(list, at(name))) {
                entries.add(new Entry(item, at(name) + "[" + number++ + "]", faults));
              }
              return List.copyOf(entries);
            });
  }

  Optional<Entry> entry(String name) {
    return member(name).map(it -> new Entry(it, at(name), faults));
  }

  /// Says what is wrong with a key.
  void fault(String name, String message) {
    faults.add(members().getOrDefault(name, node), at(name), message);
  }

  private List<Node> items(Node list, String where) {
    if (list instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    faults.add(list, where, "is a list");
    return List.of();
  }

  private Optional<String> scalar(Node value, String where) {
    if (value instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue());
    }
    faults.add(value, where, "is one value");
    return Optional.empty();
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
