package dev.tenon.server;

import dev.tenon.app.Apps;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.entry.SignInUse;
import dev.tenon.server.admin.clients.ClientParts;
import dev.tenon.server.api.ConnectionEndings;
import dev.tenon.server.catalog.Catalogue;
import dev.tenon.server.sql.Database;
import java.net.URI;
import java.time.Clock;

/// What the console's pages for OAuth clients and connectors need, wired.
final class ConsoleClients {
  private ConsoleClients() {}

  static ClientParts parts(
      Database database,
      Engine engine,
      Catalogue catalogue,
      TokenEndpoint provider,
      ConnectionEndings endings,
      URI url,
      Clock clock) {
    return new ClientParts(
        engine.oauthClients,
        database.oauthClients(),
        engine.secretRotation,
        database.grantPlans(),
        new Apps(database.apps(), clock),
        catalogue,
        database.connectorFiles(),
        new CatalogueChecks(catalogue),
        catalogue::yaml,
        database.connections(),
        endings::end,
        database.overviews(),
        database.workspaces(),
        new SignInUse(database.workspaces(), database.memberProviders()),
        database.auditLog(),
        engine.resolution,
        provider,
        engine.tokens.reports(),
        engine.links,
        engine.confirmations,
        url,
        URI.create(url + Settings.CALLBACK_PATH));
  }
}
