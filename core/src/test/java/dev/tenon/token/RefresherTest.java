package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.OAuthClient;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.Status;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RefresherTest {
  private static final TokenAnswer UNANSWERED = new TokenAnswer.Unanswered("timed out");
  private static final TokenAnswer INVALID_GRANT =
      new TokenAnswer.Refused("invalid_grant", "already used", 400);

  private final TokenWorld world = new TokenWorld();

  @Test
  void an_expired_token_is_refreshed_once_for_many_callers() throws Exception {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    world.provider.next(
        _ -> {
          asked.countDown();
          await(answer);
          return world.provider.grant();
        });

    List<TokenResult> results;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<TokenResult>> callers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        Callable<TokenResult> call = world::ask;
        callers.add(threads.submit(call));
      }
      await(asked);
      answer.countDown();
      results = new ArrayList<>();
      for (Future<TokenResult> caller : callers) {
        results.add(caller.get(30, TimeUnit.SECONDS));
      }
    }

    assertThat(results).allSatisfy(it -> assertThat(accessToken(it)).isEqualTo("access-2"));
    assertThat(world.provider.requests()).hasSize(1);
    assertThat(world.grant().version()).isEqualTo(2);
  }

  @Test
  void a_token_call_that_does_not_answer_keeps_no_other_connection_waiting() throws Exception {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    world.provider.next(
        _ -> {
          asked.countDown();
          await(release);
          return UNANSWERED;
        });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<TokenResult> call = world::ask;
      Future<TokenResult> stuck = threads.submit(call);
      await(asked);

      TokenAsk robot =
          new TokenAsk(TokenWorld.ROBOT, Optional.empty(), Duration.ofSeconds(60), Scope.none());
      assertThat(world.source.token(world.app, robot)).isInstanceOf(TokenResult.Issued.class);

      release.countDown();
      assertThat(stuck.get(30, TimeUnit.SECONDS))
          .isInstanceOf(TokenResult.ProviderUnavailable.class);
    }
  }

  @Test
  void a_reconnect_during_a_refresh_is_not_overwritten() {
    ConnectionId id = world.connectAda().id();
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(
        _ -> {
          world.connect(
              id,
              2,
              "access-reconnected",
              Optional.of(Duration.ofHours(1)),
              Optional.of(RefreshToken.of("refresh-reconnected")));
          return world.provider.grant();
        });

    assertThat(accessToken(world.ask())).isEqualTo("access-reconnected");
    assertThat(world.grant().version()).isEqualTo(2);
  }

  @Test
  void a_rename_during_a_refresh_is_not_overwritten() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    OAuthClient renamed =
        world.client(new dev.tenon.client.IntegrationName("renamed"), "user-sign-in", 2);
    OAuthClient sameId =
        new OAuthClient(
            world.client(TokenWorld.TRIMBLE, "user-sign-in", 1).id(),
            renamed.workspace(),
            renamed.name(),
            renamed.connector(),
            renamed.definition(),
            renamed.clientId(),
            renamed.secrets(),
            renamed.addresses(),
            renamed.scope(),
            renamed.prompt(),
            renamed.authentication(),
            renamed.refreshMode(),
            renamed.lent(),
            renamed.apps(),
            renamed.parameters(),
            2,
            renamed.createdAt(),
            renamed.updatedAt(),
            renamed.rejection());
    world.provider.next(
        _ -> {
          world.stores.oauthClients().update(sameId, world.event("oauth_client.updated"));
          return world.provider.grant();
        });

    assertThat(accessToken(world.ask())).isEqualTo("access-2");

    assertThat(world.stores.oauthClients().find(TokenWorld.WORKSPACE, sameId.id()))
        .hasValueSatisfying(it -> assertThat(it.name().value()).isEqualTo("renamed"));
    assertThat(world.grant().version()).isEqualTo(2);
  }

  @Test
  void an_answer_that_the_store_will_not_take_is_served_kept_and_saved_later() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(
        _ -> {
          world.stores.goAway();
          return world.provider.grant();
        });
    RefreshResult result = refreshAda();
    assertThat(result).isInstanceOf(RefreshResult.Refreshed.class);
    assertThat(world.refresher.saveUnsaved()).isEqualTo(1);

    world.stores.comeBack();
    assertThat(accessToken(world.ask())).isEqualTo("access-2");

    assertThat(world.refresher.saveUnsaved()).isZero();
    assertThat(world.grant().version()).isEqualTo(2);
    assertThat(world.provider.requests()).hasSize(1);
  }

  @Test
  void nothing_is_sent_while_the_store_is_away() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    var held = held();
    world.stores.goAway();

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                world.refresher.refresh(
                    held.client(), held.connection(), held.grant(), Refresher.Reason.ASKED))
        .isInstanceOf(dev.tenon.workspace.StoreUnavailableException.class);
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void whoever_does_not_get_the_lease_waits_and_never_refreshes_on_its_own() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    world.lease("other-node", Duration.ofMinutes(10));

    TokenResult result = world.ask();

    assertThat(result).isInstanceOf(TokenResult.ProviderUnavailable.class);
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void a_late_answer_is_adopted_where_what_it_spent_is_still_stored() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(
        _ -> {
          // Paused past the lease, and another node took it meanwhile.
          world.clock.advance(Duration.ofMinutes(2));
          assertThat(world.lease("other-node", Duration.ofMinutes(1)))
              .isInstanceOf(LeaseResult.Leased.class);
          return world.provider.grant();
        });

    assertThat(accessToken(world.ask())).isEqualTo("access-2");
    assertThat(world.grant().version()).isEqualTo(2);
  }

  @Test
  void the_loser_of_a_race_uses_the_newer_grant_and_marks_nothing_broken() {
    ConnectionId id = world.connectAda().id();
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(
        _ -> {
          world.connect(
              id,
              2,
              "access-newer",
              Optional.of(Duration.ofHours(1)),
              Optional.of(RefreshToken.of("refresh-newer")));
          return INVALID_GRANT;
        });

    assertThat(accessToken(world.ask())).isEqualTo("access-newer");
    assertThat(world.status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void without_an_answer_a_refresh_token_is_not_sent_again_while_the_access_token_is_valid() {
    isNotSentAgainAfter(UNANSWERED);
  }

  @Test
  void after_an_internal_error_it_is_not_either_because_the_provider_may_have_spent_it() {
    isNotSentAgainAfter(new TokenAnswer.Unavailable(500, Optional.empty(), "answered 500"));
  }

  private void isNotSentAgainAfter(TokenAnswer answer) {
    world.connectAda();
    world.clock.advance(Duration.ofMinutes(50));
    world.provider.next(answer);
    TokenAsk long15 = TokenWorld.ask(Duration.ofMinutes(15));

    assertThat(accessToken(world.source.token(world.app, long15))).isEqualTo("access-1");
    world.clock.advance(Duration.ofMinutes(5));
    assertThat(accessToken(world.source.token(world.app, long15))).isEqualTo("access-1");

    assertThat(world.provider.requests()).hasSize(1);
  }

  @Test
  void a_provider_that_says_not_now_has_spent_nothing_and_is_asked_again() {
    world.connectAda();
    world.clock.advance(Duration.ofMinutes(50));
    world.provider.next(new TokenAnswer.Unavailable(503, Optional.empty(), "answered 503"));
    TokenAsk long15 = TokenWorld.ask(Duration.ofMinutes(15));

    assertThat(accessToken(world.source.token(world.app, long15))).isEqualTo("access-1");
    world.clock.advance(Duration.ofMinutes(5));
    assertThat(accessToken(world.source.token(world.app, long15))).isEqualTo("access-2");
  }

  @Test
  void after_a_lost_answer_the_old_refresh_token_is_tried_once_and_the_reason_is_the_truth() {
    isAnswerLostAfter(UNANSWERED);
  }

  @Test
  void after_an_internal_error_and_a_refusal_the_answer_was_lost_too() {
    isAnswerLostAfter(new TokenAnswer.Unavailable(502, Optional.empty(), "answered 502"));
  }

  private void isAnswerLostAfter(TokenAnswer answer) {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(answer);
    world.ask();
    world.clock.advance(Duration.ofMinutes(5));
    world.provider.next(INVALID_GRANT);

    assertThat(world.ask()).isInstanceOf(TokenResult.ConnectRequired.class);

    assertThat(world.provider.requests()).hasSize(2);
    assertThat(
            world
                .stores
                .connections()
                .find(TokenWorld.WORKSPACE, new ConnectionId("con_ada"))
                .orElseThrow()
                .lastError())
        .hasValueSatisfying(it -> assertThat(it.code()).isEqualTo("answer_lost"));
  }

  @Test
  void a_rejected_client_marks_no_connection_is_not_asked_again_and_recovers_when_mended() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(new TokenAnswer.Refused("invalid_client", "", 401));

    assertThat(world.ask()).isInstanceOf(TokenResult.OAuthClientRejected.class);
    assertThat(world.ask()).isInstanceOf(TokenResult.OAuthClientRejected.class);
    assertThat(world.provider.requests()).hasSize(1);
    assertThat(world.status()).isEqualTo(Status.ACTIVE);

    world
        .stores
        .oauthClients()
        .update(
            world.client(TokenWorld.TRIMBLE, "user-sign-in", 2),
            world.event("oauth_client.updated"));
    assertThat(accessToken(world.ask())).isEqualTo("access-2");
  }

  @Test
  void retry_after_is_obeyed_and_the_connection_stays_healthy() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(
        new TokenAnswer.Unavailable(429, Optional.of(Duration.ofSeconds(25)), "429"));

    TokenResult first = world.ask();
    assertThat(((TokenResult.ProviderUnavailable) first).retryAfter())
        .isEqualTo(Duration.ofSeconds(25));
    world.clock.advance(Duration.ofSeconds(24));
    assertThat(world.ask()).isInstanceOf(TokenResult.ProviderUnavailable.class);
    assertThat(world.provider.requests()).hasSize(1);
    assertThat(world.status()).isEqualTo(Status.ACTIVE);

    world.clock.advance(Duration.ofSeconds(2));
    assertThat(accessToken(world.ask())).isEqualTo("access-2");
  }

  @Test
  void an_absent_new_refresh_token_keeps_the_old_one() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(
        _ -> {
          var granted = (TokenAnswer.Granted) world.provider.grant();
          var it = granted.response();
          return new TokenAnswer.Granted(
              new dev.tenon.oauth.TokenResponse(
                  it.accessToken(),
                  it.tokenType(),
                  it.expiresIn(),
                  Optional.empty(),
                  Optional.empty(),
                  it.scope(),
                  Optional.empty(),
                  it.metadata(),
                  it.requestedAt()));
        });
    world.ask();
    world.clock.advance(Duration.ofHours(2));
    world.ask();

    TokenRequest last = world.provider.requests().getLast();
    assertThat(((TokenRequest.Refresh) last).refreshToken())
        .isEqualTo(RefreshToken.of("refresh-1"));
  }

  @Test
  void a_reported_version_is_refreshed_once_and_an_older_one_not_at_all() {
    ConnectionId id = world.connectAda().id();

    assertThat(world.reports.report(world.app, id, 1)).isEqualTo(new ReportResult.Replaced(2));
    assertThat(world.reports.report(world.app, id, 1)).isEqualTo(new ReportResult.Replaced(2));
    assertThat(world.reports.report(world.app, id, 2)).isInstanceOf(ReportResult.TooSoon.class);

    assertThat(world.provider.requests()).hasSize(1);
  }

  private RefreshResult refreshAda() {
    var held = held();
    return world.refresher.refresh(
        held.client(), held.connection(), held.grant(), Refresher.Reason.ASKED);
  }

  private HeldConnections.Held.Found held() {
    return (HeldConnections.Held.Found) world.held().find(world.app, TokenWorld.ask(Duration.ZERO));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String accessToken(TokenResult result) {
    assertThat(result).isInstanceOf(TokenResult.Issued.class);
    return ((TokenResult.Issued) result).token().accessToken().secret().reveal();
  }
}
