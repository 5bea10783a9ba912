package dev.tenon.token;

import dev.tenon.client.ClientResolution;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.DueGrants;
import dev.tenon.connection.DueGrants.DueClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Refreshes what is due, by the same [Refresher] as a request. Nodes share the work by claiming
/// it; OAuth clients take turns, and calls to one provider are bounded ([Lane]), so that neither a
/// client with much to do nor a provider that hangs keeps the others waiting. A process that has
/// just started begins with few at once ([Ramp]). A client that a breaker keeps out is not claimed
/// for. Safe for use by any thread.
public final class DueRefreshes {
  private static final int CLIENTS_A_ROUND = 500;

  private final DueGrants due;
  private final OAuthClientStore clients;
  private final ClientResolution resolution;
  private final Breakers breakers;
  private final DueWork work;
  private final ConcurrentMap<String, Lane> lanes = new ConcurrentHashMap<>();
  private final Ramp ramp = new Ramp();
  private volatile boolean closed;

  DueRefreshes(
      DueGrants due,
      OAuthClientStore clients,
      ClientResolution resolution,
      Breakers breakers,
      DueWork work) {
    this.due = due;
    this.clients = clients;
    this.resolution = resolution;
    this.breakers = breakers;
    this.work = work;
  }

  /// Claims what is due, as far as there is room, and begins with it; how many grants were claimed.
  /// Called every second or so; a lane that has room goes on by itself.
  ///
  /// @param nodes how many nodes share the providers' rates; 1 or more
  public int run(int nodes) {
    if (closed) {
      return 0;
    }
    List<DueClient> waiting = due.clients(CLIENTS_A_ROUND);
    lanes.values().forEach(Lane::newRound);
    waiting.forEach(each -> add(each, nodes));
    ramp.share(lanes.size());
    int claimed = lanes.values().stream().mapToInt(Lane::round).sum();
    lanes.values().removeIf(Lane::isIdle);
    return claimed;
  }

  /// Has at most `atOnce` refreshes under way from now on, one at each provider at least: so that
  /// what is due takes no more of the processors than requests leave. Those that are under way go
  /// on.
  public void allow(int atOnce) {
    ramp.allow(atOnce);
  }

  /// How many claimed grants are being refreshed or are about to be.
  public int underWay() {
    return lanes.values().stream().mapToInt(Lane::size).sum();
  }

  /// Claims nothing any more, and gives back what was claimed and not begun.
  public void close() {
    closed = true;
    lanes.values().forEach(Lane::close);
  }

  private void add(DueClient waiting, int nodes) {
    Optional<OAuthClient> client = clients.find(waiting.workspace(), waiting.client());
    if (client.isEmpty()) {
      return;
    }
    Optional<ResolvedClient> resolved = resolved(client.get());
    if (resolved.map(breakers::isShut).orElse(false)) {
      return;
    }
    lanes
        .computeIfAbsent(place(client.get(), resolved), _ -> new Lane(due, work, ramp))
        .add(waiting, rate(resolved, nodes));
  }

  /// Empty where what a connection brings is needed to fill the client in.
  private Optional<ResolvedClient> resolved(OAuthClient client) {
    return resolution.resolve(client, Map.of()) instanceof Resolution.Resolved it
        ? Optional.of(it.client())
        : Optional.empty();
  }

  private static String place(OAuthClient client, Optional<ResolvedClient> resolved) {
    return resolved
        .flatMap(it -> it.refreshUrl().or(it::tokenUrl))
        .map(URI::getAuthority)
        .orElseGet(() -> client.id().value());
  }

  private static Optional<Duration> rate(Optional<ResolvedClient> resolved, int nodes) {
    return resolved
        .flatMap(Spendings::ratePerMinute)
        .map(perMinute -> Duration.ofMinutes(1).multipliedBy(nodes).dividedBy(perMinute));
  }
}
