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

/// What the stores take to find things in one database. The same things in each, so that the costs
/// of two databases can be compared: the same number is due and read, all over the table.
final class Findings {
  private static final int DUE = 960;
  private static final int CLAIM = 48;
  private static final int READS = 200;
  private static final Duration HOLD = Duration.ofMinutes(2);

  private final Installation installation;
  private final Database stores;
  private final int connections;
  private final List<OAuthClientId> clients;
  private long next;

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

  /// Nanoseconds of each thing, once. For more than one call, the median counts.
  Map<String, Double> measure() throws SQLException {
    makeDue();
    long start = System.nanoTime();
    List<DueClient> due = stores.dueGrants().clients(500);
    long looked = System.nanoTime();
    stores.dueGrants().clients(500);
    long lookedAgain = System.nanoTime();
    int claimed = 0;
    double[] claims = new double[due.size()];
    for (int i = 0; i < claims.length; i++) {
      DueClient client = due.get(i);
      long begun = System.nanoTime();
      claimed += stores.dueGrants().claim(client.workspace(), client.client(), CLAIM, HOLD).size();
      claims[i] = System.nanoTime() - begun;
    }
    if (claimed != DUE) {
      throw new IllegalStateException("claimed " + claimed + " of " + DUE);
    }
    long done = System.nanoTime();
    if (!stores.grantPlans().unplanned(200).isEmpty()) {
      throw new IllegalStateException("something is unplanned");
    }
    long planned = System.nanoTime();
    Map<String, Double> costs = new LinkedHashMap<>();
    costs.put(
        "due work: 960 grants found and claimed, one look and 20 claims",
        (double) (done - lookedAgain + looked - start));
    costs.put(
        "… the look: which of 20 OAuth clients have something due", (double) (looked - start));
    costs.put("… the same look once more, nothing having moved", (double) (lookedAgain - looked));
    costs.put("… a claim of 48 due grants", Rounds.median(claims));
    costs.put("a look for grants without a plan", (double) (planned - done));
    costs.put("connection and grant of a user, from the store", reads());
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

  private double reads() {
    double[] reads = new double[READS];
    for (int i = 0; i < READS; i++) {
      int number = Math.toIntExact(Math.floorMod(next++ * 2_654_435_761L, (long) connections));
      Owner.User owner = new Owner.User(new UserId(Million.owner(number)));
      OAuthClientId client = clients.get(number % clients.size());
      long start = System.nanoTime();
      Connection connection =
          stores.connections().find(Installation.WORKSPACE, client, owner).orElseThrow();
      boolean found = stores.grants().find(Installation.WORKSPACE, connection.id()).isPresent();
      reads[i] = System.nanoTime() - start;
      if (!found) {
        throw new IllegalStateException("no grant of " + connection.id());
      }
    }
    return Rounds.median(reads);
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
