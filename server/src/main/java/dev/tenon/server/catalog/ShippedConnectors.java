package dev.tenon.server.catalog;

import dev.tenon.connector.Connector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The connectors in our own jar. The build has checked them; each is read when it is first asked
/// for, so that the hub's start waits for none. Safe for use by any thread.
final class ShippedConnectors {
  private static final String DIRECTORY = "/connectors/";

  private final SortedSet<String> names;
  private final Map<String, Connector> read = new ConcurrentHashMap<>();

  ShippedConnectors() {
    this.names = new TreeSet<>(text("index.txt").lines().filter(line -> !line.isBlank()).toList());
  }

  SortedSet<String> names() {
    return names;
  }

  Optional<Connector> find(String name) {
    return names.contains(name)
        ? Optional.of(read.computeIfAbsent(name, this::connector))
        : Optional.empty();
  }

  /// The text of the shipped file of that name.
  Optional<String> yaml(String name) {
    return names.contains(name) ? Optional.of(text(name + ".yaml")) : Optional.empty();
  }

  /// The tree of a shipped file, for those that extend it.
  Optional<Yaml.Mapping> tree(String name) {
    return names.contains(name)
        ? YamlReader.read(name + ".yaml", text(name + ".yaml"), new ArrayList<>())
        : Optional.empty();
  }

  private Connector connector(String name) {
    String file = name + ".yaml";
    return switch (ConnectorCompiler.checkedAtBuild(file, text(file), this::tree)) {
      case CatalogueCheck.Good good -> good.connector();
      case CatalogueCheck.Bad bad ->
          throw new IllegalStateException(
              "indicates a bug: a shipped file is bad: " + bad.problems());
    };
  }

  static String text(String file) {
    try (InputStream stream = ShippedConnectors.class.getResourceAsStream(DIRECTORY + file)) {
      byte[] bytes = Objects.requireNonNull(stream, file).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All of them, by name.
  List<Connector> all() {
    return names.stream().map(name -> find(name).orElseThrow()).toList();
  }
}
