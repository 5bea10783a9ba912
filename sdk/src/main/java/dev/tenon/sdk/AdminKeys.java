package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;

/// The workspace's admin keys. For admin keys alone.
public final class AdminKeys {
  private final Transport transport;

  AdminKeys(Transport transport) {
    this.transport = transport;
  }

  /// All of them, without the keys themselves.
  public Pages<ApiKey> list() {
    return new Pages<>(transport, ApiPath.of("keys"), ApiKey::of);
  }

  /// Makes a key; this answer is the only one that ever holds it.
  public NewApiKey create(String name) {
    return NewApiKey.of(
        transport.post(ApiPath.of("keys"), JsonObject.empty().with("name", name)).orThrow());
  }

  /// Ends a key at once; the last one cannot be ended.
  public void revoke(String id) {
    transport.delete(ApiPath.of("keys", id)).orThrow();
  }
}
