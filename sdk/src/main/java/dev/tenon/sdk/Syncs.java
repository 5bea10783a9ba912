package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.util.Optional;

/// What of a user's connection is kept in step: one sync at most for each resource. Its members are
/// as the API has them.
public final class Syncs {
  private final Transport transport;
  private final UserConnection connection;

  Syncs(Transport transport, UserConnection connection) {
    this.transport = transport;
    this.connection = connection;
  }

  /// All of them, oldest first.
  public Pages<JsonObject> list() {
    return new Pages<>(transport, ApiPath.of("connections", connection.id(), "syncs"), it -> it);
  }

  /// The one of `resource` (`todos`); empty where it is not kept in step.
  public Optional<JsonObject> of(String resource) {
    return list().stream()
        .filter(it -> it.text("resource").filter(resource::equals).isPresent())
        .findFirst();
  }

  /// Keeps a resource in step from now on.
  ///
  /// @param fields with `resource`, and for an admin's key `app`
  public JsonObject create(JsonObject fields) {
    return transport.post(ApiPath.of("connections", connection.id(), "syncs"), fields).orThrow();
  }

  /// Changes the fields that are given, and nothing else.
  public JsonObject update(String id, JsonObject fields) {
    return transport.patch(path(id), fields).orThrow();
  }

  /// Has it run as soon as a node is free; false where it runs already.
  public boolean run(String id) {
    return !transport
        .post(ApiPath.of("connections", connection.id(), "syncs", id, "run"))
        .orThrow()
        .flag("runs_already");
  }

  /// How it went, the newest run first.
  public Pages<JsonObject> runs(String id) {
    return new Pages<>(
        transport, ApiPath.of("connections", connection.id(), "syncs", id, "runs"), it -> it);
  }

  /// Ends it, with its records.
  public void delete(String id) {
    transport.delete(path(id)).orThrow();
  }

  private ApiPath path(String id) {
    return ApiPath.of("connections", connection.id(), "syncs", id);
  }
}
