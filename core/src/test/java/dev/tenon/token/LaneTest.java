package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.DueGrants.DueClient;
import dev.tenon.connection.DueGrants.DueGrant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How much is claimed when, for whom.
final class LaneTest {
  private static final Optional<Duration> NO_PACE = Optional.empty();
  private static final Optional<Duration> TWO_A_SECOND = Optional.of(Duration.ofMillis(500));

  private final TokenWorld world = new TokenWorld();
  private final List<Runnable> begun = new ArrayList<>();
  private final Ramp ramp = new Ramp();
  private final OfferedGrants offered;
  private final Lane lane;
  private int ended;

  /// More than enough is due.
  LaneTest() {
    world.threads.hereAndNow();
    this.offered = new OfferedGrants(new DueGrant(world.connectAda(), world.grant()), 1000);
    this.lane =
        new Lane(
            offered,
            new DueWork(
                new ClientMemory(
                    world.stores.oauthClients(), new ChangeMarks(world.stores.changes())),
                world.held(),
                offered,
                world.refresher,
                begun::add,
                world.clock,
                world.random),
            ramp);
  }

  @Test
  void twice_as_many_as_may_run_are_claimed_and_no_more_until_some_have_ended() {
    assertThat(round("a")).isEqualTo(4);
    assertThat(begun).hasSize(2);
    assertThat(lane.size()).isEqualTo(4);

    assertThat(round("a")).isZero();

    assertThat(offered.claims()).containsExactly("oac_a 4");
  }

  @Test
  void who_ends_lets_the_next_begin_and_claims_more_before_the_queue_runs_dry() {
    landed(4);
    round("a");

    endOne();
    assertThat(begun).hasSize(8);
    endOne();
    assertThat(begun).hasSize(10);
    // Four of eight, which is half, were waiting: enough.
    assertThat(offered.claims()).containsExactly("oac_a 12");

    endOne();
    assertThat(offered.claims()).containsExactly("oac_a 12", "oac_a 9");
    assertThat(begun).hasSize(12);
  }

  @Test
  void clients_share_what_room_there_is() {
    round("a", "b");

    assertThat(offered.claims()).containsExactly("oac_a 2", "oac_b 1");
  }

  @Test
  void clients_take_turns_when_room_comes_free() {
    round("a", "b");

    endOne();
    endOne();
    endOne();

    assertThat(offered.claims()).containsExactly("oac_a 2", "oac_b 1", "oac_a 4", "oac_b 6");
  }

  @Test
  void who_had_less_than_there_was_room_for_has_no_turn_until_the_next_look() {
    offered.offer(1);
    round("a");
    offered.offer(1000);

    endOne();

    assertThat(offered.claims()).containsExactly("oac_a 4");
  }

  @Test
  void who_has_nothing_due_by_the_next_look_has_no_turn_any_more() {
    round("a");
    endOne();

    round("b");

    assertThat(offered.claims()).containsExactly("oac_a 4", "oac_b 3");
  }

  @Test
  void what_is_being_claimed_is_not_claimed_twice() {
    offered.duringTheNextClaim(lane::round);

    assertThat(round("a")).isEqualTo(4);

    assertThat(offered.claims()).containsExactly("oac_a 4");
  }

  @Test
  void who_ends_during_a_claim_does_not_claim_as_well() {
    offered.offer(1);
    round("a");
    offered.offer(1000);
    offered.duringTheNextClaim(this::endOne);

    round("a");

    assertThat(offered.claims()).containsExactly("oac_a 4", "oac_a 3");
  }

  @Test
  void a_pace_bounds_what_is_claimed_to_a_second_in_advance() {
    assertThat(pacedRound("a", TWO_A_SECOND)).isEqualTo(2);
    assertThat(pacedRound("a", TWO_A_SECOND)).isZero();
    endOne();
    endOne();
    world.clock.advance(Duration.ofMillis(499));
    assertThat(pacedRound("a", TWO_A_SECOND)).isZero();

    world.clock.advance(Duration.ofMillis(1));
    assertThat(pacedRound("a", TWO_A_SECOND)).isEqualTo(1);
    world.clock.advance(Duration.ofHours(1));
    assertThat(pacedRound("a", TWO_A_SECOND)).isEqualTo(2);
  }

  @Test
  void a_lane_is_idle_when_nothing_runs_and_its_pace_does_not_count_any_more() {
    assertThat(lane.isIdle()).isTrue();
    offered.offer(1);
    pacedRound("a", TWO_A_SECOND);
    assertThat(lane.isIdle()).isFalse();

    endOne();
    assertThat(lane.isIdle()).isFalse();

    world.clock.advance(Duration.ofMillis(500));
    assertThat(lane.isIdle()).isTrue();
  }

  @Test
  void a_lane_with_as_many_waiting_as_running_is_not_idle() {
    round("a");

    assertThat(lane.isIdle()).isFalse();
  }

  @Test
  void a_lane_that_is_claiming_is_not_idle() {
    offered.offer(2);
    round("a");
    List<Boolean> idle = new ArrayList<>();
    offered.duringTheNextClaim(() -> idle.add(lane.isIdle()));

    round("a");

    assertThat(idle).containsExactly(false);
  }

  @Test
  void a_closed_lane_gives_back_what_had_not_begun_and_begins_nothing_more() {
    round("a");

    lane.close();

    assertThat(offered.givenBack()).isEqualTo(2);
    assertThat(lane.size()).isEqualTo(2);
    endOne();
    endOne();
    assertThat(begun).hasSize(2);
    assertThat(lane.size()).isZero();
    assertThat(round("a")).isZero();
    assertThat(offered.claims()).containsExactly("oac_a 4");
  }

  /// The oldest that runs comes to its end.
  private void endOne() {
    begun.get(ended++).run();
  }

  private void landed(int many) {
    for (int i = 0; i < many; i++) {
      ramp.landed();
    }
  }

  private int round(String... clients) {
    lane.newRound();
    for (String client : clients) {
      lane.add(client(client), NO_PACE);
    }
    return lane.round();
  }

  private int pacedRound(String client, Optional<Duration> pace) {
    lane.newRound();
    lane.add(client(client), pace);
    return lane.round();
  }

  private DueClient client(String name) {
    return new DueClient(
        TokenWorld.WORKSPACE, new OAuthClientId("oac_" + name), world.clock.instant());
  }
}
