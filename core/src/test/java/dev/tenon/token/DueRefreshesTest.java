package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.IntegrationName;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.Status;
import dev.tenon.oauth.TokenAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DueRefreshesTest {
  private static final TokenAnswer AWAY = new TokenAnswer.Unavailable(503, Optional.empty(), "503");

  private final TokenWorld world = new TokenWorld();

  @BeforeEach
  void everything_happens_in_the_tests_own_thread() {
    world.threads.hereAndNow();
  }

  @Test
  void a_connection_is_planned_after_its_connect_and_kept_alive_when_its_time_comes() {
    world.connectAda();
    assertThat(world.grant().nextRefreshAt()).isEmpty();

    assertThat(world.engine.planner().run()).isEqualTo(1);
    Instant next = world.grant().nextRefreshAt().orElseThrow();
    assertThat(world.engine.dueRefreshes().run(1)).isZero();
    world.clock.advance(Duration.between(world.clock.instant(), next));

    assertThat(world.engine.dueRefreshes().run(1)).isEqualTo(1);
    assertThat(world.grant().version()).isEqualTo(2);
    assertThat(world.grant().nextRefreshAt())
        .hasValueSatisfying(it -> assertThat(it).isAfter(next.plus(Duration.ofDays(5))));
    assertThat(world.engine.planner().run()).isZero();
  }

  @Test
  void what_fails_is_due_again_when_its_back_off_is_over() {
    due();
    world.provider.next(AWAY);

    world.engine.dueRefreshes().run(1);

    assertThat(world.status()).isEqualTo(Status.FAILING);
    Instant next = world.grant().nextRefreshAt().orElseThrow();
    assertThat(Duration.between(world.clock.instant(), next))
        .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2400));
    world.clock.advance(Duration.ofSeconds(3));
    assertThat(world.engine.dueRefreshes().run(1)).isEqualTo(1);
    assertThat(world.status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void nothing_is_claimed_for_a_client_that_the_provider_rejects() {
    due();
    world.provider.next(new TokenAnswer.Refused("invalid_client", "", 401));
    world.engine.dueRefreshes().run(1);
    world.clock.advance(Duration.ofMinutes(3));
    world.provider.next(new TokenAnswer.Refused("invalid_client", "", 401));
    world.engine.dueRefreshes().run(1);
    int asked = world.provider.requests().size();

    plannedForNow();
    assertThat(world.engine.dueRefreshes().run(1)).isZero();

    assertThat(world.provider.requests()).hasSize(asked);
    assertThat(world.status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void an_attempt_whose_owner_may_come_back_is_put_off() {
    due();
    world.lease("node-2", Duration.ofSeconds(1));
    world.clock.advance(Duration.ofSeconds(2));
    assertThat(expiresLater()).isTrue();

    world.engine.dueRefreshes().run(1);

    assertThat(world.provider.requests()).isEmpty();
    assertThat(world.grant().nextRefreshAt())
        .hasValueSatisfying(it -> assertThat(it).isAfter(world.clock.instant()));
  }

  @Test
  void a_grant_that_died_is_not_due_any_more() {
    due();
    world.provider.next(new TokenAnswer.Refused("invalid_grant", "", 400));

    world.engine.dueRefreshes().run(1);
    world.clock.advance(Duration.ofDays(1));

    assertThat(world.engine.dueRefreshes().run(1)).isZero();
    assertThat(world.grant().nextRefreshAt()).isEmpty();
  }

  @Test
  void many_due_grants_are_refreshed_in_one_round_however_little_room_there_is() {
    for (int i = 0; i < 300; i++) {
      world.connectSomebody("user-" + i);
    }
    world.clock.advance(Duration.ofDays(8));

    world.engine.planner().run();
    world.engine.dueRefreshes().run(1);

    assertThat(world.provider.requests()).hasSize(300);
    assertThat(world.engine.dueRefreshes().underWay()).isZero();
  }

  @Test
  void a_process_that_has_just_started_begins_with_few_and_each_that_lands_makes_room() {
    world.threads.keep();
    for (int i = 0; i < 300; i++) {
      world.connectSomebody("user-" + i);
    }
    world.clock.advance(Duration.ofDays(8));
    world.engine.planner().run();

    world.engine.dueRefreshes().run(1);
    assertThat(world.engine.dueRefreshes().underWay()).isEqualTo(2 * Ramp.FIRST);

    Ramp ramp = new Ramp();
    assertThat(ramp.width(Lane.ROOM)).isEqualTo(Ramp.FIRST);
    ramp.landed();
    assertThat(ramp.width(Lane.ROOM)).isEqualTo(Ramp.FIRST + 1);
    for (int i = 0; i < 3 * Lane.ROOM; i++) {
      ramp.landed();
    }
    assertThat(ramp.width(Lane.ROOM)).isEqualTo(Lane.ROOM);
  }

  @Test
  void no_more_goes_on_at_once_than_is_allowed_and_one_at_each_provider_at_least() {
    Ramp ramp = new Ramp();
    for (int i = 0; i < Lane.ROOM; i++) {
      ramp.landed();
    }

    ramp.allow(10);
    assertThat(ramp.width(Lane.ROOM)).isEqualTo(10);
    ramp.share(4);
    assertThat(ramp.width(Lane.ROOM)).isEqualTo(2);
    ramp.allow(1);
    assertThat(ramp.width(Lane.ROOM)).isEqualTo(1);
    ramp.allow(1000);
    assertThat(ramp.width(Lane.ROOM)).isEqualTo(Lane.ROOM);
  }

  @Test
  void what_is_due_gets_done_one_by_one_when_no_more_is_allowed() {
    for (int i = 0; i < 20; i++) {
      world.connectSomebody("user-" + i);
    }
    world.clock.advance(Duration.ofDays(8));
    world.engine.planner().run();
    world.engine.dueRefreshes().allow(1);

    world.engine.dueRefreshes().run(1);

    assertThat(world.provider.requests()).hasSize(20);
    assertThat(world.engine.dueRefreshes().underWay()).isZero();
  }

  @Test
  void no_more_is_begun_than_is_allowed() {
    world.threads.keep();
    dueUsers(20);
    world.engine.dueRefreshes().allow(1);

    // One that runs and one that waits.
    assertThat(world.engine.dueRefreshes().run(1)).isEqualTo(2);
  }

  @Test
  void providers_share_what_is_allowed() {
    world.connectRobot(new IntegrationName("robota"), "https://a.example/token");
    world.engine.planner().run();
    world.threads.keep();
    dueUsers(20);
    world.engine.dueRefreshes().allow(2);

    // One at each provider, and one that waits at the one which has more.
    assertThat(world.engine.dueRefreshes().run(1)).isEqualTo(3);
  }

  @Test
  void whose_provider_has_gone_away_meanwhile_has_no_turn_left_from_the_round_before() {
    world.connectors.ratePerMinute(60);
    world.connectAda();
    dueUsers(3);
    world.threads.keep();
    assertThat(world.engine.dueRefreshes().run(1)).isEqualTo(1);

    world.provider.next(
        new TokenAnswer.Unavailable(503, Optional.of(Duration.ofMinutes(5)), "503"));
    world.threads.hereAndNow();
    world.ask();
    assertThat(world.provider.requests()).hasSize(1);
    world.clock.advance(Duration.ofSeconds(2));

    assertThat(world.engine.dueRefreshes().run(1)).isZero();
  }

  @Test
  void a_published_rate_bounds_how_much_is_claimed_at_once() {
    world.connectors.ratePerMinute(120);
    for (int i = 0; i < 20; i++) {
      world.connectSomebody("user-" + i);
    }
    world.clock.advance(Duration.ofDays(8));
    world.engine.planner().run();

    world.engine.dueRefreshes().run(1);
    assertThat(world.provider.requests()).hasSize(2);
    world.engine.dueRefreshes().run(1);
    assertThat(world.provider.requests()).hasSize(2);

    world.clock.advance(Duration.ofSeconds(1));
    world.engine.dueRefreshes().run(1);
    assertThat(world.provider.requests()).hasSize(4);
  }

  @Test
  void the_token_endpoints_own_rate_goes_before_the_apis() {
    world.connectors.ratePerMinute(120);
    world.connectors.tokenRatePerMinute(300);
    for (int i = 0; i < 20; i++) {
      world.connectSomebody("user-" + i);
    }
    world.clock.advance(Duration.ofDays(8));
    world.engine.planner().run();

    world.engine.dueRefreshes().run(1);

    assertThat(world.provider.requests()).hasSize(5);
  }

  @Test
  void clients_of_one_provider_share_its_rate_and_those_of_others_have_their_own() {
    world.connectors.ratePerMinute(60);
    world.connectRobot(new IntegrationName("robota"), "https://a.example/token");
    world.connectRobot(new IntegrationName("robotb"), "https://b.example/token");
    world.connectRobot(new IntegrationName("robotc"), "https://b.example/other");
    world.engine.planner().run();
    world.clock.advance(Duration.ofHours(1));

    assertThat(world.engine.dueRefreshes().run(1)).isEqualTo(2);
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(world.engine.dueRefreshes().run(1)).isEqualTo(1);
  }

  @Test
  void nodes_share_a_published_rate() {
    world.connectors.ratePerMinute(240);
    for (int i = 0; i < 20; i++) {
      world.connectSomebody("user-" + i);
    }
    world.clock.advance(Duration.ofDays(8));
    world.engine.planner().run();

    world.engine.dueRefreshes().run(2);

    assertThat(world.provider.requests()).hasSize(2);
  }

  @Test
  void a_closed_node_claims_nothing_and_gives_back_what_it_had_not_begun() {
    world.threads.keep();
    for (int i = 0; i < 90; i++) {
      world.connectSomebody("user-" + i);
    }
    world.clock.advance(Duration.ofDays(8));
    world.engine.planner().run();
    assertThat(world.engine.dueRefreshes().run(1)).isEqualTo(2 * Ramp.FIRST);
    assertThat(world.engine.dueRefreshes().underWay()).isEqualTo(2 * Ramp.FIRST);

    world.engine.dueRefreshes().close();

    assertThat(world.stores.dueGrants().backlog().due()).isEqualTo(90 - Ramp.FIRST);
    assertThat(world.engine.dueRefreshes().run(1)).isZero();
  }

  private boolean expiresLater() {
    return world.grant().tokens().expiresAt().map(world.clock.instant()::isBefore).orElse(false);
  }

  /// So many users' grants are due now.
  private void dueUsers(int many) {
    for (int i = 0; i < many; i++) {
      world.connectSomebody("user-" + i);
    }
    world.clock.advance(Duration.ofDays(8));
    world.engine.planner().run();
  }

  /// Ada's grant is due now, and its token valid.
  private void due() {
    world.connectAda();
    plannedForNow();
  }

  private void plannedForNow() {
    Grant grant = world.grant();
    world
        .stores
        .grantPlans()
        .plan(
            TokenWorld.WORKSPACE,
            new ConnectionId("con_ada"),
            grant.version(),
            new dev.tenon.connection.GrantPlan(
                Optional.of(world.clock.instant()), Optional.empty()));
  }
}
