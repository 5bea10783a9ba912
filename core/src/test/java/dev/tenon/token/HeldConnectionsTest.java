package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.Status;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.token.HeldConnections.Held;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What an app or an admin finds.
final class HeldConnectionsTest {
  private static final ConnectionId ADA = new ConnectionId("con_ada");

  private final TokenWorld world = new TokenWorld();
  private final Caller.App other =
      new Caller.App(TokenWorld.WORKSPACE, new KeyId("key_2"), new AppName("other"));

  @Test
  void an_admin_finds_any_connection_and_an_app_those_of_its_integrations() {
    world.connectAda();
    Caller.Admin admin = new Caller.Admin(TokenWorld.WORKSPACE, new KeyId("key_admin"));

    assertThat(world.held().find(admin, ADA)).contains(world.found());
    assertThat(world.held().find(world.app, ADA)).contains(world.found());
    assertThat(world.held().find(other, ADA)).isEmpty();
  }

  @Test
  void what_the_client_lacks_a_connections_own_values_may_fill() {
    world.connectors.tokenUrl("https://${pod}.provider.example/token");
    world.connectAda();
    assertThat(world.held().find(world.app, ask()))
        .isInstanceOfSatisfying(
            Held.Refused.class,
            it -> assertThat(it.result()).isInstanceOf(TokenResult.OAuthClientRejected.class));

    connectedWith(Map.of("pod", "eu"));

    assertThat(world.found().client().tokenUrl())
        .contains(URI.create("https://eu.provider.example/token"));
    Held.Found found = world.found();
    assertThat(world.held().found(found.client().client(), found.connection(), found.grant()))
        .contains(found);
  }

  @Test
  void what_is_left_of_a_dead_grant_is_its_access_token_until_that_is_over() {
    world.connectAda();
    world.clock.advance(Duration.ofMinutes(30));
    world.provider.next(new TokenAnswer.Refused("invalid_grant", "", 400));
    world.source.token(world.app, TokenWorld.ask(Duration.ofHours(1)));
    assertThat(world.status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
    assertThat(world.held().find(world.app, ask())).isInstanceOf(Held.Found.class);

    world.clock.advance(Duration.ofMinutes(30));

    assertThat(world.held().find(world.app, ask()))
        .isInstanceOfSatisfying(
            Held.Refused.class,
            it ->
                assertThat(it.result())
                    .isInstanceOfSatisfying(
                        TokenResult.ConnectRequired.class,
                        result ->
                            assertThat(result.reason())
                                .isEqualTo(TokenResult.Reason.REAUTHORIZATION_REQUIRED)));
  }

  private static TokenAsk ask() {
    return TokenWorld.ask(Duration.ZERO);
  }

  private void connectedWith(Map<String, String> values) {
    Connection old = world.stores.connections().find(TokenWorld.WORKSPACE, ADA).orElseThrow();
    Grant grant = world.grant();
    long version = grant.version() + 1;
    world
        .stores
        .connections()
        .connect(
            new Connection(
                old.id(),
                old.workspace(),
                old.oauthClient(),
                old.owner(),
                old.status(),
                old.account(),
                old.scopes(),
                old.organizations(),
                values,
                old.createdAt(),
                old.lastRefreshedAt(),
                old.nextRefreshAt(),
                old.lastError()),
            new Grant(
                old.id(),
                old.workspace(),
                version,
                world.sealer.move(
                    grant.tokens(),
                    GrantSealer.place(old.workspace(), old.id(), grant.version()),
                    GrantSealer.place(old.workspace(), old.id(), version)),
                grant.consentedAt(),
                Optional.empty(),
                0),
            Optional.empty(),
            new ConnectionEvent(world.clock.instant(), "connected", Map.of()),
            world.event("connection.connected"));
  }
}
