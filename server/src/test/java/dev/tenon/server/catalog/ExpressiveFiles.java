package dev.tenon.server.catalog;

import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.DefinitionName;
import dev.tenon.connector.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;

/// The files in which invented connectors say whatever the leading peer's definitions say.
final class ExpressiveFiles {
  static final Path DIRECTORY = Path.of("src/test/resources/dev/tenon/server/catalog/expressive");

  static Connector connector(String name) {
    return switch (ConnectorCompiler.check(name + ".yaml", text(name), ExpressiveFiles::tree)) {
      case CatalogueCheck.Good good -> good.connector();
      case CatalogueCheck.Bad bad -> throw new AssertionError(bad.problems().toString());
    };
  }

  private static Optional<Yaml.Mapping> tree(String name) {
    return YamlReader.read(name + ".yaml", text(name), new ArrayList<>());
  }

  private static String text(String name) {
    try {
      return Files.readString(DIRECTORY.resolve(name + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ConnectionDefinition definition(Connector connector, String name) {
    return connector.definition(new DefinitionName(name)).orElseThrow();
  }

  static <A extends Authorization> A only(String name, Class<A> kind) {
    return kind.cast(connector(name).definitions().getFirst().authorization());
  }

  static Template t(String source) {
    return Template.parse(source);
  }

  private ExpressiveFiles() {}
}
