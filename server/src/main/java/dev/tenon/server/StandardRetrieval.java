package dev.tenon.server;

import dev.tenon.access.Caller;
import dev.tenon.exchange.Issuers;
import dev.tenon.exchange.SubjectTokens;
import dev.tenon.exchange.TokenExchange;
import dev.tenon.server.api.ConnectPrompts;
import dev.tenon.server.api.Desk;
import dev.tenon.server.api.IssuerRoutes;
import dev.tenon.server.exchange.ExchangeRoutes;
import dev.tenon.server.exchange.MetadataRoutes;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Route;
import dev.tenon.server.sql.Database;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Token exchange and the issuers that it trusts, wired.
final class StandardRetrieval {
  private final Issuers issuers;
  private final TokenExchange exchange;
  private final Clock clock;

  StandardRetrieval(
      Database database,
      Engine engine,
      SubjectTokens subjects,
      Clock clock,
      RandomGenerator random) {
    this.issuers = new Issuers(database.issuers(), subjects, clock, random);
    this.exchange =
        new TokenExchange(
            database.issuers(),
            subjects,
            engine.tokens.source(),
            database.oauthClients(),
            engine.resolution,
            database.auditLog(),
            clock);
    this.clock = clock;
  }

  /// The calls of the hub at `url`.
  List<Route> routes(
      Desk desk,
      Callers callers,
      Predicate<Caller.App> mayHaveTokens,
      ConnectPrompts prompts,
      Consumer<String> answered,
      URI url) {
    List<Route> routes = new ArrayList<>(new IssuerRoutes(desk, issuers).routes());
    routes.addAll(
        new ExchangeRoutes(callers, exchange, mayHaveTokens, prompts::url, answered, url, clock)
            .routes());
    routes.addAll(new MetadataRoutes(url).routes());
    return routes;
  }
}
