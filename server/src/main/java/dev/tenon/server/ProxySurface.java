package dev.tenon.server;

import dev.tenon.server.api.CheckedConnectors;
import dev.tenon.server.api.ConnectPrompts;
import dev.tenon.server.api.Desk;
import dev.tenon.server.api.TokenProblems;
import dev.tenon.server.api.VisibleConnections;
import dev.tenon.server.catalog.Catalogue;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Route;
import dev.tenon.server.proxy.ListingRoutes;
import dev.tenon.server.proxy.NoTokenProblems;
import dev.tenon.server.proxy.ProxyRoutes;
import dev.tenon.server.proxy.ProxySettings;
import dev.tenon.server.proxy.TrialRoutes;
import dev.tenon.server.sql.Database;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Providers' APIs called for apps, lists of them, and resources that are tried, wired.
final class ProxySurface {
  private final Database database;
  private final Engine engine;
  private final ProxyParts proxy;
  private final Catalogue catalogue;
  private final URI url;
  private final Clock clock;

  ProxySurface(
      Database database,
      Engine engine,
      ProxyParts proxy,
      Catalogue catalogue,
      URI url,
      Clock clock) {
    this.database = database;
    this.engine = engine;
    this.proxy = proxy;
    this.catalogue = catalogue;
    this.url = url;
    this.clock = clock;
  }

  /// @param listings those of [#listings]
  /// @param bodyBytes how large a proxied body may be
  List<Route> routes(Desk desk, Callers callers, ListingRoutes listings, long bodyBytes) {
    NoTokenProblems noToken = noToken();
    ProxySettings standard = ProxySettings.standard(bodyBytes);
    List<Route> routes =
        new ArrayList<>(new ProxyRoutes(callers, proxy.calls, noToken, standard, url).routes());
    routes.addAll(listings.routes());
    routes.addAll(trials(desk, callers, noToken, standard).routes());
    return routes;
  }

  /// The lists, for whoever calls them.
  ListingRoutes listings(Callers callers, long bodyBytes) {
    VisibleConnections visible =
        new VisibleConnections(
            database.connections(), database.oauthClients(), database.grantPlans());
    return new ListingRoutes(
        callers,
        proxy.listings,
        proxy.files,
        visible::ask,
        noToken(),
        ProxySettings.standard(bodyBytes));
  }

  private NoTokenProblems noToken() {
    TokenProblems problems =
        new TokenProblems(new ConnectPrompts(engine.links, database.apps(), clock));
    return (reason, caller, ask) -> problems.of(reason, caller, Optional.of(ask));
  }

  private TrialRoutes trials(
      Desk desk, Callers callers, NoTokenProblems noToken, ProxySettings settings) {
    return new TrialRoutes(
        callers,
        proxy.trials,
        new CheckedConnectors(new CatalogueChecks(catalogue))::read,
        new TrialConnections(database.apps(), database.oauthClients(), database.connections()),
        noToken,
        (admin, connector, subject, resource) ->
            desk.note(
                admin,
                "connector.tried",
                connector,
                Map.of(
                    "connection", subject.connection().value(),
                    "app", subject.app().name().value(),
                    "resource", resource)),
        settings);
  }
}
