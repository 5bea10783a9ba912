package dev.tenon.bench.chaos;

import dev.tenon.sdk.Secret;
import java.util.List;

/// Users who were told to connect again, and do.
final class Returns {
  private final Population population;
  private final List<Node> nodes;
  private final Secret adminKey;
  private final Providers providers;
  private final Tally tally;

  Returns(
      Population population, List<Node> nodes, Secret adminKey, Providers providers, Tally tally) {
    this.population = population;
    this.nodes = nodes;
    this.adminKey = adminKey;
    this.providers = providers;
    this.tally = tally;
  }

  /// Looks once through all connections.
  void round(Dice dice) throws InterruptedException {
    for (int place = 0; place < population.size(); place++) {
      List<Node> up = nodes.stream().filter(it -> it.isUp() && !it.isPaused()).toList();
      if (!up.isEmpty() && population.replace(place, dice.one(up).url(), adminKey, providers)) {
        tally.count("user: connected again");
      }
    }
    Thread.sleep(500);
  }
}
