package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.DueGrants.DueGrant;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.oauth.TokenAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of a due grant that could not be refreshed.
final class DueWorkTest {
  private static final ConnectionId ADA = new ConnectionId("con_ada");

  private final TokenWorld world = new TokenWorld();

  @BeforeEach
  void everything_happens_in_the_tests_own_thread() {
    world.threads.hereAndNow();
  }

  @Test
  void an_attempt_whose_owner_may_come_back_is_put_off_until_the_token_is_over() {
    due();
    world.lease("node-2", Duration.ofSeconds(1));
    world.clock.advance(Duration.ofSeconds(2));

    world.engine.dueRefreshes().run(1);

    Duration left = Duration.ofHours(1).minusSeconds(2);
    assertThat(untilNext()).isBetween(left, left.multipliedBy(6).dividedBy(5));
  }

  @Test
  void what_lacks_a_value_of_its_client_is_looked_at_again_after_five_minutes() {
    due();
    world.connectors.tokenUrl("https://${pod}.provider.example/token");

    world.engine.dueRefreshes().run(1);

    assertThat(untilNext()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void what_does_not_open_is_looked_at_again_after_five_minutes() {
    Connection connection = world.connectAda();
    Grant grant = world.grant();
    world
        .stores
        .connections()
        .connect(
            connection,
            new Grant(
                ADA,
                TokenWorld.WORKSPACE,
                2,
                grant.tokens(),
                grant.consentedAt(),
                Optional.empty(),
                0),
            Optional.empty(),
            new ConnectionEvent(world.clock.instant(), "connected", Map.of()),
            world.event("connection.connected"));
    plannedForNow();

    world.engine.dueRefreshes().run(1);

    assertThat(untilNext()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    assertThat(world.observer.outcomes()).containsExactly(RefreshOutcome.FAULT);
  }

  @Test
  void what_is_kept_out_by_a_breaker_is_due_when_its_claim_runs_out() {
    due();
    world.provider.next(new TokenAnswer.Refused("invalid_client", "", 401));

    world.engine.dueRefreshes().run(1);

    assertThat(untilNext()).isEqualTo(Lane.HOLD);
  }

  @Test
  void a_client_that_is_rejected_is_claimed_for_no_more_though_more_is_due() {
    world.connectors.ratePerMinute(60);
    world.connectSomebody("bob");
    world.connectSomebody("eve");
    due();
    world.clock.advance(Duration.ofDays(8));
    world.engine.planner().run();
    world.provider.next(new TokenAnswer.Refused("invalid_client", "", 401));
    assertThat(world.engine.dueRefreshes().run(1)).isEqualTo(1);
    world.clock.advance(Duration.ofSeconds(1));

    assertThat(world.engine.dueRefreshes().run(1)).isZero();

    assertThat(world.provider.requests()).hasSize(1);
  }

  @Test
  void the_client_of_many_grants_is_read_once() {
    world.connectSomebody("bob");
    plannedForNow(new ConnectionId("con_bob"));
    due();
    CountedClients clients = new CountedClients(world.stores.oauthClients());
    DueWork work = work(clients);

    claimed().forEach(each -> work.begin(each, () -> {}));

    assertThat(world.provider.requests()).hasSize(2);
    assertThat(clients.asked()).isEqualTo(1);
  }

  @Test
  void a_client_that_was_changed_is_used_as_it_is_now() {
    CountedClients clients = new CountedClients(world.stores.oauthClients());
    DueWork work = work(clients);
    due();
    claimed().forEach(each -> work.begin(each, () -> {}));
    world
        .stores
        .oauthClients()
        .update(
            world.client(TokenWorld.TRIMBLE, "no-longer-there", 2),
            world.event("oauth_client.updated"));
    plannedForNow();

    claimed().forEach(each -> work.begin(each, () -> {}));

    assertThat(world.provider.requests()).hasSize(1);
    assertThat(clients.asked()).isEqualTo(2);
  }

  private DueWork work(CountedClients clients) {
    return new DueWork(
        new ClientMemory(clients, new ChangeMarks(world.stores.changes())),
        world.held(),
        world.stores.dueGrants(),
        world.refresher,
        world.threads,
        world.clock,
        world.random);
  }

  private List<DueGrant> claimed() {
    return world
        .stores
        .dueGrants()
        .claim(
            TokenWorld.WORKSPACE,
            world.client(TokenWorld.TRIMBLE, "user-sign-in", 1).id(),
            9,
            Lane.HOLD);
  }

  /// Ada's grant is due now, and its token valid.
  private void due() {
    world.connectAda();
    plannedForNow();
  }

  private void plannedForNow() {
    plannedForNow(ADA);
  }

  private void plannedForNow(ConnectionId id) {
    Grant grant = world.stores.grants().find(TokenWorld.WORKSPACE, id).orElseThrow();
    world
        .stores
        .grantPlans()
        .plan(
            TokenWorld.WORKSPACE,
            id,
            grant.version(),
            new GrantPlan(Optional.of(world.clock.instant()), Optional.empty()));
  }

  private Duration untilNext() {
    return Duration.between(world.clock.instant(), world.grant().nextRefreshAt().orElseThrow());
  }
}
