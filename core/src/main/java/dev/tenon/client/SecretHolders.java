package dev.tenon.client;

import dev.tenon.secret.Secret;
import dev.tenon.secret.Vault;
import java.util.List;
import java.util.Optional;

/// Tells whether somebody knows an OAuth client's secret, for doors where a client id and its
/// secret say who asks. Safe for use by any thread.
public final class SecretHolders {
  private final OAuthClientStore store;
  private final Vault vault;

  /// Compares with the secrets of `store`, opened by `vault`.
  public SecretHolders(OAuthClientStore store, Vault vault) {
    this.store = store;
    this.vault = vault;
  }

  /// The clients of every workspace with that client id and that secret, oldest first.
  public List<OAuthClient> clients(String clientId, Secret secret) {
    return store.withClientId(clientId).stream().filter(it -> isHeld(it, secret)).toList();
  }

  /// Whether `secret` is one of those of `client`; takes the same time wherever they differ.
  public boolean isHeld(OAuthClient client, Secret secret) {
    boolean held = false;
    for (ClientSecret each : client.secrets()) {
      held |= opened(client, each).equals(secret);
    }
    return held;
  }

  /// The secret of `client` that is used first, in clear: for the one answer that a workspace has
  /// asked to be exactly another product's.
  public Optional<Secret> first(OAuthClient client) {
    return client.secrets().stream().findFirst().map(it -> opened(client, it));
  }

  private Secret opened(OAuthClient client, ClientSecret secret) {
    return vault.open(secret.sealed(), ClientSecret.binding(client.workspace(), secret.id()));
  }
}
