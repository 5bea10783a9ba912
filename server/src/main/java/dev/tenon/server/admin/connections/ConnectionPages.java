package dev.tenon.server.admin.connections;

import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.http.Route;
import java.util.ArrayList;
import java.util.List;

/// The pages about connections.
public final class ConnectionPages {
  private final List<Route> routes = new ArrayList<>();

  /// Pages of `parts`.
  public ConnectionPages(Guard guard, Pages pages, ConnectionParts parts) {
    LifePages life = new LifePages(guard, pages, parts);
    routes.addAll(new ListPages(guard, pages, parts).routes());
    routes.addAll(life.routes());
    routes.addAll(new LifeForms(guard, pages, parts, life).routes());
    routes.addAll(new LinkPages(guard, pages, parts).routes());
  }

  /// The routes, in no order.
  public List<Route> routes() {
    return List.copyOf(routes);
  }
}
