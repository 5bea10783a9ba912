package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Status;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.token.HubTokens.Answer;
import dev.tenon.token.TokenResult.Reason;
import dev.tenon.workspace.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Tokens for calls that the hub itself makes.
final class HubTokensTest {
  private static final Optional<RefreshToken> REFRESH = Optional.of(RefreshToken.of("refresh-1"));

  private final TokenWorld world = new TokenWorld();
  private final HubTokens tokens = world.engine.hubTokens();

  @Test
  void a_valid_token_is_served_with_its_client_and_version_and_not_audited() {
    Answer.Got got = (Answer.Got) tokens.of(world.connectAda());

    assertThat(text(got)).isEqualTo("access-1");
    assertThat(got.version()).isEqualTo(1);
    assertThat(got.client().client().name()).isEqualTo(TokenWorld.TRIMBLE);
    assertThat(world.provider.requests()).isEmpty();
    assertThat(world.stores.auditLog().list(TokenWorld.WORKSPACE, Optional.empty(), 100))
        .noneMatch(it -> it.event().action().equals("token.issued"));
  }

  @Test
  void a_short_token_is_refreshed() {
    Connection connection = world.connectAda();
    world.clock.advance(Duration.ofMinutes(60).minusSeconds(10));

    Answer.Got got = (Answer.Got) tokens.of(connection);

    assertThat(text(got)).isEqualTo("access-2");
    assertThat(got.version()).isEqualTo(2);
  }

  @Test
  void a_short_token_that_cannot_be_refreshed_is_served_while_it_is_valid() {
    Connection connection = world.connectAda();
    world.clock.advance(Duration.ofMinutes(60).minusSeconds(10));
    world.provider.next(new TokenAnswer.Unavailable(503, Optional.empty(), "503"));

    assertThat(text(tokens.of(connection))).isEqualTo("access-1");

    world.clock.advance(Duration.ofMinutes(5));
    world.provider.next(new TokenAnswer.Unavailable(503, Optional.empty(), "503"));
    assertThat(((Answer.None) tokens.of(connection)).result())
        .isInstanceOf(TokenResult.ProviderUnavailable.class);
  }

  @Test
  void a_token_that_ended_before_it_was_kept_is_refreshed_again() {
    Connection connection = world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(
        _ -> {
          TokenAnswer answer = world.provider.grant();
          world.clock.advance(Duration.ofMinutes(61));
          return answer;
        });

    assertThat(text(tokens.of(connection))).isEqualTo("access-3");
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
                REFRESH);
            return world.provider.grant();
          });
    }

    TokenResult result = ((Answer.None) tokens.of(connection)).result();

    assertThat(((TokenResult.ProviderUnavailable) result).code()).isEqualTo("refresh_in_progress");
    assertThat(((TokenResult.ProviderUnavailable) result).retryAfter())
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(world.provider.requests()).hasSize(4);
  }

  @Test
  void what_is_left_of_a_dead_grant_is_served_to_its_end_and_nothing_is_asked() {
    Connection connection = world.connectAda();
    world.clock.advance(Duration.ofMinutes(60).minusSeconds(10));
    world.provider.next(new TokenAnswer.Refused("invalid_grant", "", 400));
    world.ask();
    assertThat(world.status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
    Connection dead =
        world.stores.connections().find(TokenWorld.WORKSPACE, connection.id()).orElseThrow();

    assertThat(text(tokens.of(dead))).isEqualTo("access-1");
    world.clock.advance(Duration.ofSeconds(10));

    TokenResult result = ((Answer.None) tokens.of(dead)).result();
    assertThat(((TokenResult.ConnectRequired) result).reason())
        .isEqualTo(Reason.REAUTHORIZATION_REQUIRED);
    assertThat(world.provider.requests()).hasSize(1);
  }

  @Test
  void a_connection_whose_client_is_gone_has_to_be_made_anew() {
    Connection connection = of(world.connectAda(), new OAuthClientId("oac_gone"));

    TokenResult result = ((Answer.None) tokens.of(connection)).result();

    assertThat(((TokenResult.ConnectRequired) result).reason()).isEqualTo(Reason.NEVER_CONNECTED);
    assertThat(((TokenResult.ConnectRequired) result).connection()).contains(connection.id());
  }

  @Test
  void a_valid_token_is_served_where_the_store_goes_away_before_its_refresh() {
    Connection connection = world.connectAda();
    world.clock.advance(Duration.ofMinutes(60).minusSeconds(10));
    world.threads.beforeTheNext(world.stores::goAway);

    assertThat(text(tokens.of(connection))).isEqualTo("access-1");

    world.stores.comeBack();
    world.clock.advance(Duration.ofSeconds(10));
    world.threads.beforeTheNext(world.stores::goAway);
    assertThatThrownBy(() -> tokens.of(connection)).isInstanceOf(StoreUnavailableException.class);
  }

  private static Connection of(Connection it, OAuthClientId client) {
    return new Connection(
        it.id(),
        it.workspace(),
        client,
        it.owner(),
        it.status(),
        it.account(),
        it.scopes(),
        it.organizations(),
        it.values(),
        it.createdAt(),
        it.lastRefreshedAt(),
        it.nextRefreshAt(),
        it.lastError());
  }

  private static String text(Answer answer) {
    return ((Answer.Got) answer).token().secret().reveal();
  }
}
