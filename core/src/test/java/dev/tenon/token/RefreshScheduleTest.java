package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.ClientResolution;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.RefreshMode;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connector.Lifetimes;
import dev.tenon.connector.Lifetimes.Rotation;
import dev.tenon.oauth.RefreshToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RefreshScheduleTest {
  private final TokenWorld world = new TokenWorld();
  private final RefreshSchedule schedule = new RefreshSchedule(world.learned, world.random);
  private final Instant start = world.clock.instant();

  @Test
  void an_unused_connection_is_kept_alive_well_before_its_refresh_token_dies() {
    declare(Optional.of(Duration.ofDays(9)), Optional.empty());

    for (int i = 0; i < 100; i++) {
      assertThat(next(RefreshMode.ON_DEMAND))
          .isBetween(start.plus(Duration.ofHours(129)), start.plus(Duration.ofHours(152)));
    }
  }

  @Test
  void where_nobody_knows_the_idle_life_it_is_used_within_seven_days() {
    declare(Optional.empty(), Optional.empty());

    assertThat(next(RefreshMode.ON_DEMAND))
        .isBetween(start.plus(Duration.ofDays(5)), start.plus(Duration.ofDays(7)));
  }

  @Test
  void what_was_seen_to_die_is_used_in_a_third_of_that_time() {
    declare(Optional.empty(), Optional.empty());
    world.learned.refreshDied(TokenWorld.WORKSPACE, client().id(), Duration.ofDays(4));

    assertThat(next(RefreshMode.ON_DEMAND))
        .isBetween(start.plus(Duration.ofHours(28)), start.plus(Duration.ofHours(34)));
  }

  @Test
  void what_was_seen_to_live_longer_than_half_of_that_counts() {
    declare(Optional.empty(), Optional.empty());
    world.learned.refreshDied(TokenWorld.WORKSPACE, client().id(), Duration.ofDays(4));
    world.learned.refreshSurvived(TokenWorld.WORKSPACE, client().id(), Duration.ofDays(3));

    assertThat(next(RefreshMode.ON_DEMAND))
        .isBetween(start.plus(Duration.ofHours(43)), start.plus(Duration.ofHours(51)));
  }

  @Test
  void what_was_seen_to_live_shorter_than_half_of_that_does_not() {
    declare(Optional.empty(), Optional.empty());
    world.learned.refreshDied(TokenWorld.WORKSPACE, client().id(), Duration.ofDays(4));
    world.learned.refreshSurvived(TokenWorld.WORKSPACE, client().id(), Duration.ofDays(1));

    assertThat(next(RefreshMode.ON_DEMAND))
        .isBetween(start.plus(Duration.ofHours(28)), start.plus(Duration.ofHours(34)));
  }

  @Test
  void death_at_an_age_that_others_reached_was_none_of_idleness() {
    declare(Optional.empty(), Optional.empty());
    world.learned.refreshDied(TokenWorld.WORKSPACE, client().id(), Duration.ofDays(4));
    world.learned.refreshSurvived(TokenWorld.WORKSPACE, client().id(), Duration.ofDays(4));

    assertThat(next(RefreshMode.ON_DEMAND))
        .isBetween(start.plus(Duration.ofDays(5)), start.plus(Duration.ofDays(7)));
  }

  @Test
  void death_that_others_outlived_was_none_of_idleness() {
    declare(Optional.empty(), Optional.empty());
    world.learned.refreshDied(TokenWorld.WORKSPACE, client().id(), Duration.ofSeconds(10));
    world.learned.refreshSurvived(TokenWorld.WORKSPACE, client().id(), Duration.ofHours(1));

    assertThat(next(RefreshMode.ON_DEMAND))
        .isBetween(start.plus(Duration.ofDays(5)), start.plus(Duration.ofDays(7)));
  }

  @Test
  void an_always_warm_token_is_replaced_before_it_ends() {
    declare(Optional.of(Duration.ofDays(9)), Optional.empty());

    for (int i = 0; i < 100; i++) {
      // A tenth of an hour before its end, and up to half as much again.
      assertThat(next(RefreshMode.ALWAYS_WARM))
          .isBetween(start.plus(Duration.ofMinutes(51)), start.plus(Duration.ofMinutes(54)));
    }
  }

  @Test
  void a_short_always_warm_token_lives_half_its_life_at_least() {
    declare(Optional.of(Duration.ofDays(9)), Optional.empty());

    assertThat(plan(RefreshMode.ALWAYS_WARM, tokens(Duration.ofMinutes(2)), start).nextRefreshAt())
        .contains(start.plus(Duration.ofMinutes(1)));
  }

  @Test
  void a_connector_says_how_long_before_its_end_a_token_is_replaced() {
    world.connectors.declare(
        new Lifetimes(
            Optional.empty(),
            false,
            Optional.of(Duration.ofDays(9)),
            Optional.empty(),
            Rotation.ROTATING,
            Duration.ZERO,
            Optional.of(Duration.ofMinutes(20))));

    assertThat(next(RefreshMode.ALWAYS_WARM))
        .isBetween(start.plus(Duration.ofMinutes(30)), start.plus(Duration.ofMinutes(40)));
  }

  @Test
  void the_end_of_an_absolute_life_is_foretold_and_counts_from_the_consent() {
    declare(Optional.of(Duration.ofDays(9)), Optional.of(Duration.ofDays(90)));
    Instant consented = start.minus(Duration.ofDays(30));

    GrantPlan plan = plan(RefreshMode.ON_DEMAND, tokens(Duration.ofHours(1)), consented);

    assertThat(plan.endsAt()).contains(consented.plus(Duration.ofDays(90)));
    assertThat(plan.nextRefreshAt()).isPresent();
  }

  @Test
  void a_refresh_token_that_use_does_not_prolong_is_not_used_for_it() {
    declare(Optional.empty(), Optional.of(Duration.ofDays(30)));

    GrantPlan plan = plan(RefreshMode.ON_DEMAND, tokens(Duration.ofHours(1)), start);

    assertThat(plan.nextRefreshAt()).isEmpty();
  }

  @Test
  void a_users_token_without_refresh_token_ends_with_itself() {
    declare(Optional.empty(), Optional.empty());
    GrantTokens tokens =
        world.connected(Optional.of(Duration.ofHours(1)), Optional.empty()).tokens();

    assertThat(plan(RefreshMode.ALWAYS_WARM, tokens, start))
        .isEqualTo(new GrantPlan(Optional.empty(), Optional.of(start.plus(Duration.ofHours(1)))));
  }

  @Test
  void an_apps_own_token_is_only_kept_warm_where_that_is_wished() {
    ResolvedClient robot = resolved(world.client(TokenWorld.ROBOT, "client-credentials", 1));
    GrantTokens tokens =
        world.connected(Optional.of(Duration.ofHours(1)), Optional.empty()).tokens();

    assertThat(schedule.plan(robot, tokens, start)).isEqualTo(GrantPlan.none());
  }

  private Instant next(RefreshMode mode) {
    return plan(mode, tokens(Duration.ofHours(1)), start).nextRefreshAt().orElseThrow();
  }

  private GrantTokens tokens(Duration lifetime) {
    return world
        .connected(Optional.of(lifetime), Optional.of(RefreshToken.of("refresh-1")))
        .tokens();
  }

  private GrantPlan plan(RefreshMode mode, GrantTokens tokens, Instant consented) {
    return schedule.plan(resolved(world.inMode(client(), mode)), tokens, consented);
  }

  private OAuthClient client() {
    return world.client(TokenWorld.TRIMBLE, "user-sign-in", 1);
  }

  private ResolvedClient resolved(OAuthClient client) {
    Resolution resolution = new ClientResolution(world.connectors).resolve(client, Map.of());
    return ((Resolution.Resolved) resolution).client();
  }

  private void declare(Optional<Duration> idle, Optional<Duration> absolute) {
    world.connectors.declare(
        new Lifetimes(
            Optional.empty(),
            false,
            idle,
            absolute,
            Rotation.ROTATING,
            Duration.ZERO,
            Optional.empty()));
  }
}
