package dev.tenon.client;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.Connectors;
import dev.tenon.connector.DefinitionName;
import java.util.List;
import java.util.Optional;

/// The connector and the connection definition that a draft names.
record Chosen(Connector connector, ConnectionDefinition definition) {

  /// Finds them; empty with problems when a name leads nowhere or would change.
  ///
  /// @param before the stored client of an update, whose connector and definition stay
  static Optional<Chosen> find(
      Connectors connectors,
      WorkspaceId workspace,
      DraftReading reading,
      Optional<OAuthClient> before) {
    refuseChange(
        reading, "connector", before.map(OAuthClient::connector).map(ConnectorName::value));
    refuseChange(
        reading,
        "connection_definition",
        before.map(OAuthClient::definition).map(DefinitionName::value));
    return connector(connectors, workspace, reading, before)
        .flatMap(
            connector ->
                definition(connector, reading, before)
                    .map(definition -> new Chosen(connector, definition)));
  }

  private static void refuseChange(DraftReading reading, String field, Optional<String> before) {
    Optional<String> typed = reading.text(field, before);
    if (before.isPresent() && !typed.equals(before)) {
      reading.problem(field, "cannot change: its connections belong there; register another");
    }
  }

  private static Optional<Connector> connector(
      Connectors connectors,
      WorkspaceId workspace,
      DraftReading reading,
      Optional<OAuthClient> before) {
    Optional<String> name =
        before
            .map(OAuthClient::connector)
            .map(ConnectorName::value)
            .or(() -> reading.text("connector", Optional.empty()));
    if (name.isEmpty()) {
      reading.problem("connector", "is missing");
      return Optional.empty();
    }
    Optional<Connector> found =
        name.filter(ConnectorName::isValid)
            .flatMap(each -> connectors.find(workspace, new ConnectorName(each)));
    if (found.isEmpty()) {
      List<String> known =
          connectors.all(workspace).stream().map(each -> each.name().value()).toList();
      reading.problem(
          "connector",
          "is not there: '" + brief(name.get()) + "'" + Nearest.hint(name.get(), known));
    }
    return found;
  }

  private static Optional<ConnectionDefinition> definition(
      Connector connector, DraftReading reading, Optional<OAuthClient> before) {
    Optional<String> name =
        before
            .map(OAuthClient::definition)
            .map(DefinitionName::value)
            .or(() -> reading.text("connection_definition", Optional.empty()));
    if (name.isEmpty()) {
      return Optional.of(connector.definitions().getFirst());
    }
    List<String> known = connector.definitions().stream().map(each -> each.name().value()).toList();
    if (!known.contains(name.get())) {
      reading.problem(
          "connection_definition",
          "must be one of " + String.join(", ", known) + Nearest.hint(name.get(), known));
      return Optional.empty();
    }
    return connector.definition(new DefinitionName(name.get()));
  }

  private static String brief(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64) + "…";
  }
}
