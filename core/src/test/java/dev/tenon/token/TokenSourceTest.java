package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.client.IntegrationName;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.Grant;
import dev.tenon.connection.Status;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.token.TokenResult.Reason;
import dev.tenon.workspace.StoreUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TokenSourceTest {
  private static final TokenAnswer UNAVAILABLE =
      new TokenAnswer.Unavailable(503, Optional.empty(), "503");

  private final TokenWorld world = new TokenWorld();

  @Test
  void a_token_valid_for_ten_more_minutes_is_served_while_the_provider_answers_503() {
    world.connectAda();
    world.clock.advance(Duration.ofMinutes(50));
    world.provider.next(UNAVAILABLE);

    TokenResult result = world.source.token(world.app, TokenWorld.ask(Duration.ofMinutes(15)));

    assertThat(accessToken(result)).isEqualTo("access-1");
    assertThat(world.provider.requests()).hasSize(1);
    assertThat(world.status()).isEqualTo(Status.FAILING);
  }

  @Test
  void invalid_grant_and_503_give_different_answers_and_only_the_first_asks_to_reconnect() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));

    world.provider.next(UNAVAILABLE);
    assertThat(world.ask()).isInstanceOf(TokenResult.ProviderUnavailable.class);
    assertThat(world.status()).isEqualTo(Status.FAILING);

    world.clock.advance(Duration.ofMinutes(5));
    world.provider.next(new TokenAnswer.Refused("invalid_grant", "expired", 400));
    TokenResult dead = world.ask();
    assertThat(dead).isInstanceOf(TokenResult.ConnectRequired.class);
    assertThat(((TokenResult.ConnectRequired) dead).reason())
        .isEqualTo(Reason.REAUTHORIZATION_REQUIRED);
    assertThat(world.status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
  }

  @Test
  void a_dead_grant_is_not_tried_again_and_its_row_stays() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(new TokenAnswer.Refused("invalid_grant", "", 400));

    assertThat(world.ask()).isInstanceOf(TokenResult.ConnectRequired.class);
    world.clock.advance(Duration.ofDays(1));
    assertThat(world.ask()).isInstanceOf(TokenResult.ConnectRequired.class);

    assertThat(world.provider.requests()).hasSize(1);
    assertThat(world.grant().tokens().refreshToken()).isPresent();
  }

  @Test
  void a_ten_minute_token_is_not_refreshed_at_every_read() {
    world.connectAda(
        Optional.of(Duration.ofMinutes(10)), Optional.of(RefreshToken.of("refresh-1")));

    for (int i = 0; i < 9; i++) {
      assertThat(accessToken(world.ask())).isEqualTo("access-1");
      world.clock.advance(Duration.ofMinutes(1));
    }

    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void a_wish_longer_than_a_tokens_life_does_not_refresh_at_every_read() {
    world.provider.issueTokensFor(Optional.of(Duration.ofMinutes(10)));
    world.connectAda(
        Optional.of(Duration.ofMinutes(10)), Optional.of(RefreshToken.of("refresh-1")));
    world.clock.advance(Duration.ofMinutes(2));

    for (int i = 0; i < 5; i++) {
      TokenResult result = world.source.token(world.app, TokenWorld.ask(Duration.ofHours(1)));
      assertThat(accessToken(result)).isEqualTo("access-2");
      world.clock.advance(Duration.ofSeconds(10));
    }

    assertThat(world.provider.requests()).hasSize(1);
  }

  @Test
  void an_expired_token_without_refresh_token_is_never_served_as_valid() {
    world.connectAda(Optional.of(Duration.ofMinutes(10)), Optional.empty());
    world.clock.advance(Duration.ofMinutes(10));

    TokenResult result = world.ask();

    assertThat(result).isInstanceOf(TokenResult.ConnectRequired.class);
    assertThat(world.provider.requests()).isEmpty();
    assertThat(world.status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
  }

  @Test
  void a_missing_expires_in_means_neither_never_nor_now() {
    world.connectAda(Optional.empty(), Optional.of(RefreshToken.of("refresh-1")));

    world.clock.advance(Duration.ofMinutes(58));
    assertThat(accessToken(world.ask())).isEqualTo("access-1");
    assertThat(world.provider.requests()).isEmpty();

    world.clock.advance(Duration.ofMinutes(3));
    assertThat(accessToken(world.ask())).isEqualTo("access-2");
  }

  @Test
  void an_unknown_expiry_without_refresh_token_is_served_until_an_app_reports_it() {
    Connection connection = world.connectAda(Optional.empty(), Optional.empty());
    world.clock.advance(Duration.ofDays(30));
    assertThat(accessToken(world.ask())).isEqualTo("access-1");

    ReportResult report = world.reports.report(world.app, connection.id(), 1);

    assertThat(report).isInstanceOf(ReportResult.Failed.class);
    assertThat(world.ask()).isInstanceOf(TokenResult.ConnectRequired.class);
  }

  @Test
  void an_unknown_integration_names_the_nearest() {
    TokenResult result =
        world.source.token(
            world.app,
            new TokenAsk(
                new IntegrationName("trimbel"),
                Optional.of(TokenWorld.ADA),
                Duration.ZERO,
                Scope.none()));

    assertThat(result)
        .isEqualTo(
            new TokenResult.IntegrationNotFound(
                new IntegrationName("trimbel"), Optional.of("trimble")));
  }

  @Test
  void an_app_that_is_not_assigned_gets_nothing() {
    world.connectAda();
    Caller.App other =
        new Caller.App(TokenWorld.WORKSPACE, new KeyId("key_2"), new AppName("other"));

    TokenResult result = world.source.token(other, TokenWorld.ask(Duration.ZERO));

    assertThat(result).isEqualTo(new TokenResult.IntegrationNotAssigned(TokenWorld.TRIMBLE));
  }

  @Test
  void a_user_who_never_connected_is_asked_to() {
    TokenResult result = world.ask();

    assertThat(result).isInstanceOf(TokenResult.ConnectRequired.class);
    assertThat(((TokenResult.ConnectRequired) result).reason()).isEqualTo(Reason.NEVER_CONNECTED);
  }

  @Test
  void a_scope_that_was_not_granted_is_named() {
    world.connectAda();

    TokenResult result =
        world.source.token(
            world.app,
            new TokenAsk(
                TokenWorld.TRIMBLE,
                Optional.of(TokenWorld.ADA),
                Duration.ZERO,
                Scope.parse("data:read data:write")));

    assertThat(((TokenResult.ConnectRequired) result).missingScopes())
        .isEqualTo(Scope.parse("data:write"));
  }

  @Test
  void a_revoked_connection_is_not_served_from_memory() {
    Connection connection = world.connectAda();
    assertThat(accessToken(world.ask())).isEqualTo("access-1");

    world
        .stores
        .connections()
        .revoke(
            TokenWorld.WORKSPACE,
            connection.id(),
            "test",
            new ConnectionEvent(world.clock.instant(), "revoked", Map.of()),
            world.event("connection.revoked"));

    assertThat(world.ask()).isInstanceOf(TokenResult.ConnectRequired.class);
  }

  @Test
  void a_remembered_token_needs_no_store() {
    world.connectAda();
    assertThat(accessToken(world.ask())).isEqualTo("access-1");

    world.stores.goAway();

    assertThat(accessToken(world.ask())).isEqualTo("access-1");
  }

  @Test
  void what_was_looked_up_and_what_was_remembered_is_told() {
    world.connectAda();
    world.ask();
    world.ask();

    assertThat(world.observer.remembered()).containsExactly(false, true);
  }

  @Test
  void a_remembered_token_is_for_the_scopes_that_it_has() {
    world.connectAda();
    world.ask();
    world.stores.goAway();

    assertThat(world.source.token(world.app, wish("data:read")))
        .isInstanceOf(TokenResult.Issued.class);
    assertThatThrownBy(() -> world.source.token(world.app, wish("data:read data:write")))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void what_does_not_open_is_the_hubs_fault() {
    Connection connection = world.connectAda();
    Grant grant = world.grant();
    world
        .stores
        .connections()
        .connect(
            connection,
            new Grant(
                grant.connection(),
                grant.workspace(),
                2,
                grant.tokens(),
                grant.consentedAt(),
                Optional.empty(),
                0),
            Optional.empty(),
            new ConnectionEvent(world.clock.instant(), "connected", Map.of()),
            world.event("connection.connected"));

    assertThat(world.ask()).isInstanceOf(TokenResult.HubFault.class);
  }

  @Test
  void a_connection_that_changes_at_every_look_is_looked_at_four_times() {
    Connection connection = world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    for (int look = 0; look < 5; look++) {
      world.provider.next(
          _ -> {
            world.connect(
                connection.id(),
                world.grant().version() + 1,
                "over-already",
                Optional.of(Duration.ZERO),
                Optional.of(RefreshToken.of("refresh-anew")));
            return world.provider.grant();
          });
    }

    TokenResult result = world.ask();

    assertThat(((TokenResult.ProviderUnavailable) result).code()).isEqualTo("refresh_in_progress");
    assertThat(world.provider.requests()).hasSize(4);
  }

  @Test
  void a_token_that_ended_before_it_was_kept_is_not_served_but_refreshed_again() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(
        _ -> {
          TokenAnswer answer = world.provider.grant();
          world.clock.advance(Duration.ofMinutes(61));
          return answer;
        });

    assertThat(accessToken(world.ask())).isEqualTo("access-3");
    assertThat(world.provider.requests()).hasSize(2);
  }

  @Test
  void a_token_that_comes_without_any_life_is_served_once_and_not_refreshed_again_and_again() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    world.provider.issueTokensFor(Optional.of(Duration.ZERO));

    assertThat(accessToken(world.ask())).isEqualTo("access-2");
    assertThat(world.provider.requests()).hasSize(1);
  }

  @Test
  void of_tokens_that_cannot_be_refreshed_because_the_store_went_away_the_valid_are_served() {
    world.connectAda();
    world.ask();
    world.clock.advance(Duration.ofMinutes(50));
    world.threads.beforeTheNext(world.stores::goAway);

    assertThat(accessToken(world.source.token(world.app, TokenWorld.ask(Duration.ofMinutes(15)))))
        .isEqualTo("access-1");

    world.stores.comeBack();
    world.clock.advance(Duration.ofMinutes(10));
    world.threads.beforeTheNext(world.stores::goAway);
    assertThatThrownBy(world::ask).isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void what_was_refreshed_or_moved_is_looked_at_again() {
    assertThat(FreshTokens.failed(new RefreshResult.Moved(), Optional.empty())).isEmpty();
    assertThat(
            FreshTokens.failed(
                new RefreshResult.Refreshed(connectedGrant(), true), Optional.empty()))
        .isEmpty();
  }

  @Test
  void each_key_and_version_is_audited_once() {
    world.connectAda();
    world.ask();
    world.ask();

    long issued =
        world.stores.auditLog().list(TokenWorld.WORKSPACE, Optional.empty(), 100).stream()
            .filter(entry -> entry.event().action().equals("token.issued"))
            .count();
    assertThat(issued).isEqualTo(1);
  }

  @Test
  void without_an_audit_log_no_token_goes_out() {
    world.connectAda();
    assertThat(accessToken(world.ask())).isEqualTo("access-1");
    Caller.App otherKey =
        new Caller.App(TokenWorld.WORKSPACE, new KeyId("key_9"), world.app.name());
    world.stores.goAway();

    assertThatThrownBy(() -> world.source.token(otherKey, TokenWorld.ask(Duration.ZERO)))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void an_apps_own_connection_is_made_at_first_use_and_refreshed_without_a_refresh_token() {
    TokenAsk ask =
        new TokenAsk(TokenWorld.ROBOT, Optional.empty(), Duration.ofSeconds(60), Scope.none());

    assertThat(accessToken(world.source.token(world.app, ask))).isEqualTo("access-2");
    assertThat(accessToken(world.source.token(world.app, ask))).isEqualTo("access-2");
    world.clock.advance(Duration.ofHours(2));
    assertThat(accessToken(world.source.token(world.app, ask))).isEqualTo("access-3");

    assertThat(world.provider.requests()).hasSize(2);
  }

  @Test
  void a_user_integration_asked_for_without_a_user_says_so() {
    TokenResult result =
        world.source.token(
            world.app,
            new TokenAsk(TokenWorld.TRIMBLE, Optional.empty(), Duration.ZERO, Scope.none()));

    assertThat(result).isEqualTo(new TokenResult.UserRequired(TokenWorld.TRIMBLE));
  }

  private Grant connectedGrant() {
    world.connectAda();
    return world.grant();
  }

  private static TokenAsk wish(String scopes) {
    return new TokenAsk(
        TokenWorld.TRIMBLE,
        Optional.of(TokenWorld.ADA),
        Duration.ofSeconds(60),
        Scope.parse(scopes));
  }

  private static String accessToken(TokenResult result) {
    assertThat(result).isInstanceOf(TokenResult.Issued.class);
    return ((TokenResult.Issued) result).token().accessToken().secret().reveal();
  }
}
