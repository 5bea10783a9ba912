package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.SecretHolders;
import dev.tenon.secret.Secret;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The OAuth clients that Leaf's calls mean. Safe for use by any thread.
final class LeafClients {
  private final OAuthClientStore store;
  private final SecretHolders holders;

  LeafClients(OAuthClientStore store, SecretHolders holders) {
    this.store = store;
    this.holders = holders;
  }

  /// Those of a workspace for `provider`, the best fitting first.
  List<OAuthClient> of(WorkspaceId workspace, LeafProvider provider) {
    return store.all(workspace).stream()
        .filter(provider::owns)
        .sorted(
            Comparator.comparingInt(provider::rank).thenComparing(client -> client.name().value()))
        .toList();
  }

  /// Those of a workspace for any provider of Leaf's that `caller` may use.
  List<OAuthClient> usable(Caller caller) {
    return store.all(caller.workspace()).stream()
        .filter(client -> LeafProvider.of(client).isPresent())
        .filter(client -> mayUse(caller, client))
        .toList();
  }

  /// The one that a call means.
  ///
  /// @param clientId as sent; empty where the provider's credentials have none
  OAuthClient meant(Caller caller, LeafProvider provider, Optional<String> clientId) {
    OAuthClient client =
        of(caller.workspace(), provider).stream()
            .filter(it -> clientId.map(it.clientId()::equals).orElse(true))
            .findFirst()
            .orElseThrow(() -> LeafProblems.noClient(provider));
    if (!mayUse(caller, client)) {
      throw LeafProblems.notAssigned(client.name().value());
    }
    return client;
  }

  /// Those with that client id in any workspace, of `provider`, where a secret that was sent is
  /// theirs.
  List<OAuthClient> known(LeafProvider provider, String clientId, Optional<Secret> secret) {
    List<OAuthClient> clients =
        secret
            .map(it -> holders.clients(clientId, it))
            .orElseGet(() -> store.withClientId(clientId));
    return clients.stream().filter(provider::owns).toList();
  }

  boolean isSecretOf(OAuthClient client, Secret secret) {
    return holders.isHeld(client, secret);
  }

  Optional<Secret> secret(OAuthClient client) {
    return holders.first(client);
  }

  static boolean mayUse(Caller caller, OAuthClient client) {
    return switch (caller) {
      case Caller.Admin _ -> true;
      case Caller.App app -> client.apps().allows(app.name());
    };
  }
}
