package dev.tenon.token;

import dev.tenon.client.ClientResolution;
import dev.tenon.connection.GrantSealer;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// One node's engine: the room put together from its ports. Everything in it is safe for use by any
/// thread.
public final class TokenEngine {
  private final TokenSource source;
  private final TokenReports reports;
  private final HubTokens hubTokens;
  private final Refresher refresher;
  private final DueRefreshes dueRefreshes;
  private final Planner planner;
  private final HeldClients clients;

  /// An engine that has refreshed nothing yet.
  ///
  /// @param memory where handed out tokens are remembered
  /// @param threads runs each flight, on a thread of its own
  public TokenEngine(
      TokenPorts ports,
      ClientResolution resolution,
      GrantSealer sealer,
      TokenMemory memory,
      RefreshPolicy policy,
      Executor threads,
      Pause pause,
      Clock clock,
      RandomGenerator random) {
    Spendings spendings = new Spendings(sealer, ports.learned(), random);
    RefreshSchedule schedule = new RefreshSchedule(ports.learned(), random);
    Breakers breakers = new Breakers(clock, random);
    UnsavedGrants unsaved = new UnsavedGrants(ports.grants(), ports.journal(), clock);
    Safekeeping safekeeping =
        new Safekeeping(
            ports.grants(),
            sealer,
            ports.journal(),
            unsaved,
            spendings,
            schedule,
            ports.observer());
    RefreshAttempt attempt =
        new RefreshAttempt(
            ports.grants(),
            ports.provider(),
            safekeeping,
            breakers,
            ports.standings(),
            ports.learned(),
            clock);
    this.refresher =
        new Refresher(
            ports.grants(),
            attempt,
            spendings,
            unsaved,
            breakers,
            new UnfinishedAttempts(policy, ports.changes(), clock),
            policy,
            ports.observer(),
            threads,
            pause,
            clock,
            random);
    HeldConnections held =
        new HeldConnections(
            ports.clients(), ports.connections(), ports.grants(), resolution, clock);
    this.clients = new HeldClients(held, resolution);
    AppConnections own =
        new AppConnections(
            ports.connections(), sealer, ports.provider(), breakers, threads, pause, clock, random);
    FreshTokens fresh = new FreshTokens(refresher, sealer, clock);
    this.source =
        new TokenSource(
            held,
            own,
            fresh,
            memory,
            new Handouts(ports.auditLog(), clock),
            ports.observer(),
            clock);
    this.reports =
        new TokenReports(
            held, ports.grants(), refresher, ports.learned(), policy, ports.changes(), clock);
    this.hubTokens = new HubTokens(held, fresh);
    this.dueRefreshes =
        new DueRefreshes(
            ports.due(),
            ports.clients(),
            resolution,
            breakers,
            new DueWork(
                new ClientMemory(ports.clients(), memory.marks()),
                held,
                ports.due(),
                refresher,
                threads,
                clock,
                random));
    this.planner =
        new Planner(
            ports.plans(),
            ports.grants(),
            ports.connections(),
            ports.clients(),
            resolution,
            schedule);
  }

  /// Answers apps.
  public TokenSource source() {
    return source;
  }

  /// Knows how the providers of connections are talked to.
  public HeldClients clients() {
    return clients;
  }

  /// Answers the hub's own calls.
  public HubTokens hubTokens() {
    return hubTokens;
  }

  /// Takes reports and orders.
  public TokenReports reports() {
    return reports;
  }

  /// Refreshes.
  public Refresher refresher() {
    return refresher;
  }

  /// Refreshes what is due.
  public DueRefreshes dueRefreshes() {
    return dueRefreshes;
  }

  /// Plans what is unplanned.
  public Planner planner() {
    return planner;
  }
}
