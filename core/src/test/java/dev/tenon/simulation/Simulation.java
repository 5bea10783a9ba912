package dev.tenon.simulation;

import dev.tenon.client.RefreshMode;
import dev.tenon.token.TokenResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// One schedule: some people and apps, some accidents, then peace, in which everybody must be
/// served again.
final class Simulation {
  private static final List<String> HOLDERS = List.of("ada", "bob", "app");
  private static final long DAY = 86_400_000;

  private final Choices choices;
  private final World world;
  private final Deeds deeds;
  private final Accidents accidents;

  private Simulation(Choices choices, World world) {
    this.choices = choices;
    this.world = world;
    this.deeds = new Deeds(world);
    this.accidents = new Accidents(world);
  }

  /// Plays `scene` as `choices` say.
  static Played play(Choices choices, Scene scene, boolean logged) {
    World world = new World(choices, scene.shape(choices), scene.bug(), logged);
    return new Simulation(choices, world).played();
  }

  private Played played() {
    Optional<Broken> broken = world.stage().play(this::script, world::look, accidents::perhaps);
    return new Played(broken, choices, world.stage().steps(), world.stage().log());
  }

  private void script() {
    world.nodes().forEach(accidents::start);
    pass(1_000);
    somebody().ifPresent(process -> deeds.connect(process, "ada"));
    somebody().ifPresent(process -> deeds.connect(process, "bob"));
    pass(10_000);
    int deedsLeft = 6 + choices.among(8);
    for (int i = 0; i < deedsLeft; i++) {
      next();
    }
    rest();
  }

  /// The next thing that happens, and the time until the one after it.
  private void next() {
    switch (choices.among(18)) {
      case 1 -> somebody().ifPresent(process -> deeds.order(process, holder()));
      case 2 -> somebody().ifPresent(process -> deeds.report(process, holder()));
      case 3 -> somebody().ifPresent(process -> deeds.connect(process, user()));
      case 4 -> somebody().ifPresent(process -> deeds.revoke(process, "bob"));
      case 5 -> accidents.crash(node(), choices.one(1_000, 10_000, 60_000, 600_000));
      case 6 -> accidents.pause(node(), choices.one(5_000, 50_000, 300_000));
      case 7 -> accidents.outage(choices.one(1_000, 20_000, 120_000, 4_000_000));
      case 8 -> accidents.cut(node(), choices.one(1_000, 20_000, 300_000));
      case 9 -> accidents.deafen(node(), choices.one(1_000, 20_000, 300_000));
      case 10 -> world.provider().downUntil(world.stage().now() + choices.one(10_000, 900_000));
      case 11 ->
          world.provider().secretWrongUntil(world.stage().now() + choices.one(10_000, 900_000));
      case 12 -> userEndsIt();
      case 13 -> endedBehindTheBack();
      default -> everybodyAsks();
    }
    pass(choices.one(0, 100, 1_000, 30_000, 60_000, 3_000_000, 3_540_000, 3_600_000, longest()));
  }

  /// Long enough for a refresh token to be kept alive, where access tokens are not.
  private long longest() {
    return world.shape().refreshMode() == RefreshMode.ON_DEMAND ? 3 * DAY : 1_000;
  }

  /// One node remembers a token, hears nothing for a while, and another ends it.
  private void endedBehindTheBack() {
    SimulatedNode deaf = node();
    for (SimulatedNode node : world.nodes()) {
      everybodyAsks("bob");
      pass(500);
      if (!node.equals(deaf)) {
        accidents.deafen(deaf, choices.one(60_000, 20_000));
        node.process()
            .filter(HubProcess::isReady)
            .ifPresent(process -> deeds.revoke(process, "bob"));
        pass(choices.one(5_000, 1_000));
        everybodyAsks("bob");
        return;
      }
    }
  }

  private void everybodyAsks() {
    everybodyAsks(holder());
  }

  private void everybodyAsks(String user) {
    Duration minTtl = Duration.ofSeconds(choices.one(60, 60, 1_200));
    for (SimulatedNode node : world.nodes()) {
      int many = choices.among(3);
      for (int i = 0; i < many; i++) {
        node.process()
            .filter(HubProcess::isReady)
            .ifPresent(process -> deeds.ask(process, user, minTtl, _ -> {}));
      }
    }
  }

  /// The user ends it at the provider.
  private void userEndsIt() {
    world
        .sight("bob")
        .flatMap(Sight::refreshToken)
        .map(world.provider()::family)
        .ifPresent(Family::revoke);
  }

  /// Peace; and every node serves everybody who has not been revoked.
  private void rest() {
    accidents.end();
    pass(10_000);
    pass(300_000);
    pass(7_200_000);
    for (SimulatedNode node : world.nodes()) {
      for (String user : HOLDERS) {
        ask(node, user, 4);
      }
    }
    pass(60_000);
  }

  private void ask(SimulatedNode node, String user, int tries) {
    Optional<HubProcess> process = node.process().filter(HubProcess::isReady);
    if (process.isEmpty()) {
      world.stage().broken("it comes to rest", node.name() + " does not come up");
      return;
    }
    Optional<Asked> last = Optional.empty();
    for (int i = 0; i < tries && !isServed(last); i++) {
      last = answer(process.get(), user);
      if (!isServed(last)) {
        pass(700_000);
      }
    }
    if (last.isEmpty()) {
      world.stage().broken("it comes to rest", user + " has no answer at rest");
    }
    last.ifPresent(asked -> world.invariants().forEach(each -> each.atRest(asked)));
  }

  private Optional<Asked> answer(HubProcess process, String user) {
    AtomicReference<Optional<Asked>> answer = new AtomicReference<>(Optional.empty());
    deeds.ask(process, user, Duration.ofSeconds(60), asked -> answer.set(Optional.of(asked)));
    world.stage().await(() -> answer.get().isPresent(), Duration.ofMinutes(2));
    return answer.get();
  }

  private static boolean isServed(Optional<Asked> asked) {
    return asked.flatMap(Asked::result).filter(it -> it instanceof TokenResult.Issued).isPresent();
  }

  private String user() {
    return HOLDERS.get(choices.among(2));
  }

  private String holder() {
    return HOLDERS.get(choices.among(HOLDERS.size()));
  }

  private SimulatedNode node() {
    return world.nodes().get(choices.among(world.nodes().size()));
  }

  /// A process that is there.
  private Optional<HubProcess> somebody() {
    return node().process().filter(HubProcess::isReady);
  }

  private void pass(long millis) {
    world.stage().sleep(Duration.ofMillis(millis));
  }

  /// What came of it.
  ///
  /// @param choices that were taken
  record Played(Optional<Broken> broken, Choices choices, int steps, String log) {}
}
