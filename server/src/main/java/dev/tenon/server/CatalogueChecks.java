package dev.tenon.server;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.ConnectorCheck;
import dev.tenon.server.catalog.Catalogue;
import dev.tenon.server.catalog.CatalogueCheck;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The catalogue's check of a posted file, as the API asks for it.
record CatalogueChecks(Catalogue catalogue) implements ConnectorCheck {
  private static final Pattern NAME = Pattern.compile("(?m)^name:\\s*([a-z0-9-]+)\\s*$");

  @Override
  public Checked check(WorkspaceId workspace, String yaml) {
    return switch (catalogue.check(workspace, fileName(yaml), yaml)) {
      case CatalogueCheck.Good good -> new Checked.Good(good.connector());
      case CatalogueCheck.Bad bad ->
          new Checked.Bad(
              bad.problems().stream()
                  .map(it -> new Fault(it.line(), it.column(), it.path(), it.message()))
                  .toList());
    };
  }

  /// A posted file is called as what it declares, so that it may extend a shipped one of its name.
  private static String fileName(String yaml) {
    Matcher name = NAME.matcher(yaml);
    return (name.find() ? name.group(1) : "connector") + ".yaml";
  }
}
