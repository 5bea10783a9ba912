package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Status;
import dev.tenon.connector.Lifetimes;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.token.LearnedLifetimes.Learned;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What each answer means beside the tokens.
final class RefreshAttemptTest {
  private static final ConnectionId ADA = new ConnectionId("con_ada");
  private static final TokenAnswer BUSY =
      new TokenAnswer.Unavailable(429, Optional.of(Duration.ofSeconds(25)), "429");
  private static final TokenAnswer AWAY = new TokenAnswer.Unavailable(503, Optional.empty(), "503");
  private static final TokenAnswer INVALID_CLIENT =
      new TokenAnswer.Refused("invalid_client", "", 401);
  private static final TokenAnswer INVALID_GRANT =
      new TokenAnswer.Refused("invalid_grant", "over", 400);

  private final TokenWorld world = new TokenWorld();

  @BeforeEach
  void an_expired_token_whose_idle_life_nobody_declares() {
    world.connectors.declare(Lifetimes.unknown());
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
  }

  @Test
  void what_was_not_sent_in_time_is_sent_again_at_once() {
    world.provider.next(new TokenAnswer.TooLate());
    assertThat(world.ask()).isInstanceOf(TokenResult.ProviderUnavailable.class);

    assertThat(world.ask()).isInstanceOf(TokenResult.Issued.class);

    assertThat(world.observer.leaseWaits()).isEmpty();
    assertThat(world.observer.outcomes())
        .containsExactly(RefreshOutcome.NOT_TRIED, RefreshOutcome.REFRESHED);
  }

  @Test
  void what_the_hub_could_not_ask_is_its_own_fault_and_keeps_nobody_waiting() {
    world.provider.next(new TokenAnswer.NotAsked("A secret does not open"));
    TokenResult result = world.ask();
    assertThat(result).isInstanceOf(TokenResult.HubFault.class);
    assertThat(((TokenResult.HubFault) result).message()).startsWith("A secret does not open");

    assertThat(world.ask()).isInstanceOf(TokenResult.Issued.class);

    assertThat(world.observer.leaseWaits()).isEmpty();
    assertThat(world.observer.outcomes())
        .containsExactly(RefreshOutcome.FAULT, RefreshOutcome.REFRESHED);
  }

  @Test
  void a_rejected_client_keeps_no_lease_and_is_told_of_until_it_works_again() {
    world.provider.next(INVALID_CLIENT);
    world.ask();
    assertThat(isRejected()).isTrue();
    world.clock.advance(Duration.ofSeconds(3));

    assertThat(world.ask()).isInstanceOf(TokenResult.Issued.class);

    assertThat(isRejected()).isFalse();
    assertThat(world.observer.leaseWaits()).isEmpty();
    assertThat(world.observer.outcomes())
        .containsExactly(RefreshOutcome.CLIENT_REJECTED, RefreshOutcome.REFRESHED);
  }

  @Test
  void a_success_lets_everybody_ask_again() {
    world.connectSomebody("bob");
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(BUSY);
    world.ask();
    assertThat(askFor("bob")).isInstanceOf(TokenResult.ProviderUnavailable.class);
    world.clock.advance(Duration.ofSeconds(26));

    assertThat(world.ask()).isInstanceOf(TokenResult.Issued.class);

    assertThat(askFor("bob")).isInstanceOf(TokenResult.Issued.class);
  }

  @Test
  void a_dead_grant_shows_that_the_provider_is_back() {
    world.connectSomebody("bob");
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(BUSY);
    world.ask();
    world.clock.advance(Duration.ofSeconds(26));
    world.provider.next(INVALID_GRANT);

    assertThat(world.ask()).isInstanceOf(TokenResult.ConnectRequired.class);

    assertThat(askFor("bob")).isInstanceOf(TokenResult.Issued.class);
  }

  @Test
  void what_a_refresh_token_outlived_unused_is_learned() {
    world.ask();

    assertThat(learned().refreshSurvived()).contains(Duration.ofHours(2));
    assertThat(learned().refreshDied()).isEmpty();
  }

