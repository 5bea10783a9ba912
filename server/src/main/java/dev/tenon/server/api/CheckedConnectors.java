package dev.tenon.server.api;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorCheck;
import dev.tenon.connector.ConnectorCheck.Checked;
import dev.tenon.connector.ConnectorCheck.Fault;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import java.util.List;
import java.util.Map;

/// Connector files that admins send, read or refused with everything that is wrong.
///
/// @param check reads them
public record CheckedConnectors(ConnectorCheck check) {
  /// What `yaml` says, for the workspace whose connectors it may extend.
  ///
  /// @throws ProblemException with every fault and its place
  public Connector read(WorkspaceId workspace, String yaml) {
    return switch (check.check(workspace, yaml)) {
      case Checked.Good(Connector connector) -> connector;
      case Checked.Bad(List<Fault> faults) -> throw new ProblemException(invalid(faults));
    };
  }

  private static Problem invalid(List<Fault> faults) {
    Fault first = faults.getFirst();
    return Problem.of(
            422,
            "invalid_connector",
            "The connector file is not valid",
            "Line %d: %s%s"
                .formatted(
                    first.line(),
                    first.field().isEmpty() ? "" : first.field() + ": ",
                    first.message()))
        .with("errors", faults.stream().map(CheckedConnectors::members).toList());
  }

  private static Map<String, Object> members(ConnectorCheck.Fault fault) {
    return Map.of(
        "line", fault.line(),
        "column", fault.column(),
        "field", fault.field(),
        "message", fault.message());
  }
}
