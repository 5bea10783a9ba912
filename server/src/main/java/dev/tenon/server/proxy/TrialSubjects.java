package dev.tenon.server.proxy;

import dev.tenon.access.Caller;
import dev.tenon.connection.ConnectionId;
import dev.tenon.token.TokenAsk;
import java.util.Optional;

/// Finds through which connection, and in the name of which app, an admin tries something.
@FunctionalInterface
public interface TrialSubjects {
  /// What `asked` means.
  ///
  /// @throws dev.tenon.server.http.ProblemException saying what is not there
  Subject find(Caller.Admin admin, Asked asked);

  /// What an admin has said: the connection's id, or integration and user; and an app, where not
  /// any that may use it will do.
  record Asked(
      Optional<String> connection,
      Optional<String> integration,
      Optional<String> user,
      Optional<String> app) {}

  /// Who calls, with whose token.
  record Subject(Caller.App app, ConnectionId connection, TokenAsk ask) {}
}
