package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connector.Lifetimes;
import dev.tenon.oauth.TokenAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// When a refresh token that may be spent is sent again.
final class UnfinishedAttemptsTest {
  private static final TokenAnswer UNANSWERED = new TokenAnswer.Unanswered("timed out");

  private final TokenWorld world = new TokenWorld();

  @Test
  void a_crashed_nodes_attempt_is_left_alone_until_its_owner_could_have_come_back() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    crashOf("node-2");
    // The lease runs out after 45 s; then its owner has 30 s to come back.
    world.clock.advance(Duration.ofSeconds(46));

    TokenResult tooEarly = world.ask();

    assertThat(tooEarly).isInstanceOf(TokenResult.ProviderUnavailable.class);
    assertThat(((TokenResult.ProviderUnavailable) tooEarly).retryAfter())
        .isBetween(Duration.ofMillis(1), Duration.ofSeconds(30));
    assertThat(world.provider.requests()).isEmpty();
    world.clock.advance(Duration.ofSeconds(30));
    assertThat(world.ask()).isInstanceOf(TokenResult.Issued.class);
  }

  @Test
  void a_crashed_nodes_attempt_is_left_alone_while_the_token_is_valid() {
    world.connectAda();
    world.clock.advance(Duration.ofMinutes(50));
    crashOf("node-2");
    world.clock.advance(Duration.ofMinutes(5));

    TokenResult result = world.source.token(world.app, TokenWorld.ask(Duration.ofMinutes(20)));

    assertThat(result).isInstanceOf(TokenResult.Issued.class);
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void after_the_store_was_away_nobody_elses_attempt_is_replaced_for_a_while() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    crashOf("node-2");
    world.clock.advance(Duration.ofMinutes(10));
    world.stores.changes().announce(new dev.tenon.workspace.Change.Everything());
    Instant back = world.clock.instant();

    assertThat(world.ask()).isInstanceOf(TokenResult.Issued.class);

    assertThat(world.clock.instant()).isAfterOrEqualTo(back.plusSeconds(5));
  }

  @Test
  void within_the_providers_grace_a_lost_answer_is_asked_for_again_at_once() {
    world.connectors.declare(forgiving(Duration.ofSeconds(60)));
    world.connectAda();
    world.clock.advance(Duration.ofMinutes(50));
    world.provider.next(UNANSWERED);
    TokenAsk wish = TokenWorld.ask(Duration.ofMinutes(15));
    assertThat(world.source.token(world.app, wish)).isInstanceOf(TokenResult.Issued.class);
    world.clock.advance(Duration.ofSeconds(10));

    world.source.token(world.app, wish);

    assertThat(world.provider.requests()).hasSize(2);
    assertThat(world.grant().version()).isEqualTo(2);
    // So that the second request is there before the grace ends.
    assertThat(world.provider.sendWithin()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
  }

  @Test
  void after_the_providers_grace_a_lost_answer_is_waited_for() {
    world.connectors.declare(forgiving(Duration.ofSeconds(60)));
    world.connectAda();
    world.clock.advance(Duration.ofMinutes(50));
    world.provider.next(UNANSWERED);
    TokenAsk wish = TokenWorld.ask(Duration.ofMinutes(15));
    world.source.token(world.app, wish);
    world.clock.advance(Duration.ofSeconds(56));

    world.source.token(world.app, wish);

    assertThat(world.provider.requests()).hasSize(1);
  }

  @Test
  void a_refresh_token_that_stays_the_same_is_simply_sent_again() {
    world.connectors.declare(
        new Lifetimes(
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Lifetimes.Rotation.STATIC,
            Duration.ZERO,
            Optional.empty()));
    world.connectAda();
    world.clock.advance(Duration.ofMinutes(50));
    world.provider.next(UNANSWERED);
    TokenAsk wish = TokenWorld.ask(Duration.ofMinutes(15));
    world.source.token(world.app, wish);
    world.clock.advance(Duration.ofSeconds(10));

    world.source.token(world.app, wish);

    assertThat(world.provider.requests()).hasSize(2);
  }

  @Test
  void a_provider_that_never_answers_is_asked_again_and_nobody_has_to_reconnect() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    for (int i = 0; i < 20; i++) {
      world.provider.next(UNANSWERED);
      assertThat(world.ask()).isInstanceOf(TokenResult.ProviderUnavailable.class);
      world.clock.advance(Duration.ofMinutes(15));
    }

    assertThat(world.ask()).isInstanceOf(TokenResult.Issued.class);
  }

  /// Another node takes the lease and is never heard of again.
  private void crashOf(String node) {
    world.lease(node, RefreshPolicy.of(node).lease());
  }

  private static Lifetimes forgiving(Duration grace) {
    return new Lifetimes(
        Optional.empty(),
        false,
        Optional.of(Duration.ofDays(9)),
        Optional.empty(),
        Lifetimes.Rotation.ROTATING,
        grace,
        Optional.empty());
  }
}
