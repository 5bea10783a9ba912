package dev.tenon.server.outbound.token;

import dev.tenon.client.ClientSecret;
import dev.tenon.client.ResolvedClient;
import dev.tenon.secret.Secret;
import dev.tenon.secret.Vault;
import java.util.Optional;

/// Opens the secrets of OAuth clients.
final class ClientSecrets {
  private final Vault vault;

  ClientSecrets(Vault vault) {
    this.vault = vault;
  }

  /// Opens `stored`.
  ///
  /// @throws dev.tenon.secret.UnsealableException when it does not open
  Secret open(ResolvedClient client, ClientSecret stored) {
    return vault.open(stored.sealed(), ClientSecret.binding(client.client().home(), stored.id()));
  }

  /// The first secret, where there is one.
  Optional<Secret> first(ResolvedClient client) {
    return client.client().secrets().stream().findFirst().map(stored -> open(client, stored));
  }
}
