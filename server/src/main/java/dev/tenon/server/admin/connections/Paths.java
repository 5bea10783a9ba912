package dev.tenon.server.admin.connections;

import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionWords;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import java.util.Optional;

/// Where the pages about connections are.
final class Paths {
  static final String ALL = Section.CONNECTIONS.path();
  static final String ONE = ALL + "/{id}";
  static final String LINK = ALL + "/link";
  static final String LINKS = ALL + "/links/{id}";

  private Paths() {}

  static String one(ConnectionId id) {
    return ALL + "/" + id;
  }

  /// Where what can be read through the connection is shown, where that page is there.
  static Optional<String> data(ConnectionId id, String resource) {
    String below = resource.isEmpty() ? "" : "/" + Words.inPath(resource);
    return Section.DATA.isThere()
        ? Optional.of(Section.DATA.path() + "/" + id + below)
        : Optional.empty();
  }

  /// The id in the path, where it can be one.
  static Optional<ConnectionId> id(Visit visit) {
    return ConnectionWords.id(visit.request().pathParameter("id"));
  }
}
