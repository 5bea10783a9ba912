package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.util.Optional;

/// Identity providers whose tokens are exchanged for users' tokens. An issuer's members are as the
/// API has them.
public final class Issuers {
  private final Transport transport;

  Issuers(Transport transport) {
    this.transport = transport;
  }

  /// All of them.
  public Pages<JsonObject> list() {
    return new Pages<>(transport, ApiPath.of("issuers"), it -> it);
  }

  /// The one of this id; empty where there is none.
  public Optional<JsonObject> find(String id) {
    return transport.get(ApiPath.of("issuers", id)).orThrowUnlessAbsent();
  }

  /// Makes one.
  public JsonObject create(JsonObject fields) {
    return transport.post(ApiPath.of("issuers"), fields).orThrow();
  }

  /// Changes the fields that are given, and nothing else.
  public JsonObject update(String id, JsonObject fields) {
    return transport.patch(ApiPath.of("issuers", id), fields).orThrow();
  }

  /// Deletes one.
  public void delete(String id) {
    transport.delete(ApiPath.of("issuers", id)).orThrow();
  }
}
