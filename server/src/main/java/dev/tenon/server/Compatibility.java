package dev.tenon.server;

import dev.tenon.connect.ProviderOrganizations;
import dev.tenon.connector.Connectors;
import dev.tenon.resource.ResourceListings;
import dev.tenon.server.api.ConnectionEndings;
import dev.tenon.server.compat.LeafRoutes;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Route;
import dev.tenon.server.sql.Database;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/// Other products' surfaces, wired.
final class Compatibility {
  private final LeafRoutes leaf;

  Compatibility(
      Database database,
      Engine engine,
      Connectors connectors,
      Callers callers,
      ConnectionEndings endings,
      ProviderOrganizations organizations,
      ResourceListings listings,
      URI url,
      Clock clock,
      RandomGenerator random) {
    LeafRoutes.Stores stores =
        new LeafRoutes.Stores(
            database.workspaces(),
            database.apps(),
            database.users(),
            database.oauthClients(),
            database.connections(),
            database.auditLog());
    LeafRoutes.Rules rules =
        new LeafRoutes.Rules(
            engine.secretHolders,
            engine.oauthClients,
            connectors,
            engine.resolution,
            engine.broughtCodes,
            engine.attachments,
            engine.links,
            engine.secondSteps,
            organizations,
            engine.tokens.hubTokens(),
            engine.webhooks,
            endings::end);
    LeafRoutes.Reading reading = new LeafRoutes.Reading(listings, database.changes(), url);
    this.leaf = new LeafRoutes(callers, stores, rules, reading, clock, random);
  }

  List<Route> routes() {
    return leaf.routes();
  }
}
