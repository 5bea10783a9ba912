package dev.tenon.connection;

import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// An end user of the workspace.
///
/// @param details what else the organisation keeps of them here, by name: `phone`, `address`
public record User(
    WorkspaceId workspace,
    UserId id,
    Optional<String> name,
    Optional<String> email,
    Map<String, String> details,
    Instant createdAt) {
  public User {
    details = Map.copyOf(details);
  }

  /// A user of whom nothing else is kept.
  public User(
      WorkspaceId workspace,
      UserId id,
      Optional<String> name,
      Optional<String> email,
      Instant createdAt) {
    this(workspace, id, name, email, Map.of(), createdAt);
  }
}
