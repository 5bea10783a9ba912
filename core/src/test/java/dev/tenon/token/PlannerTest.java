package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PlannerTest {
  private final TokenWorld world = new TokenWorld();

  @Test
  void a_grant_that_is_being_refreshed_is_left_to_its_refresh() {
    world.connectAda();
    world.lease("node-2", Duration.ofMinutes(1));

    assertThat(world.engine.planner().run()).isZero();
    assertThat(world.grant().nextRefreshAt()).isEmpty();

    world.clock.advance(Duration.ofMinutes(2));
    assertThat(world.engine.planner().run()).isEqualTo(1);
    assertThat(world.grant().nextRefreshAt()).isPresent();
  }

  @Test
  void more_than_one_batch_is_planned() {
    for (int i = 0; i < 450; i++) {
      world.connectSomebody("user-" + i);
    }

    assertThat(world.engine.planner().run()).isEqualTo(450);
  }
}
