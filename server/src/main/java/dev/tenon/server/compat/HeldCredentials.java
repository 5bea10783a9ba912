package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.ConnectionStore.ConnectionFilter;
import dev.tenon.connection.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The connections of users that Leaf would call credentials: those of its providers that work or
/// could work again. Safe for use by any thread.
final class HeldCredentials {
  private static final int MOST = 100;
  private static final Set<Status> HIDDEN = Set.of(Status.REVOKED, Status.PENDING_VERIFICATION);

  private final ConnectionStore connections;
  private final LeafClients clients;

  HeldCredentials(ConnectionStore connections, LeafClients clients) {
    this.connections = connections;
    this.clients = clients;
  }

  /// What `user` has at `provider`, as far as `caller` may see it.
  Held of(Caller caller, LeafProvider provider, UserId user) {
    return find(caller, provider, user)
        .orElseThrow(() -> LeafProblems.unknown(provider.name() + " credentials of this user"));
  }

  /// The same, where there is anything.
  Optional<Held> find(Caller caller, LeafProvider provider, UserId user) {
    return Optional.ofNullable(all(caller, user).get(provider));
  }

  /// What `user` has, by provider; of several at one provider the newest.
  Map<LeafProvider, Held> all(Caller caller, UserId user) {
    Map<OAuthClientId, OAuthClient> usable = new LinkedHashMap<>();
    clients.usable(caller).forEach(client -> usable.put(client.id(), client));
    ConnectionFilter filter =
        new ConnectionFilter(Optional.of(usable.keySet()), Optional.of(user), Optional.empty());
    Map<LeafProvider, Held> held = new LinkedHashMap<>();
    for (Connection connection :
        connections.list(caller.workspace(), filter, Optional.empty(), MOST)) {
      Optional<OAuthClient> client = Optional.ofNullable(usable.get(connection.oauthClient()));
      if (client.isPresent() && !HIDDEN.contains(connection.status())) {
        LeafProvider.of(client.get())
            .ifPresent(it -> held.putIfAbsent(it, new Held(it, client.get(), connection)));
      }
    }
    return held;
  }

  /// A user's connection at a provider.
  record Held(LeafProvider provider, OAuthClient client, Connection connection) {}
}
