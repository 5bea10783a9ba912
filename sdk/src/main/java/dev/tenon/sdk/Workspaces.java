package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;

/// The workspaces of the installation. For an admin key of the first one.
public final class Workspaces {
  private final Transport transport;

  Workspaces(Transport transport) {
    this.transport = transport;
  }

  /// All of them, oldest first.
  public Pages<Workspace> list() {
    return new Pages<>(transport, ApiPath.of("workspaces"), Workspace::of);
  }

  /// Makes one. Its first admin key is in the answer, and nowhere else.
  public NewWorkspace create(String name) {
    return NewWorkspace.of(
        transport.post(ApiPath.of("workspaces"), JsonObject.empty().with("name", name)).orThrow());
  }
}
