package dev.tenon.server.admin.clients;

import dev.tenon.connector.ConnectorName;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Words;

/// Where the pages of connectors are. What makes a new one lies beside them.
final class ConnectorPaths {
  static final String ALL = Section.CONNECTORS.path();
  static final String ONE = ALL + "/{name}";
  static final String NEW = "/console/new/connector";

  private ConnectorPaths() {}

  static String of(ConnectorName name) {
    return ALL + "/" + Words.inPath(name.value());
  }

  /// The connector of that name that `owner` has.
  static String of(ConnectorName name, String owner) {
    return of(name) + "?owner=" + Words.inPath(owner);
  }
}
