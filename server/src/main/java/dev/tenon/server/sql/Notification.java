package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.Change.ConnectionChanged;
import dev.tenon.workspace.Change.Everything;
import dev.tenon.workspace.Change.SettingsChanged;
import java.util.List;
import java.util.Optional;

/// A [Change] as text between nodes: the node that made it, a kind, a workspace, a connection.
final class Notification {
  private static final String CONNECTION = "connection";
  private static final String SETTINGS = "settings";
  private static final String EVERYTHING = "everything";

  private Notification() {}

  static String write(String node, Change change) {
    return switch (change) {
      case ConnectionChanged(WorkspaceId workspace, String connection) ->
          String.join(" ", node, CONNECTION, workspace.value(), connection);
      case SettingsChanged(WorkspaceId workspace) ->
          String.join(" ", node, SETTINGS, workspace.value());
      case Everything _ -> String.join(" ", node, EVERYTHING);
    };
  }

  /// The change; empty when `self` made it. What is not understood, because a newer node wrote it,
  /// may be anything.
  static Optional<Change> read(String text, String self) {
    List<String> words = List.of(text.split(" ", -1));
    if (words.getFirst().equals(self)) {
      return Optional.empty();
    }
    if (words.size() == 4 && words.get(1).equals(CONNECTION)) {
      return Optional.of(new ConnectionChanged(new WorkspaceId(words.get(2)), words.get(3)));
    }
    if (words.size() == 3 && words.get(1).equals(SETTINGS)) {
      return Optional.of(new SettingsChanged(new WorkspaceId(words.get(2))));
    }
    return Optional.of(new Everything());
  }
}
