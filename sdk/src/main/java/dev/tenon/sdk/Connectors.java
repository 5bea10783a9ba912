package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.util.Optional;

/// How to talk to each provider: those that come with the hub and those that an admin added.
public final class Connectors {
  private static final String YAML = "application/yaml";

  private final Transport transport;

  Connectors(Transport transport) {
    this.transport = transport;
  }

  /// All of them.
  public Pages<Connector> list() {
    return new Pages<>(transport, ApiPath.of("connectors"), Connector::of);
  }

  /// The one of this name; empty where there is none.
  public Optional<Connector> find(String name) {
    return transport.get(ApiPath.of("connectors", name)).orThrowUnlessAbsent().map(Connector::of);
  }

  /// Adds one, or replaces the one of the same name, by its YAML. What is wrong with it comes as
  /// the problem of a [HubRefusedException].
  public Connector add(String yaml) {
    return Connector.of(transport.post(ApiPath.of("connectors"), YAML, yaml).orThrow());
  }

  /// Does all of [#add(String)] but the adding.
  public Connector check(String yaml) {
    return Connector.of(transport.post(ApiPath.of("connectors", "check"), YAML, yaml).orThrow());
  }

  /// Lists the first items of a resource as a file declares it, through a connection that is there;
  /// nothing is kept.
  ///
  /// @param wish `yaml`, `resource`, and `connection` or `integration` and `user`; `limit`,
  ///   `within`, `app`
  /// @return `items`, `columns`, the `requests` that were made, `problems`, `hints` and `notes`
  public JsonObject tryResource(JsonObject wish) {
    return transport.post(ApiPath.of("connectors", "try"), wish).orThrow();
  }

  /// Removes one that was added.
  public void remove(String name) {
    transport.delete(ApiPath.of("connectors", name)).orThrow();
  }
}
