package dev.tenon.connection;

import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import java.util.List;
import java.util.Optional;

/// The stored users. Safe for use by any thread; each write is one transaction with its audit
/// event.
public interface UserStore {
  /// The user of that id.
  Optional<User> find(WorkspaceId workspace, UserId id);

  /// Users by id, at most `limit`, those after `after` only.
  List<User> list(WorkspaceId workspace, Optional<UserId> after, int limit);

  /// Users by id who match, at most `limit`, without the first `offset` of them.
  List<User> search(WorkspaceId workspace, UserQuery query, int offset, int limit);

  /// Inserts the user; false when the id is taken (nothing is changed then).
  boolean create(User user, AuditEvent event);

  /// Replaces name, e-mail and details; false when there is no such user.
  boolean update(User user, AuditEvent event);

  /// Deletes the user; false when there is none or connections that are not revoked depend on it.
  boolean delete(WorkspaceId workspace, UserId id, AuditEvent event);

  /// Whom to look for. What is empty is not looked at; texts are compared exactly.
  record UserQuery(Optional<UserId> id, Optional<String> name, Optional<String> email) {}
}
