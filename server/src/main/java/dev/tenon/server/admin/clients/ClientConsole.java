package dev.tenon.server.admin.clients;

import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import java.util.ArrayList;
import java.util.List;

/// The pages under `/console/oauth-clients` and `/console/connectors`.
public final class ClientConsole {
  private final List<Route> routes = new ArrayList<>();

  /// Pages for those whom `guard` lets through.
  public ClientConsole(Guard guard, Pages pages, ClientParts parts) {
    Site site = pages.site();
    ClientCounts counts = new ClientCounts(parts.overviews());
    ClientPages clientPages = new ClientPages(guard, site, parts, counts);
    routes.addAll(new ClientListPages(guard, site, parts, counts).routes());
    routes.addAll(clientPages.routes());
    routes.addAll(new ProviderPages(guard, pages, parts).routes());
    routes.addAll(new NewClientForms(guard, pages, parts).routes());
    routes.addAll(new EditClientForms(guard, pages, parts).routes());
    routes.addAll(new DeleteClientForms(guard, pages, parts, counts).routes());
    routes.addAll(new SecretForms(guard, pages, parts, clientPages).routes());
    routes.addAll(new TestPages(guard, pages, parts).routes());
    routes.addAll(new ConnectorListPages(guard, site, parts).routes());
    routes.addAll(new ConnectorPages(guard, site, parts).routes());
    routes.addAll(new ConnectorForms(guard, pages, parts).routes());
  }

  /// The routes, in no order.
  public List<Route> routes() {
    return List.copyOf(routes);
  }
}
