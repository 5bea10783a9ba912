package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Status;
import dev.tenon.connection.Turn;
import dev.tenon.token.Refresher.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is not tried, for how long, and who tries again.
final class BreakersTest {
  private final TokenWorld world = new TokenWorld();
  // By chance nothing is added.
  private final Breakers breakers = new Breakers(world.clock, () -> 0);
  private final LastError error =
      new LastError("away", "It is away.", Turn.NOBODY, world.clock.instant(), Optional.empty());

  @BeforeEach
  void a_connection() {
    world.connectAda();
  }

  @Test
  void an_endpoint_is_left_alone_after_five_failures_in_a_row() {
    for (int i = 1; i < Breakers.ENDPOINT_THRESHOLD; i++) {
      away(i, Optional.empty());
    }
    assertThat(breakers.isShut(client())).isFalse();
    assertThat(breakers.closed(client())).isEmpty();

    away(Breakers.ENDPOINT_THRESHOLD, Optional.empty());

    assertThat(breakers.isShut(client())).isTrue();
    assertThat(breakers.closed(client())).contains(awayFor(Duration.ofSeconds(2)));
  }

  @Test
  void an_endpoint_is_left_alone_for_itself() {
    away(1, Optional.of(Duration.ofSeconds(25)));
    assertThat(breakers.isShut(client())).isTrue();

    world.connectors.tokenUrl("https://elsewhere.example/token");

    assertThat(breakers.isShut(client())).isFalse();
  }

  @Test
  void a_rejection_shows_that_the_endpoint_is_there() {
    away(1, Optional.of(Duration.ofSeconds(25)));
    Connection waiting = failedAt(world.clock.instant(), Duration.ofMinutes(10));

    breakers.rejected(client(), new RefreshResult.ClientRejected(error));

    world.clock.advance(Duration.ofSeconds(2));
    assertThat(breakers.closed(client(), waiting, Reason.DUE)).isEmpty();
  }

  @Test
  void an_endpoint_that_goes_on_failing_is_left_alone_longer() {
    for (int i = 1; i <= Breakers.ENDPOINT_THRESHOLD + 1; i++) {
      away(i, Optional.empty());
    }

    assertThat(breakers.closed(client())).contains(awayFor(Duration.ofSeconds(5)));
  }

  @Test
  void an_endpoint_that_says_when_is_left_alone_at_once() {
    away(1, Optional.of(Duration.ofSeconds(25)));

    assertThat(breakers.closed(client())).contains(awayFor(Duration.ofSeconds(25)));
  }

  @Test
  void who_says_when_is_not_believed_below_our_own_wait_nor_above_an_hour() {
    Instant now = world.clock.instant();

    assertThat(away(1, Optional.of(Duration.ofSeconds(1)))).isEqualTo(now.plusSeconds(2));
    assertThat(away(1, Optional.of(Duration.ofHours(1)))).isEqualTo(now.plusSeconds(3600));
    assertThat(away(1, Optional.of(Duration.ofDays(1)))).isEqualTo(now.plusSeconds(3600));
  }

  @Test
  void a_connections_own_wait_grows_with_its_failures() {
    Instant now = world.clock.instant();

    assertThat(away(1, Optional.empty())).isEqualTo(now.plusSeconds(2));
    assertThat(away(3, Optional.empty())).isEqualTo(now.plusSeconds(10));
  }

  @Test
  void when_a_breaker_is_over_one_caller_tries_and_keeps_the_others_out() {
    away(1, Optional.of(Duration.ofSeconds(25)));
    world.clock.advance(Duration.ofSeconds(25).minusNanos(1));
    assertThat(breakers.closed(client())).contains(awayFor(Duration.ofNanos(1)));
    world.clock.advance(Duration.ofNanos(1));

    assertThat(breakers.isShut(client())).isFalse();
    assertThat(breakers.closed(client())).isEmpty();

    assertThat(breakers.closed(client())).contains(awayFor(Breakers.PROBE));
    world.clock.advance(Breakers.PROBE);
    assertThat(breakers.closed(client())).isEmpty();
  }

