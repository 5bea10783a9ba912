package dev.tenon.simulation;

import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore.ConnectResult;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.GrantTerms;
import dev.tenon.connection.GrantTokens;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.token.ReportResult;
import dev.tenon.token.TokenResult;
import dev.tenon.workspace.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// What people and apps do at one node. Each is an activity of the process that it is done at, and
/// ends with it.
final class Deeds {
  private final World world;
  private int connections;

  Deeds(World world) {
    this.world = world;
  }

  /// Asks `process` for a token; `then` hears what came of it.
  Activity ask(HubProcess process, String user, Duration minTtl, Consumer<Asked> then) {
    return start(process, "ask " + user, () -> asked(process, user, minTtl, then));
  }

  private void asked(HubProcess process, String user, Duration minTtl, Consumer<Asked> then) {
    Stage stage = world.stage();
    Activity me = stage.current();
    long begun = stage.now();
    Optional<Sight> before = world.sight(user);
    Duration ttl = world.has(PlantedBug.VALID_TOKEN_WAITS) ? Duration.ofHours(2) : minTtl;
    Optional<TokenResult> result = Optional.empty();
    try {
      result = Optional.of(process.engine().source().token(Holdings.APP, Holdings.ask(user, ttl)));
    } catch (StoreUnavailableException _) {
      me.wasRefused = true;
    }
    Asked asked =
        new Asked(
            user,
            process.node(),
            process.life(),
            minTtl,
            begun,
            stage.now(),
            before,
            world.sight(user),
            me.wasRefused,
            me.waits,
            me.waitedMillis,
            result);
    stage.note(asked::described);
    world.invariants().forEach(each -> each.asked(asked));
    then.accept(asked);
  }

  /// `user` consents at the provider, and the hub at `process` stores what it gets.
  Activity connect(HubProcess process, String user) {
    return start(process, "connect " + user, () -> connected(process, user));
  }

  private void connected(HubProcess process, String user) {
    Optional<Sight> old = world.sight(user);
    ConnectionId id =
        old.map(it -> it.grant().connection())
            .orElseGet(() -> new ConnectionId("con_" + user + ++connections));
    long version = old.map(it -> it.version() + 1).orElse(1L);
    Family family = world.provider().consent(user);
    Instant now =
        SimulatedClock.BEGINNING.plusMillis(world.stage().now() + process.node().skewMillis());
    GrantTokens tokens =
        world
            .sealer()
            .seal(
                GrantSealer.place(Holdings.WORKSPACE, id, version),
                Holdings.response(
                    family.accessToken(1),
                    Optional.of(RefreshToken.of(family.refreshToken(1))),
                    now),
                GrantTerms.first(world.shape().lifetimes(), Holdings.SCOPE, now, Optional.empty()));
    Connection connection = Holdings.connection(id, user, tokens, now);
    world.connected(family, id);
    try {
      ConnectResult result =
          process
              .connections()
              .connect(
                  connection,
                  Holdings.grant(id, version, tokens, now),
                  Optional.empty(),
                  Holdings.event(now, "connected"),
                  Holdings.audit(now, "connection.connected"));
      world.stage().note(() -> "connecting: " + result + " " + family);
    } catch (StoreUnavailableException _) {
      world.stage().note(() -> "connecting: the store is away");
    }
  }

  /// An admin revokes what `user` has.
  Activity revoke(HubProcess process, String user) {
    return start(process, "revoke " + user, () -> revoked(process, user));
  }

  private void revoked(HubProcess process, String user) {
    Optional<Sight> sight = world.sight(user);
    if (sight.isEmpty()) {
      return;
    }
    ConnectionId id = sight.get().grant().connection();
    Instant now = SimulatedClock.BEGINNING.plusMillis(world.stage().now());
    world.revoking(id);
    try {
      process
          .connections()
          .revoke(
              Holdings.WORKSPACE,
              id,
              "asked",
              Holdings.event(now, "revoked"),
              Holdings.audit(now, "connection.revoked"));
      // As the databases' own stores do before they return.
      process.feed().awaitHeard();
      world.invariants().forEach(each -> each.revoked(id, process.life(), world.stage().now()));
      world.stage().note(() -> "revoked " + id);
    } catch (StoreUnavailableException _) {
      world.stage().note(() -> "revoking: the store is away");
    }
  }

  /// An app reports the token of `user` that is stored now.
  Activity report(HubProcess process, String user) {
    return start(process, "report " + user, () -> reported(process, user));
  }

  private void reported(HubProcess process, String user) {
    Optional<Sight> sight = world.sight(user);
    if (sight.isEmpty()) {
      return;
    }
    ConnectionId id = sight.get().grant().connection();
    try {
      ReportResult result =
          process.engine().reports().report(Holdings.APP, id, sight.get().version());
      world.stage().note(() -> "reported: " + result);
      if (result instanceof ReportResult.Replaced(long version)
          && version > sight.get().version()) {
        world
            .invariants()
            .forEach(each -> each.replaced(id, version, process.life(), world.stage().now()));
      }
    } catch (StoreUnavailableException _) {
      world.stage().note(() -> "reporting: the store is away");
    }
  }

  /// An admin orders a refresh, whatever the token's age.
  Activity order(HubProcess process, String user) {
    return start(
        process,
        "refresh " + user,
        () -> {
          Optional<Sight> sight = world.sight(user);
          try {
            sight.ifPresent(
                it -> process.engine().reports().refresh(Holdings.ADMIN, it.grant().connection()));
          } catch (StoreUnavailableException _) {
            world.stage().note(() -> "ordering: the store is away");
          }
        });
  }

  private Activity start(HubProcess process, String name, Runnable work) {
    return world.stage().start(name + "@" + process.node().name(), process.life(), work);
  }
}
