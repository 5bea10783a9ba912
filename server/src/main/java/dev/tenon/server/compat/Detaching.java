package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.connection.Connection;

/// Ends connections here and at their provider, as the hub's own API does.
@FunctionalInterface
public interface Detaching {
  /// Ends `connection` because `caller` says so; what the provider has not confirmed is tried again
  /// later.
  void detach(Caller caller, Connection connection);
}
