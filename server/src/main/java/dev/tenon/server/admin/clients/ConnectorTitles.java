package dev.tenon.server.admin.clients;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.Connectors;
import dev.tenon.connector.DefinitionName;
import dev.tenon.server.http.page.Site;
import java.util.Optional;

/// How connectors and their definitions are called for people, and where their pages are.
final class ConnectorTitles {
  private final Connectors connectors;
  private final Site site;

  ConnectorTitles(Connectors connectors, Site site) {
    this.connectors = connectors;
    this.site = site;
  }

  /// @param href of the connector's page
  record Titles(String connector, String definition, String href) {}

  /// @param home the workspace whose connector it is
  Titles of(WorkspaceId looking, WorkspaceId home, ConnectorName name, DefinitionName definition) {
    Optional<Connector> connector = connectors.find(home, name);
    return new Titles(
        connector.map(Connector::title).orElse(name.value()),
        connector
            .flatMap(it -> it.definition(definition))
            .map(ConnectionDefinition::title)
            .orElse(definition.value()),
        site.path(
            home.equals(looking)
                ? ConnectorPaths.of(name)
                : ConnectorPaths.of(name, home.value())));
  }
}
