package dev.tenon.sdk;

import java.util.Optional;

/// The organisation's registrations at providers. For admin keys.
public final class OAuthClients {
  private final Transport transport;

  OAuthClients(Transport transport) {
    this.transport = transport;
  }

  /// The workspace's own, and the public ones of other workspaces that it may use.
  public Pages<OAuthClient> list() {
    return new Pages<>(transport, ApiPath.of("oauth-clients"), OAuthClient::of);
  }

  /// Those in whose name, connector, connection definition or provider `search` stands.
  public Pages<OAuthClient> search(String search) {
    return new Pages<>(
        transport, ApiPath.of("oauth-clients").with("search", search), OAuthClient::of);
  }

  /// What depends on the one of this name; empty where there is none.
  public Optional<Dependents> dependents(String name) {
    return transport
        .get(ApiPath.of("oauth-clients", name, "dependents"))
        .orThrowUnlessAbsent()
        .map(Dependents::of);
  }

  /// The one of this name; empty where there is none.
  public Optional<OAuthClient> find(String name) {
    return transport
        .get(ApiPath.of("oauth-clients", name))
        .orThrowUnlessAbsent()
        .map(OAuthClient::of);
  }

  /// The one of this name; throws [HubRefusedException] where there is none, whose problem has the
  /// `nearest` names.
  public OAuthClient get(String name) {
    return OAuthClient.of(transport.get(ApiPath.of("oauth-clients", name)).orThrow());
  }

  /// Registers one.
  public OAuthClient create(String name, OAuthClientFields fields) {
    return OAuthClient.of(
        transport.post(ApiPath.of("oauth-clients"), fields.toJson().with("name", name)).orThrow());
  }

  /// Changes the fields that are given and no other. Changing an address asks for the secret again.
  public OAuthClient update(String name, OAuthClientFields fields) {
    return OAuthClient.of(
        transport.patch(ApiPath.of("oauth-clients", name), fields.toJson()).orThrow());
  }

  /// Deletes it.
  public void delete(String name) {
    transport.delete(ApiPath.of("oauth-clients", name)).orThrow();
  }
}
