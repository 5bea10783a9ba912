package dev.tenon.server.api;

import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Status;
import java.util.List;
import java.util.stream.Collectors;

/// Who else in the workspace holds the provider account of a connection. Some providers revoke by
/// client and account, so that ending one of them there ends all.
///
/// @param connections that hold it too and are not revoked, as far as the caller may see them
/// @param complete whether every connection was looked at
record SharedAccount(List<ConnectionId> connections, boolean complete) {
  SharedAccount {
    connections = List.copyOf(connections);
  }

  /// Nobody: the provider does not say whose account it is, or there is only the one.
  static SharedAccount none() {
    return new SharedAccount(List.of(), true);
  }

  /// Whether both hold the same account, as far as the provider says, and the other is not over.
  static boolean isShared(Connection connection, Connection other) {
    return !other.id().equals(connection.id())
        && other.status() != Status.REVOKED
        && connection.account().subject().isPresent()
        && connection.account().subject().equals(other.account().subject());
  }

  /// Whether revoking for one client may revoke for the other: they are one client at the provider,
  /// or two of one installation of it.
  static boolean isSameProvider(OAuthClient client, OAuthClient other) {
    boolean twin = !client.clientId().isEmpty() && client.clientId().equals(other.clientId());
    return client.connector().equals(other.connector())
        && (twin
            || (client.addresses().equals(other.addresses())
                && client.parameters().equals(other.parameters())));
  }

  /// What to say after the provider was asked to revoke; empty when there is nothing to warn of.
  String warning() {
    String named =
        connections.isEmpty()
            ? ""
            : " The same account is connected by %s too; some providers have now ended that as well."
                .formatted(
                    connections.stream()
                        .map(ConnectionId::value)
                        .collect(Collectors.joining(", ")));
    return complete
        ? named
        : named + " There are too many connections to look for all that hold the same account.";
  }
}
