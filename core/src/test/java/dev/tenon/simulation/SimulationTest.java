package dev.tenon.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tenon.simulation.Explored.Found;
import dev.tenon.simulation.Simulation.Played;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The real engine in a made-up world: thousands of schedules of crashes, pauses, outages, lost and
/// late answers and wrong clocks, with every invariant looked at after every step.
///
/// `-Dsimulation.seed=7 -Dsimulation.schedules=1` replays one schedule and prints what happened;
/// `-Dsimulation.seed=random -Dsimulation.schedules=1000000` looks where nobody has looked;
/// `-Dsimulation.choices=0,3,1` replays a schedule that was made small.
final class SimulationTest {
  private static final long SEED = seed(System.getProperty("simulation.seed", "1"));
  private static final int SCHEDULES = Integer.getInteger("simulation.schedules", 20_000);
  private static final int SCHEDULES_ALONE = 2_000;
  private static final int SCHEDULES_A_BUG = 20_000;

  @Test
  void whatever_happens_no_grant_is_lost_and_no_invariant_broken() {
    if (SCHEDULES == 1) {
      System.out.println(Simulation.play(Choices.random(SEED), Scene.usual(), true).log());
    }
    assertHolds(Scene.usual(), SCHEDULES);
  }

  @Test
  void one_node_alone_holds_the_same() {
    assertHolds(Scene.alone(), Math.min(SCHEDULES, SCHEDULES_ALONE));
  }

  @Test
  void a_schedule_that_was_made_small_is_played_again() {
    int[] choices =
        Arrays.stream(System.getProperty("simulation.choices", "0").split(",", -1))
            .mapToInt(Integer::parseInt)
            .toArray();

    Played played = Simulation.play(Choices.given(choices), Scene.usual(), choices.length > 1);

    assertThat(played.broken()).as(played.log()).isEmpty();
  }

  @Test
  void a_schedule_is_the_same_each_time() {
    Played one = Simulation.play(Choices.random(7), Scene.usual(), true);
    Played other = Simulation.play(Choices.random(7), Scene.usual(), true);
    Played replayed = Simulation.play(Choices.given(one.choices().taken()), Scene.usual(), true);

    assertThat(other.log()).isEqualTo(one.log());
    assertThat(replayed.log()).isEqualTo(one.log());
  }

  @ParameterizedTest
  @EnumSource
  void a_planted_bug_is_found_and_named(PlantedBug bug) {
    Scene scene = Scene.with(bug);

    Optional<Found> found = Explored.first(scene, bug.invariant(), 1, SCHEDULES_A_BUG);

    assertThat(found).as("found in %d schedules", SCHEDULES_A_BUG).isPresent();
    Played small = Smallest.of(found.get().played(), scene);
    assertThat(small.broken()).map(Broken::invariant).contains(bug.invariant());
  }

  private static void assertHolds(Scene scene, int schedules) {
    Optional<Found> found = Explored.first(scene, "", SEED, schedules);
    if (found.isPresent()) {
      Played small = Smallest.of(found.get().played(), scene);
      fail(
          """
          seed %d breaks %s
          -Dsimulation.seed=%d -Dsimulation.schedules=1 replays it as it was found; made small:
          -Dsimulation.choices=%s

          %s""",
          found.get().seed(),
          small.broken().orElseThrow(),
          found.get().seed(),
          small.choices(),
          small.log());
    }
  }

  private static long seed(String text) {
    return text.equals("random") ? System.nanoTime() : Long.parseLong(text);
  }
}
