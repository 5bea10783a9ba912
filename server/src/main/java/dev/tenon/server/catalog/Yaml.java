package dev.tenon.server.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A YAML file as a tree in which everything knows its place. Immutable.
sealed interface Yaml {
  Place place();

  /// What it is, in words for a problem.
  String kind();

  /// Keys and values, in the order of the file.
  record Mapping(Place place, Map<String, Entry> entries) implements Yaml {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /// A key's place and its value.
  record Entry(Place key, Yaml value) {}

  record Sequence(Place place, List<Yaml> items) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /// A single value.
  ///
  /// @param text as written, without quotes
  record Scalar(Place place, String text, Type type) implements Yaml {
    @Override
    public String kind() {
      return switch (type) {
        case TEXT -> "a text";
        case NUMBER -> "a number";
        case BOOLEAN -> "the word";
        case NOTHING -> "nothing";
      };
    }

    boolean isNothing() {
      return type == Type.NOTHING;
    }
  }

  /// What a scalar is, by YAML's core schema.
  enum Type {
    TEXT,
    NUMBER,
    BOOLEAN,
    NOTHING
  }
}