  @Test
  void what_a_refresh_token_did_not_outlive_is_learned() {
    world.provider.next(INVALID_GRANT);

    world.ask();

    assertThat(learned().refreshDied()).contains(Duration.ofHours(2));
    assertThat(learned().refreshSurvived()).isEmpty();
  }

  @Test
  void a_death_after_a_lost_answer_is_none_of_idleness() {
    world.provider.next(new TokenAnswer.Unanswered("timed out"));
    world.ask();
    world.clock.advance(Duration.ofMinutes(5));
    world.provider.next(INVALID_GRANT);

    world.ask();

    assertThat(world.lastError()).contains("answer_lost");
    assertThat(learned().refreshDied()).isEmpty();
  }

  @Test
  void a_death_that_somebody_else_has_to_tell_teaches_nothing() {
    world.provider.next(
        _ -> {
          // Paused past the lease, and another node took it meanwhile.
          world.clock.advance(Duration.ofMinutes(2));
          assertThat(world.lease("node-2", Duration.ofMinutes(1)))
              .isInstanceOf(LeaseResult.Leased.class);
          return INVALID_GRANT;
        });

    world.ask();

    assertThat(world.status()).isEqualTo(Status.ACTIVE);
    assertThat(learned().refreshDied()).isEmpty();
  }

  @Test
  void nothing_is_learned_where_the_idle_life_is_declared() {
    world.connectors.declare(TestConnectors.LIFETIMES);
    world.ask();
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(INVALID_GRANT);
    world.ask();

    assertThat(world.status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
    assertThat(learned()).isEqualTo(Learned.nothing());
  }

  @Test
  void a_refresh_without_refresh_token_teaches_nothing_of_refresh_tokens() {
    TokenAsk robot =
        new TokenAsk(TokenWorld.ROBOT, Optional.empty(), Duration.ofSeconds(60), Scope.none());
    world.source.token(world.app, robot);
    world.clock.advance(Duration.ofHours(2));

    assertThat(world.source.token(world.app, robot)).isInstanceOf(TokenResult.Issued.class);

    assertThat(learned()).isEqualTo(Learned.nothing());
  }

  @Test
  void each_failure_in_a_row_makes_the_wait_longer() {
    world.provider.next(AWAY);
    world.ask();
    assertThat(waits()).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2400));
    world.clock.advance(Duration.ofSeconds(3));
    world.provider.next(AWAY);

    world.ask();

    assertThat(waits()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    assertThat(world.grant().failures()).isEqualTo(2);
    assertThat(world.observer.outcomes()).containsOnly(RefreshOutcome.PROVIDER_AWAY);
  }

  @Test
  void an_answer_that_was_not_seen_is_told_from_a_provider_that_is_away() {
    world.provider.next(new TokenAnswer.Unanswered("timed out"));
    world.ask();
    world.clock.advance(Duration.ofMinutes(5));
    world.provider.next(new TokenAnswer.Unreachable("refused"));
    world.ask();

    assertThat(world.observer.outcomes())
        .containsExactly(RefreshOutcome.UNANSWERED, RefreshOutcome.PROVIDER_AWAY);
  }

  private TokenResult askFor(String user) {
    return world.source.token(
        world.app,
        new TokenAsk(
            TokenWorld.TRIMBLE,
            Optional.of(new UserId(user)),
            Duration.ofSeconds(60),
            Scope.none()));
  }

  private Duration waits() {
    Instant next =
        world
            .stores
            .connections()
            .find(TokenWorld.WORKSPACE, ADA)
            .flatMap(Connection::lastError)
            .flatMap(LastError::nextAttemptAt)
            .orElseThrow();
    return Duration.between(world.clock.instant(), next);
  }

  private boolean isRejected() {
    return world
        .stores
        .oauthClients()
        .find(TokenWorld.WORKSPACE, TokenWorld.TRIMBLE)
        .orElseThrow()
        .isRejected();
  }

  private Learned learned() {
    return world.learned.find(
        TokenWorld.WORKSPACE, world.client(TokenWorld.TRIMBLE, "user-sign-in", 1).id());
  }
}
