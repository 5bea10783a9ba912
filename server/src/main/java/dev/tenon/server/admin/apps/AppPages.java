package dev.tenon.server.admin.apps;

import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.http.Route;
import java.util.ArrayList;
import java.util.List;

/// The pages about apps.
public final class AppPages {
  private final List<Route> routes = new ArrayList<>();

  /// Pages of `parts`.
  public AppPages(Guard guard, Pages pages, AppParts parts) {
    OnePages one = new OnePages(guard, pages, parts);
    routes.addAll(new ListPages(guard, pages, parts).routes());
    routes.addAll(one.routes());
    routes.addAll(new AppForms(guard, pages, parts, one).routes());
    routes.addAll(new RenameForm(guard, pages, parts, one).routes());
    routes.addAll(new KeyForms(guard, pages, parts, one).routes());
  }

  /// The routes, in no order.
  public List<Route> routes() {
    return List.copyOf(routes);
  }
}
