package dev.tenon.simulation;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.GrantTokens;
import dev.tenon.secret.Place;
import dev.tenon.stores.InMemoryStores;
import dev.tenon.stores.InMemoryVault;
import dev.tenon.workspace.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything that there is in one schedule.
final class World {
  private final Choices choices;
  private final Shape shape;
  private final Temper temper;
  private final Optional<PlantedBug> bug;
  private final Stage stage;
  private final InMemoryStores stores;
  private final GrantSealer sealer = new GrantSealer(new InMemoryVault());
  private final SimulatedDatabase database = new SimulatedDatabase(this);
  private final SimulatedProvider provider = new SimulatedProvider(this);
  private final Reached reached = new Reached(this);
  private final LeaseBook leases;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final List<Invariant> invariants;
  private final List<ConnectionId> known = new ArrayList<>();
  private final Map<ConnectionId, Sight> seen = new HashMap<>();
  private final Map<Family, ConnectionId> connected = new HashMap<>();
  private final Set<ConnectionId> revoked = new HashSet<>();
  private final SimulatedConnectors connectors;

  World(Choices choices, Shape shape, Optional<PlantedBug> bug, boolean logged) {
    this.choices = choices;
    this.shape = shape;
    this.temper = Temper.drawn(choices);
    this.bug = bug;
    this.stage = new Stage(choices, temper, logged);
    this.stores = new InMemoryStores(new SimulatedClock(stage, 0));
    this.connectors = new SimulatedConnectors(shape.lifetimes());
    this.leases =
        new LeaseBook(new PlantedGrantStore(stores.grants(), this, PlantedBug.BELOW), this);
    this.invariants =
        List.of(
            new OneRequestAtATime(this),
            new NothingLost(this),
            new SentOnce(this),
            new FailuresEndNothing(this),
            new ValidAtOnce(this),
            new OnlyRefreshChanges(this),
            new RevokedIsGone(this),
            new ClocksMayBeWrong(this),
            new RightToken(this));
    Holdings.create(stores, SimulatedClock.BEGINNING, shape.refreshMode());
    stores.changes().listen(this::changed);
    for (long skew : shape.skewsMillis()) {
      nodes.add(new SimulatedNode("node-" + (nodes.size() + 1), skew));
    }
  }

  Choices choices() {
    return choices;
  }

  Shape shape() {
    return shape;
  }

  Temper temper() {
    return temper;
  }

  boolean has(PlantedBug mistake) {
    return bug.filter(mistake::equals).isPresent();
  }

  Stage stage() {
    return stage;
  }

  InMemoryStores stores() {
    return stores;
  }

  GrantSealer sealer() {
    return sealer;
  }

  SimulatedConnectors connectors() {
    return connectors;
  }

  SimulatedDatabase database() {
    return database;
  }

  SimulatedProvider provider() {
    return provider;
  }

  Reached reached() {
    return reached;
  }

  LeaseBook leases() {
    return leases;
  }

  List<SimulatedNode> nodes() {
    return nodes;
  }

  List<Invariant> invariants() {
    return invariants;
  }

  void broken(Invariant invariant, String how) {
    stage.broken(invariant.name(), how);
  }

  /// The tokens of `family` were stored at `connection`.
  void connected(Family family, ConnectionId connection) {
    connected.put(family, connection);
  }

  Optional<ConnectionId> connection(Family family) {
    return Optional.ofNullable(connected.get(family));
  }

  /// Somebody is revoking it.
  void revoking(ConnectionId connection) {
    revoked.add(connection);
  }

  boolean wasRevoked(ConnectionId connection) {
    return revoked.contains(connection);
  }

  /// What is stored for `user` now.
  Optional<Sight> sight(String user) {
    return stores
        .connections()
        .find(Holdings.WORKSPACE, Holdings.client(user), Holdings.owner(user))
        .flatMap(
            connection ->
                stores.grants().find(connection.workspace(), connection.id()).map(this::sight));
  }

  /// When the first grant is due by itself.
  Optional<Long> due() {
    return known.stream()
        .flatMap(id -> stores.grants().find(Holdings.WORKSPACE, id).stream())
        .flatMap(grant -> grant.nextRefreshAt().stream())
        .min(Instant::compareTo)
        .map(SimulatedClock::millis);
  }

  /// Whether a grant waits to be planned.
  boolean isUnplanned() {
    return !stores.grantPlans().unplanned(1).isEmpty();
  }

  /// Looks at every stored grant; called after each step.
  void look() {
    for (ConnectionId id : known) {
      Optional<Grant> grant = stores.grants().find(Holdings.WORKSPACE, id);
      Sight before = seen.get(id);
      if (grant.isPresent() && (before == null || !before.grant().equals(grant.get()))) {
        Sight after = sight(grant.get());
        seen.put(id, after);
        if (before == null || before.version() != after.version()) {
          leases.forget(id);
        }
        invariants.forEach(each -> each.changed(Optional.ofNullable(before), after));
      }
    }
  }

  private Sight sight(Grant grant) {
    Connection connection =
        stores.connections().find(grant.workspace(), grant.connection()).orElseThrow();
    return new Sight(
        grant,
        connection.status(),
        refreshToken(grant.workspace(), grant.connection(), grant.version(), grant.tokens()));
  }

  Optional<String> refreshToken(
      WorkspaceId workspace, ConnectionId connection, long version, GrantTokens tokens) {
    return sealer
        .refreshToken(tokens, GrantSealer.place(workspace, connection, version))
        .map(token -> token.secret().reveal());
  }

  /// `tokens` of `version`, sealed for what comes after `newer`.
  GrantTokens moved(GrantTokens tokens, Grant newer, long version) {
    Place from = GrantSealer.place(newer.workspace(), newer.connection(), version);
    Place to = GrantSealer.place(newer.workspace(), newer.connection(), newer.version() + 1);
    return sealer.move(tokens, from, to);
  }

  /// Waits until all feeds but `writer` have heard of what was written, or are not current.
  void awaitHeard(SimulatedFeed writer) {
    Map<SimulatedFeed, Set<Long>> unheard = new HashMap<>();
    for (SimulatedNode node : nodes) {
      node.process()
          .map(HubProcess::feed)
          .filter(feed -> feed != writer)
          .ifPresent(feed -> unheard.put(feed, feed.unheard()));
    }
    stage.await(
        () -> unheard.entrySet().stream().allMatch(it -> it.getKey().hasHeard(it.getValue())),
        Duration.ofMinutes(1));
  }

  private void changed(Change change) {
    if (change instanceof Change.ConnectionChanged(_, String id)) {
      ConnectionId connection = new ConnectionId(id);
      if (!known.contains(connection)) {
        known.add(connection);
      }
    }
    Life writer = stage.current().life;
    for (SimulatedNode node : nodes) {
      node.process()
          .ifPresent(
              process -> {
                process.stir();
                if (process.life() == writer) {
                  process.feed().tell(change);
                } else {
                  process.feed().send(change);
                }
              });
    }
  }
}
