package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.util.Optional;

/// Addresses that are told what happens. An endpoint's members are as the API has them.
public final class Webhooks {
  private final Transport transport;

  Webhooks(Transport transport) {
    this.transport = transport;
  }

  /// All of them.
  public Pages<JsonObject> list() {
    return new Pages<>(transport, ApiPath.of("webhooks"), it -> it);
  }

  /// The one of this id; empty where there is none.
  public Optional<JsonObject> find(String id) {
    return transport.get(ApiPath.of("webhooks", id)).orThrowUnlessAbsent();
  }

  /// Makes one; its answer alone holds the `secret`.
  public JsonObject create(JsonObject fields) {
    return transport.post(ApiPath.of("webhooks"), fields).orThrow();
  }

  /// Changes the fields that are given, and nothing else.
  public JsonObject update(String id, JsonObject fields) {
    return transport.patch(ApiPath.of("webhooks", id), fields).orThrow();
  }

  /// Deletes one.
  public void delete(String id) {
    transport.delete(ApiPath.of("webhooks", id)).orThrow();
  }
}