  @Test
  void asking_whether_it_is_shut_makes_nobody_the_one_who_tries() {
    away(1, Optional.of(Duration.ofSeconds(25)));
    world.clock.advance(Duration.ofSeconds(25));

    assertThat(breakers.isShut(client())).isFalse();
    assertThat(breakers.isShut(client())).isFalse();
    assertThat(breakers.closed(client())).isEmpty();
  }

  @Test
  void a_rejected_client_is_left_alone_until_it_is_changed() {
    Instant until = breakers.rejected(client(), new RefreshResult.ClientRejected(error));

    assertThat(until).isEqualTo(world.clock.instant().plusSeconds(2));
    assertThat(breakers.isShut(client())).isTrue();
    assertThat(breakers.closed(client())).contains(new RefreshResult.ClientRejected(error));

    world
        .stores
        .oauthClients()
        .update(
            world.client(TokenWorld.TRIMBLE, "user-sign-in", 2),
            world.event("oauth_client.updated"));
    assertThat(breakers.isShut(client())).isFalse();
    assertThat(breakers.closed(client())).isEmpty();
  }

  @Test
  void an_answer_forgets_rejection_and_failures() {
    breakers.rejected(client(), new RefreshResult.ClientRejected(error));
    for (int i = 1; i < Breakers.ENDPOINT_THRESHOLD; i++) {
      away(i, Optional.empty());
    }

    breakers.answered(client());

    assertThat(breakers.closed(client())).isEmpty();
    away(1, Optional.empty());
    assertThat(breakers.isShut(client())).isFalse();
  }

  @Test
  void a_connection_waits_until_its_time_and_not_longer() {
    Connection waiting = failedAt(world.clock.instant(), Duration.ofSeconds(10));

    assertThat(breakers.closed(client(), waiting, Reason.ASKED))
        .contains(
            new RefreshResult.Away(waiting.lastError().orElseThrow(), Duration.ofSeconds(10)));
    world.clock.advance(Duration.ofSeconds(10));
    assertThat(breakers.closed(client(), waiting, Reason.ASKED)).isEmpty();
  }

  @Test
  void who_is_told_to_does_not_wait_for_the_connection_but_for_the_endpoint() {
    Connection waiting = failedAt(world.clock.instant(), Duration.ofSeconds(10));

    assertThat(breakers.closed(client(), waiting, Reason.TOLD)).isEmpty();
    away(1, Optional.of(Duration.ofSeconds(25)));
    assertThat(breakers.closed(client(), waiting, Reason.TOLD))
        .contains(awayFor(Duration.ofSeconds(25)));
  }

  @Test
  void connections_need_not_wait_any_longer_when_their_endpoint_is_back() {
    away(1, Optional.of(Duration.ofSeconds(25)));
    Connection waiting = failedAt(world.clock.instant(), Duration.ofMinutes(10));

    breakers.answered(client());

    assertThat(breakers.closed(client(), waiting, Reason.DUE)).isEmpty();
    Connection failedLater = failedAt(world.clock.instant().plusSeconds(1), Duration.ofMinutes(10));
    assertThat(breakers.closed(client(), failedLater, Reason.DUE)).isPresent();
  }

  @Test
  void an_answer_of_an_endpoint_that_was_not_away_is_no_recovery() {
    away(1, Optional.empty());
    Connection waiting = failedAt(world.clock.instant(), Duration.ofMinutes(10));

    breakers.answered(client());

    assertThat(breakers.closed(client(), waiting, Reason.DUE)).isPresent();
  }

  private Instant away(int failures, Optional<Duration> retryAfter) {
    return breakers.away(
        client(), failures, retryAfter, left -> new RefreshResult.Away(error, left));
  }

  private RefreshResult awayFor(Duration left) {
    return new RefreshResult.Away(error, left);
  }

  private Connection failedAt(Instant at, Duration wait) {
    LastError last =
        new LastError("away", "It is away.", Turn.NOBODY, at, Optional.of(at.plus(wait)));
    Connection connection = world.found().connection();
    return new Connection(
        connection.id(),
        connection.workspace(),
        connection.oauthClient(),
        connection.owner(),
        Status.FAILING,
        connection.account(),
        connection.scopes(),
        connection.organizations(),
        connection.values(),
        connection.createdAt(),
        connection.lastRefreshedAt(),
        last.nextAttemptAt(),
        Optional.of(last));
  }

  private ResolvedClient client() {
    return world.found().client();
  }
}
