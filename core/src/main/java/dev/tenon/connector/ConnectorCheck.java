package dev.tenon.connector;

import dev.tenon.access.WorkspaceId;
import java.util.List;

/// Reads a connector file that an admin posts. The catalogue's, seen from here.
@FunctionalInterface
public interface ConnectorCheck {
  /// What `yaml` says, for the workspace whose connectors it may extend.
  Checked check(WorkspaceId workspace, String yaml);

  /// What came of it.
  sealed interface Checked {
    /// It can be used.
    record Good(Connector connector) implements Checked {}

    /// It cannot.
    ///
    /// @param faults all of them, by place; at least one
    record Bad(List<Fault> faults) implements Checked {
      public Bad {
        faults = List.copyOf(faults);
      }
    }
  }

  /// Something wrong in a file.
  ///
  /// @param line from 1
  /// @param column from 1
  /// @param field dotted path; empty text for the file
  /// @param message what is wrong and what is allowed
  record Fault(int line, int column, String field, String message) {}
}
