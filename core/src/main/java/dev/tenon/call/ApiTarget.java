package dev.tenon.call;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.Api;

/// Where one connection's calls go. Immutable.
///
/// @param client with the values of the connection and its region
/// @param base absolute, without query and without a slash at its end
public record ApiTarget(ConnectionId connection, ResolvedClient client, String base) {
  /// The same at another address.
  ApiTarget at(String other) {
    return new ApiTarget(connection, client, other);
  }

  /// How the API is called.
  public Api api() {
    return client.connector().api(client.definition());
  }
}
