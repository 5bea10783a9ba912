package dev.tenon.server.catalog;

import dev.tenon.connector.Connector;
import java.util.List;

/// What came of checking a connector file.
public sealed interface CatalogueCheck {
  /// It says this.
  record Good(Connector connector) implements CatalogueCheck {}

  /// It cannot be used.
  ///
  /// @param problems all of them, by place; at least one
  record Bad(List<CatalogueProblem> problems) implements CatalogueCheck {
    public Bad {
      problems = problems.stream().sorted(CatalogueProblem.BY_PLACE).distinct().toList();
    }
  }
}
