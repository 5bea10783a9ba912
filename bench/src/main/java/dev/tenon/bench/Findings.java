package dev.tenon.bench;

import dev.tenon.access.UserId;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.DueGrants.DueClient;
import dev.tenon.connection.Owner;
import dev.tenon.server.sql.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What the stores take to find things in one database. The same things in each, so that the costs of
/// two databases can be compared: the same number is due and read, all over the table.
final class Findings {
  private static final int DUE = 960;
  private static final int CLAIM = 48;
  private static final int SWEEPS = 10;
  private static final int READS = 2_000;
  private static final Duration HOLD = Duration.ofMinutes(2);

  private final Installation installation;
  private final Database stores;
  private final int connections;
  private final List<OAuthClientId> clients;

  Findings(Installation installation, Database stores, int connections) {
    this.installation = installation;
    this.stores = stores;
    this.connections = connections;
    Map<String, OAuthClientId> ids =
        stores.oauthClients().all(Installation.WORKSPACE).stream()
            .collect(Collectors.toMap(it -> it.name().value(), OAuthClient::id));
    this.clients = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      clients.add(Optional.ofNullable(ids.get("measured-" + i)).orElseThrow());
    }
  }

  void warmUp() throws SQLException {
    for (int round = 0; round < 3; round++) {
      measure(round);
    }
  }

  /// Mean nanoseconds of each thing.
  Map<String, Double> measure(int round) throws SQLException {
    Map<String, Double> costs = new LinkedHashMap<>();
    long looking = 0;
    long claiming = 0;
    long planning = 0;
    int claimed = 0;
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      makeDue();
      long start = System.nanoTime();
      List<DueClient> due = stores.dueGrants().clients(500);
      long looked = System.nanoTime();
      for (DueClient client : due) {
        claimed +=
            stores.dueGrants().claim(client.workspace(), client.client(), CLAIM, HOLD).size();
      }
      long done = System.nanoTime();
      int unplanned = stores.grantPlans().unplanned(200).size();
      planning += System.nanoTime() - done;
      looking += looked - start;
      claiming += done - looked;
      if (unplanned != 0) {
        throw new IllegalStateException("something is unplanned");
      }
    }
    if (claimed != SWEEPS * DUE) {
      throw new IllegalStateException("claimed " + claimed + " of " + SWEEPS * DUE);
    }
    costs.put("which of 20 OAuth clients have something due", (double) looking / SWEEPS);
    costs.put("a claim of 48 due grants", (double) claiming * CLAIM / claimed);
    costs.put("a look for grants without a plan", (double) planning / SWEEPS);
    costs.put("connection and grant of a user, from the store", reads(round));
    return costs;
  }

  /// How the database goes about it.
  List<String> plans() throws SQLException {
    return installation.plan(
        """
        SELECT connection_id FROM grants
        WHERE workspace_id = 'ws_1' AND oauth_client_id = '%s' AND ended = 0
          AND next_refresh_at IS NOT NULL AND next_refresh_at <= 1
          AND (lease_until IS NULL OR lease_until <= 1)
        ORDER BY next_refresh_at LIMIT 48
        """
            .formatted(clients.getFirst().value()));
  }

  private void makeDue() throws SQLException {
    String ids =
        IntStream.range(0, DUE)
            .mapToObj(i -> "'" + Million.connection(number(i)).value() + "'")
            .collect(Collectors.joining(", "));
    installation.update(
        "UPDATE grants SET next_refresh_at = %d WHERE workspace_id = 'ws_1' AND connection_id IN (%s)"
            .formatted(System.currentTimeMillis() - 60_000, ids));
  }

  private double reads(int round) {
    long start = System.nanoTime();
    for (int i = 0; i < READS; i++) {
      int number =
          Math.toIntExact(
              Math.floorMod((round * (long) READS + i) * 2_654_435_761L, (long) connections));
      Connection connection =
          stores
              .connections()
              .find(
                  Installation.WORKSPACE,
                  clients.get(number % clients.size()),
                  new Owner.User(new UserId(Million.owner(number))))
              .orElseThrow();
      stores.grants().find(Installation.WORKSPACE, connection.id()).orElseThrow();
    }
    return (double) (System.nanoTime() - start) / READS;
  }

  /// Scattered over the table, and the same number of each OAuth client.
  private int number(int index) {
    int block = connections / DUE;
    int start = index * block;
    return start - start % clients.size() + index % clients.size() >= connections
        ? index
        : start - start % clients.size() + index % clients.size();
  }
}
