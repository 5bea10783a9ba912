package dev.tenon.simulation;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SimulationTest {
  @Test
  void first() {
    long from = Long.getLong("simulation.seed", 1);
    int many = Integer.getInteger("simulation.schedules", 2000);
    long begun = System.nanoTime();
    long steps = 0;
    int failed = 0;
    for (long seed = from; seed < from + many; seed++) {
      var played = Simulation.play(Choices.random(seed), Optional.empty(), many == 1);
      steps += played.steps();
      if (many == 1) System.out.println(played.log());
      if (played.broken().isPresent()) {
        if (failed++ < 15) System.out.println(seed + " " + played.broken().get());
      }
    }
    System.out.printf(
        "%d schedules, %d steps, %d failed, %.1f s%n",
        many, steps, failed, (System.nanoTime() - begun) / 1e9);
  }
}
