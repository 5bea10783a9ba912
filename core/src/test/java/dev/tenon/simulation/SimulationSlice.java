package dev.tenon.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// A few of the schedules that [SimulationTest] plays, for `bench/mutation`, which plays them for
/// thousands of mutants. Not named as a test, so that nothing else runs it.
final class SimulationSlice {
  private static final int SCHEDULES = Integer.getInteger("simulation.slice", 200);

  @Test
  void a_few_schedules_break_no_invariant() {
    Optional<Broken> broken =
        LongStream.rangeClosed(1, SCHEDULES)
            .mapToObj(seed -> Simulation.play(Choices.random(seed), Scene.usual(), false).broken())
            .flatMap(Optional::stream)
            .findFirst();

    assertThat(broken).isEmpty();
  }
}
