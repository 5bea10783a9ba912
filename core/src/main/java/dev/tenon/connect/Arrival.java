package dev.tenon.connect;

import dev.tenon.client.IntegrationName;
import dev.tenon.connection.Connection;
import dev.tenon.oauth.Scope;

/// How a journey ended.
public sealed interface Arrival {
  /// The connection works.
  ///
  /// @param missing what was asked for and not granted
  record Connected(
      ConnectLink link, IntegrationName integration, Connection connection, Scope missing)
      implements Arrival {}

  /// The grant is there and hands out nothing until the app confirms it with `code`.
  ///
  /// @param missing what was asked for and not granted
  record Awaiting(ConnectLink link, IntegrationName integration, ConnectCode code, Scope missing)
      implements Arrival {}

  /// No connection was made, or none was changed.
  record Refused(Refusal refusal) implements Arrival {}
}
