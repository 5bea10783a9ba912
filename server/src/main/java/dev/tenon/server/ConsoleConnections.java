package dev.tenon.server;

import dev.tenon.app.ApiKeys;
import dev.tenon.app.Apps;
import dev.tenon.connector.Connectors;
import dev.tenon.server.admin.apps.AppParts;
import dev.tenon.server.admin.connections.ConnectionParts;
import dev.tenon.server.api.ConnectionEndings;
import dev.tenon.server.api.VisibleConnections;
import dev.tenon.server.sql.Database;
import dev.tenon.sync.ConnectionOrganizations;
import dev.tenon.sync.SyncStore;
import java.security.SecureRandom;
import java.time.Clock;

/// What the console's pages for connections and apps need, wired.
final class ConsoleConnections {
  private final Database database;
  private final Engine engine;
  private final Connectors connectors;
  private final Clock clock;
  private final Apps apps;
  private final ApiKeys keys;

  ConsoleConnections(
      Database database, Engine engine, Connectors connectors, Clock clock, SecureRandom random) {
    this.database = database;
    this.engine = engine;
    this.connectors = connectors;
    this.clock = clock;
    this.apps = new Apps(database.apps(), clock);
    this.keys = new ApiKeys(database.apiKeys(), clock, random);
  }

  ConnectionParts connections(SyncStore syncs, ConnectionEndings endings) {
    VisibleConnections visible =
        new VisibleConnections(
            database.connections(), database.oauthClients(), database.grantPlans());
    return new ConnectionParts(
        database.connections(),
        database.grantPlans(),
        database.oauthClients(),
        connectors,
        engine.resolution,
        database.users(),
        apps,
        keys,
        database.auditLog(),
        syncs,
        new ConnectionOrganizations(database.organizations(), clock),
        engine.tokens.reports(),
        engine.links,
        engine.confirmations,
        database.workspaces(),
        (caller, connection) -> endings.end(caller, connection, visible));
  }

  AppParts apps() {
    return new AppParts(
        apps,
        keys,
        engine.oauthClients,
        database.oauthClients(),
        connectors,
        database.connections(),
        database.auditLog());
  }
}
