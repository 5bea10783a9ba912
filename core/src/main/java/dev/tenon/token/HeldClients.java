package dev.tenon.token;

import dev.tenon.access.Caller;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.Connector;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How the provider behind a connection is talked to. Safe for use by any thread; asks the store.
public final class HeldClients {
  private final HeldConnections held;
  private final ClientResolution resolution;

  HeldClients(HeldConnections held, ClientResolution resolution) {
    this.held = held;
    this.resolution = resolution;
  }

  /// The OAuth client of `connection`, filled in for it; empty where `caller` may not use it.
  public Optional<ResolvedClient> find(Caller.App caller, ConnectionId connection) {
    return held.find(caller, connection).map(HeldConnections.Held.Found::client);
  }

  /// The same in another of the provider's regions; empty also where it cannot be filled in there.
  ///
  /// @param region the name of one of the connector's regions
  public Optional<ResolvedClient> find(Caller.App caller, ConnectionId connection, String region) {
    return held.find(caller, connection)
        .flatMap(
            found ->
                resolution.resolve(found.client().client(), withRegion(found.connection(), region))
                        instanceof Resolution.Resolved(ResolvedClient client)
                    ? Optional.of(client)
                    : Optional.empty());
  }

  /// How the provider would be talked to if the connection's OAuth client were of `tried`; empty
  /// where `caller` may not use the connection.
  public Optional<Resolution> tried(Caller.App caller, ConnectionId connection, Connector tried) {
    return held.find(caller, connection)
        .map(
            found ->
                found.client().client().loan().isPresent()
                    ? new Resolution.Unresolved(
                        "the OAuth client is another workspace's, whose connector it has")
                    : resolution.resolve(
                        found.client().client(), tried, found.connection().values()));
  }

  private static Map<String, String> withRegion(Connection connection, String region) {
    Map<String, String> values = new HashMap<>(connection.values());
    values.put(ClientResolution.REGION, region);
    return values;
  }
}
