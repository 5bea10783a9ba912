package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenAnswer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// An app's own connection, made at first use.
final class AppConnectionsTest {
  private static final TokenAsk ASK =
      new TokenAsk(TokenWorld.ROBOT, Optional.empty(), Duration.ofSeconds(60), Scope.none());

  private final TokenWorld world = new TokenWorld();

  @Test
  void it_is_the_apps_and_active() {
    ConnectionId id = ((TokenResult.Issued) ask()).token().connection();

    Connection made = world.stores.connections().find(TokenWorld.WORKSPACE, id).orElseThrow();
    assertThat(made.owner()).isEqualTo(new Owner.App(world.app.name()));
    assertThat(made.status()).isEqualTo(Status.ACTIVE);
    assertThat(world.stores.connections().events(TokenWorld.WORKSPACE, id, Optional.empty(), 9))
        .singleElement()
        .satisfies(
            it -> assertThat(it.event().details()).containsEntry("by", "client_credentials"));
  }

  @Test
  void a_rejected_client_is_not_asked_for_again_until_its_time() {
    world.provider.next(new TokenAnswer.Refused("invalid_client", "", 401));

    assertThat(ask()).isInstanceOf(TokenResult.OAuthClientRejected.class);
    assertThat(ask()).isInstanceOf(TokenResult.OAuthClientRejected.class);
    assertThat(world.provider.requests()).hasSize(1);

    world.clock.advance(Duration.ofSeconds(3));
    assertThat(ask()).isInstanceOf(TokenResult.Issued.class);
  }

  @Test
  void when_the_provider_answers_again_everybody_at_it_may_ask() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
    world.provider.next(
        new TokenAnswer.Unavailable(429, Optional.of(Duration.ofSeconds(25)), "429"));
    TokenResult busy = ask();
    assertThat(((TokenResult.ProviderUnavailable) busy).retryAfter())
        .isEqualTo(Duration.ofSeconds(25));
    world.clock.advance(Duration.ofSeconds(26));

    assertThat(ask()).isInstanceOf(TokenResult.Issued.class);

    assertThat(world.ask()).isInstanceOf(TokenResult.Issued.class);
  }

  @Test
  void whatever_keeps_the_provider_from_answering_makes_nothing() {
    world.provider.next(new TokenAnswer.Unreachable("refused"));
    assertThat(ask()).isInstanceOf(TokenResult.ProviderUnavailable.class);
    world.provider.next(new TokenAnswer.Unanswered("timed out"));
    assertThat(ask()).isInstanceOf(TokenResult.ProviderUnavailable.class);
    world.provider.next(new TokenAnswer.TooLate());
    assertThat(ask()).isInstanceOf(TokenResult.ProviderUnavailable.class);
    world.provider.next(new TokenAnswer.NotAsked("A secret does not open"));
    assertThat(ask()).isInstanceOf(TokenResult.HubFault.class);

    assertThat(
            world
                .stores
                .connections()
                .find(
                    TokenWorld.WORKSPACE,
                    world.client(TokenWorld.ROBOT, "client-credentials", 1).id(),
                    new Owner.App(world.app.name())))
        .isEmpty();
    assertThat(ask()).isInstanceOf(TokenResult.Issued.class);
  }

  @Test
  void who_waits_too_long_for_it_comes_back_later() {
    world.threads.keep();
    world.pause.nobodyWaits();

    assertThat(ask())
        .isInstanceOfSatisfying(
            TokenResult.ProviderUnavailable.class,
            it -> assertThat(it.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
  }

  private TokenResult ask() {
    return world.source.token(world.app, ASK);
  }
}
