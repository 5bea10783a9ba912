package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.ConnectionStore.ConnectionFilter;
import dev.tenon.connection.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The connections of users that Leaf would call credentials: those of its providers that work or
/// could work again. Safe for use by any thread.
final class HeldCredentials {
  private static final int MOST = 100;
  private static final int PAGE = 500;
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

  /// Every connection of `user`, or of all users, that `caller` may see, newest first; ends with
  /// the one that `seen` does not want to go on after.
  void each(Caller caller, Optional<UserId> user, Predicate<Held> seen) {
    Map<OAuthClientId, OAuthClient> usable = new LinkedHashMap<>();
    clients.usable(caller).forEach(client -> usable.put(client.id(), client));
    ConnectionFilter filter =
        new ConnectionFilter(Optional.of(usable.keySet()), user, Optional.empty());
    Optional<ConnectionId> after = Optional.empty();
    boolean more = !usable.isEmpty();
    while (more) {
      List<Connection> page = connections.list(caller.workspace(), filter, after, PAGE);
      for (Connection connection : page) {
        OAuthClient client = usable.get(connection.oauthClient());
        if (client != null && !HIDDEN.contains(connection.status())) {
          LeafProvider provider = LeafProvider.of(client).orElseThrow();
          if (!seen.test(new Held(provider, client, connection))) {
            return;
          }
        }
      }
      more = page.size() == PAGE;
      after = more ? Optional.of(page.getLast().id()) : Optional.empty();
    }
  }

  /// A user's connection at a provider.
  record Held(LeafProvider provider, OAuthClient client, Connection connection) {}
}
