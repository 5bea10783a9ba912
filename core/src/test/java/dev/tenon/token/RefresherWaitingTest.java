package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Status;
import dev.tenon.connector.Lifetimes;
import dev.tenon.oauth.RefreshToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Waiting for others, and for what is under way.
final class RefresherWaitingTest {
  private static final ConnectionId ADA = new ConnectionId("con_ada");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TokenWorld world = new TokenWorld();

  @BeforeEach
  void an_expired_token() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
  }

  @Test
  void who_need_not_wait_is_told_as_nobody_waiting() {
    world.ask();

    assertThat(world.observer.leaseWaits()).isEmpty();
    assertThat(world.pause.pauses()).isEmpty();
  }

  @Test
  void a_lease_that_ends_is_waited_for_and_taken() {
    world.connectors.declare(staying());
    world.lease("node-2", Duration.ofMillis(500));

    assertThat(world.ask()).isInstanceOf(TokenResult.Issued.class);

    // As often as is looked, and at the end only as long as the lease lasts.
    assertThat(world.pause.pauses())
        .containsExactly(Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofMillis(101));
    assertThat(world.observer.leaseWaits()).containsExactly(Duration.ofMillis(501));
  }

  @Test
  void what_another_node_brings_is_taken_as_soon_as_it_is_there() {
    world.lease("node-2", Duration.ofSeconds(45));
    world.pause.duringTheNext(
        () ->
            world.connect(
                ADA,
                2,
                "access-of-node-2",
                Optional.of(Duration.ofHours(1)),
                Optional.of(RefreshToken.of("refresh-of-node-2"))));

    assertThat(world.ask()).isInstanceOf(TokenResult.Issued.class);

    assertThat(world.provider.requests()).isEmpty();
    assertThat(world.observer.leaseWaits()).containsExactly(Duration.ofMillis(200));
    assertThat(world.observer.outcomes()).containsExactly(RefreshOutcome.MOVED);
  }

  @Test
  void who_waits_in_vain_is_sent_away_after_its_patience() {
    world.lease("node-2", Duration.ofMinutes(10));
    Instant start = world.clock.instant();

    TokenResult result = world.ask();

    assertThat(result).isInstanceOf(TokenResult.ProviderUnavailable.class);
    assertThat(((TokenResult.ProviderUnavailable) result).retryAfter()).isEqualTo(SECOND);
    assertThat(Duration.between(start, world.clock.instant())).isEqualTo(Duration.ofSeconds(25));
    assertThat(world.observer.outcomes()).containsExactly(RefreshOutcome.NOT_TRIED);
  }

  @Test
  void who_is_sent_away_just_before_the_lease_ends_comes_back_when_it_does() {
    world.lease("node-2", Duration.ofMillis(25_300));

    TokenResult result = world.ask();

    assertThat(((TokenResult.ProviderUnavailable) result).retryAfter())
        .isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void who_has_a_valid_token_waits_only_a_little() {
    ask(Duration.ofMinutes(5));

    assertThat(world.pause.patiences()).containsExactly(Duration.ofSeconds(25));

    world.clock.advance(Duration.ofMinutes(50));
    ask(Duration.ofMinutes(15));
    assertThat(world.pause.patiences())
        .containsExactly(Duration.ofSeconds(25), Duration.ofSeconds(3));
  }

  @Test
  void what_is_due_is_waited_for_though_the_token_is_valid() {
    ask(Duration.ofMinutes(5));
    HeldConnections.Held.Found found = world.found();

    world.refresher.refresh(
        found.client(), found.connection(), found.grant(), Refresher.Reason.DUE);

    assertThat(world.pause.patiences()).containsOnly(Duration.ofSeconds(25));
  }

  @Test
  void what_cannot_be_refreshed_is_served_while_it_is_valid_and_nobody_waits() {
    world.connected(Optional.of(Duration.ofMinutes(10)), Optional.empty());
    world.clock.advance(Duration.ofMinutes(5));

    assertThat(ask(Duration.ofMinutes(15))).isInstanceOf(TokenResult.Issued.class);

    assertThat(world.status()).isEqualTo(Status.ACTIVE);
    assertThat(world.pause.pauses()).isEmpty();
  }

  @Test
  void nobody_waits_for_a_crashed_nodes_attempt_while_the_token_is_valid() {
    ask(Duration.ofMinutes(5));
    world.lease("node-2", Duration.ofSeconds(1));
    world.clock.advance(Duration.ofMinutes(50));

    assertThat(ask(Duration.ofMinutes(15))).isInstanceOf(TokenResult.Issued.class);

    assertThat(world.pause.pauses()).isEmpty();
  }

  @Test
  void a_token_whose_end_nobody_knows_is_not_over() {
    world.connected(Optional.empty(), Optional.empty());
    HeldConnections.Held.Found found = world.found();

    assertThat(refresh(found)).isEqualTo(new RefreshResult.Busy(Duration.ofMillis(200)));
    assertThat(world.status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void what_is_in_memory_alone_is_stored_when_it_is_asked_for_again() {
    HeldConnections.Held.Found found = world.found();
    world.provider.next(
        _ -> {
          world.stores.goAway();
          return world.provider.grant();
        });
    assertThat(refresh(found)).isEqualTo(refreshed(found, 2, false));
    assertThat(refresh(found)).isEqualTo(refreshed(found, 2, false));

    world.stores.comeBack();

    assertThat(refresh(found)).isEqualTo(refreshed(found, 2, true));
    assertThat(world.provider.requests()).hasSize(1);
  }

  @Test
  void a_node_that_does_nothing_has_landed() {
    assertThat(world.refresher.land(SECOND)).isTrue();
    assertThat(world.pause.pauses()).isEmpty();
  }

  @Test
  void a_node_lands_when_its_flights_have() {
    world.threads.keep();
    world.pause.nobodyWaits();
    world.ask();
    assertThat(world.refresher.underWay()).isEqualTo(1);
    Instant start = world.clock.instant();

    assertThat(world.refresher.land(SECOND)).isFalse();
    assertThat(world.clock.instant()).isEqualTo(start.plus(SECOND));

    world.pause.duringTheNext(world.threads::runKept);
    assertThat(world.refresher.land(SECOND)).isTrue();
    assertThat(world.refresher.underWay()).isZero();
    assertThat(world.grant().version()).isEqualTo(2);
  }

  @Test
  void a_node_that_stops_begins_nothing_any_more_and_ends_what_it_has_begun() {
    world.threads.keep();
    world.pause.nobodyWaits();
    world.ask();
    world.provider.next(
        _ -> {
          world.refresher.close();
          return world.provider.grant();
        });
    world.threads.runKept();

    assertThat(world.refresher.land(SECOND)).isTrue();
    assertThat(world.grant().version()).isEqualTo(2);
    world.clock.advance(Duration.ofHours(2));
    world.ask();
    world.threads.runKept();
    assertThat(world.provider.requests()).hasSize(1);
    assertThat(world.observer.outcomes())
        .containsExactly(RefreshOutcome.REFRESHED, RefreshOutcome.NOT_TRIED);
  }

  @Test
  void who_waits_for_a_lease_when_the_node_stops_does_not_take_it() {
    world.connectors.declare(staying());
    world.lease("node-2", Duration.ofMillis(500));
    world.pause.duringTheNext(world.refresher::close);

    TokenResult result = world.ask();

    assertThat(((TokenResult.ProviderUnavailable) result).retryAfter()).isEqualTo(SECOND);
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void a_valid_token_is_served_by_a_node_that_stops() {
    ask(Duration.ofMinutes(5));
    world.refresher.close();
    world.clock.advance(Duration.ofMinutes(50));

    assertThat(ask(Duration.ofMinutes(15))).isInstanceOf(TokenResult.Issued.class);

    assertThat(world.provider.requests()).hasSize(1);
  }

  @Test
  void a_node_lands_when_everything_is_saved() {
    HeldConnections.Held.Found found = world.found();
    world.provider.next(
        _ -> {
          world.stores.goAway();
          return world.provider.grant();
        });
    refresh(found);

    assertThat(world.refresher.land(SECOND)).isFalse();

    world.pause.duringTheNext(world.stores::comeBack);
    assertThat(world.refresher.land(SECOND)).isTrue();
    assertThat(world.grant().version()).isEqualTo(2);
  }

  private TokenResult ask(Duration wish) {
    return world.source.token(world.app, TokenWorld.ask(wish));
  }

  private RefreshResult refresh(HeldConnections.Held.Found found) {
    return world.refresher.refresh(
        found.client(), found.connection(), found.grant(), Refresher.Reason.ASKED);
  }

  private RefreshResult refreshed(HeldConnections.Held.Found found, long version, boolean stored) {
    assertThat(world.refresher.newest(found.grant()).version())
        .isEqualTo(stored ? found.grant().version() : version);
    JournalEntry entry = world.journal.appended().getLast();
    return new RefreshResult.Refreshed(UnsavedGrants.grant(entry, found.grant()), stored);
  }

  private static Lifetimes staying() {
    return new Lifetimes(
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Lifetimes.Rotation.STATIC,
        Duration.ZERO,
        Optional.empty());
  }
}
