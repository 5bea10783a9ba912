package dev.tenon.server.catalog;

import dev.tenon.connector.Connector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The way of a file: text, tree, inheritance, schema, records. Every problem of a stage is told; a
/// later stage runs only on what the earlier one found good. Stateless.
final class ConnectorCompiler {
  private ConnectorCompiler() {}

  /// Checks a file that anybody wrote.
  ///
  /// @param parents the trees of connectors that it may extend
  static CatalogueCheck check(
      String file, String yaml, Function<String, Optional<Yaml.Mapping>> parents) {
    return compile(file, yaml, parents, Stage.CHECK_SCHEMA);
  }

  /// Reads a file that the build has checked, without spending time on the schema again.
  static CatalogueCheck checkedAtBuild(
      String file, String yaml, Function<String, Optional<Yaml.Mapping>> parents) {
    return compile(file, yaml, parents, Stage.SKIP_SCHEMA);
  }

  private static CatalogueCheck compile(
      String file, String yaml, Function<String, Optional<Yaml.Mapping>> parents, Stage stage) {
    List<CatalogueProblem> problems = new ArrayList<>();
    Optional<Yaml.Mapping> tree = YamlReader.read(file, yaml, problems);
    if (tree.isEmpty()) {
      return new CatalogueCheck.Bad(problems);
    }
    Yaml.Mapping whole = new Inheritance(parents, problems).resolve(tree.get());
    if (stage == Stage.CHECK_SCHEMA) {
      problems.addAll(Schemas.CHECK.problems(whole));
    }
    if (!problems.isEmpty()) {
      return new CatalogueCheck.Bad(problems);
    }
    Connector connector = ConnectorReader.read(tree.get(), whole, problems);
    return problems.isEmpty()
        ? new CatalogueCheck.Good(connector)
        : new CatalogueCheck.Bad(problems);
  }

  private enum Stage {
    CHECK_SCHEMA,
    SKIP_SCHEMA
  }

  /// Read when the first file is checked: the schema takes longer to load than a connector.
  private static final class Schemas {
    private static final SchemaCheck CHECK = new SchemaCheck();
  }
}
