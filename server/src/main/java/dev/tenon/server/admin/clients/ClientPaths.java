package dev.tenon.server.admin.clients;

import dev.tenon.access.Names;
import dev.tenon.client.IntegrationName;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Words;
import java.util.Optional;

/// Where the pages of OAuth clients are. What makes a new one lies beside them: a client may be
/// called `new`.
final class ClientPaths {
  static final String ALL = Section.OAUTH_CLIENTS.path();
  static final String ONE = ALL + "/{name}";
  static final String NEW = "/console/new/oauth-client";
  static final String NEW_OF = NEW + "/{connector}";

  private ClientPaths() {}

  static String of(IntegrationName name) {
    return ALL + "/" + Words.inPath(name.value());
  }

  /// The name that a path has, where it can be one.
  static Optional<IntegrationName> name(String text) {
    return Names.problem(text).isEmpty()
        ? Optional.of(new IntegrationName(text))
        : Optional.empty();
  }
}
