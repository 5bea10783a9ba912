package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.call.AllowedCalls;
import dev.tenon.connection.Connection;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.sync.KeptSync;
import dev.tenon.sync.Sync;
import dev.tenon.sync.SyncId;
import dev.tenon.sync.SyncStore;
import java.util.List;
import java.util.Optional;

/// The syncs that a caller may see: an admin all of a connection, an app its own, and those of
/// others where nothing says what it may call. Safe for use by any thread.
public final class VisibleSyncs {
  private final Desk desk;
  private final VisibleConnections connections;
  private final SyncStore store;
  private final AllowedCalls allowed;

  /// The syncs of `store`.
  public VisibleSyncs(
      Desk desk, VisibleConnections connections, SyncStore store, AllowedCalls allowed) {
    this.desk = desk;
    this.connections = connections;
    this.store = store;
    this.allowed = allowed;
  }

  /// The connection that the request names.
  Connection connection(Request request, Caller caller) {
    String id = request.pathParameter("id");
    return Ids.connection(id)
        .flatMap(it -> connections.find(caller, it))
        .orElseThrow(() -> desk.refusedAccess(caller, "connection", id));
  }

  List<KeptSync> list(Caller caller, Connection connection) {
    return store.list(caller.workspace(), connection.id()).stream()
        .filter(it -> isVisible(caller, it.sync()))
        .toList();
  }

  /// The sync that the request names.
  KeptSync sync(Request request, Caller caller) {
    Connection connection = connection(request, caller);
    String id = request.pathParameter("sync");
    return read(id)
        .flatMap(it -> store.find(caller.workspace(), it))
        .filter(it -> it.sync().connection().equals(connection.id()))
        .filter(it -> isVisible(caller, it.sync()))
        .orElseThrow(() -> desk.refusedAccess(caller, "sync", id));
  }

  /// The same, to be changed: an app changes its own alone.
  KeptSync own(Request request, Caller caller) {
    KeptSync kept = sync(request, caller);
    if (caller instanceof Caller.App app && !app.name().equals(kept.sync().app())) {
      throw desk.refusedAccess(caller, "sync", kept.sync().id().value());
    }
    return kept;
  }

  /// The sync of the resource that the request names.
  KeptSync ofResource(Request request, Caller caller) {
    Connection connection = connection(request, caller);
    return store
        .find(caller.workspace(), connection.id(), request.pathParameter("resource"))
        .filter(it -> isVisible(caller, it.sync()))
        .orElseThrow(() -> new ProblemException(Problems.unknown("sync of that resource")));
  }

  private boolean isVisible(Caller caller, Sync sync) {
    return switch (caller) {
      case Caller.Admin _ -> true;
      case Caller.App app -> app.name().equals(sync.app()) || allowed.of(app).isEmpty();
    };
  }

  private static Optional<SyncId> read(String id) {
    try {
      return Optional.of(new SyncId(id));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
