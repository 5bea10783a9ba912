package dev.tenon.server.api;

import dev.tenon.app.ApiKeys;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Route;
import java.util.List;
import java.util.Optional;

/// The keys of the workspace's admins.
public final class AdminKeyRoutes {
  private final Desk desk;
  private final KeyDesk keys;

  /// Answers by the rules of `keys`.
  public AdminKeyRoutes(Desk desk, ApiKeys keys) {
    this.desk = desk;
    this.keys = new KeyDesk(desk, keys);
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("GET", "/api/v1/keys", callers.admin((r, a) -> keys.list(r, a, Optional.empty()))),
        Route.of(
            "POST", "/api/v1/keys", callers.admin((r, a) -> keys.make(r, a, Optional.empty()))),
        Route.of(
            "DELETE",
            "/api/v1/keys/{id}",
            callers.admin((r, a) -> keys.revoke(r, a, Optional.empty()))));
  }
}
