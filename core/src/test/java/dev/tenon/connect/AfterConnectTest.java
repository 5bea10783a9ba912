package dev.tenon.connect;

import static dev.tenon.connect.Traveller.arrival;
import static dev.tenon.connect.Traveller.reason;
import static dev.tenon.fakehub.ConnectWorld.KEYED;
import static dev.tenon.fakehub.ConnectWorld.MODELS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.TokenEndpoint.HookResult;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.fakehub.ConnectWorld;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.workspace.LinkVerification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The requests that a connector declares for a new connection.
class AfterConnectTest {
  private final ConnectWorld world = new ConnectWorld();
  private final Traveller ada = new Traveller(world);
  private final ConnectLink link = world.link(Optional.empty(), MODELS, KEYED).link();

  @BeforeEach
  void declare() {
    world.verifies(LinkVerification.NONE);
    world.connectors.afterConnect("models");
    world.connectors.afterConnect("keyed");
    world.provider.afterConnect(new HookResult.Performed(Map.of("site", "s-1")));
  }

  @Test
  void what_they_keep_stays_with_the_connection_beside_what_the_callback_brought() {
    Map<String, String> sent = ada.leave(link, MODELS);

    ada.back(List.of("code=the-code", "realmId=r-1", "state=" + sent.get("state")));

    assertThat(world.provider.afterConnects()).containsExactly(Map.of("realm", "r-1"));
    assertThat(world.connection(MODELS).orElseThrow().values())
        .containsEntry("realm", "r-1")
        .containsEntry("site", "s-1");
  }

  @Test
  void what_they_keep_waits_with_a_grant_that_is_to_be_confirmed() {
    world.verifies(LinkVerification.APP);

    Landing landing = ada.back(ada.leave(link, MODELS));
    world.confirmations.confirm(ConnectWorld.APP, link.id(), Traveller.code(landing).shown());

    assertThat(world.connection(MODELS).orElseThrow().values()).containsEntry("site", "s-1");
  }

  @Test
  void they_are_made_for_what_a_user_types_as_well() {
    ada.press(link, KEYED, Map.of("subdomain", "acme", "api_key", "k-1"));

    assertThat(world.provider.afterConnects()).containsExactly(Map.of("subdomain", "acme"));
    assertThat(world.connection(KEYED).orElseThrow().values())
        .containsEntry("subdomain", "acme")
        .containsEntry("site", "s-1");
  }

  @Test
  void where_one_fails_nothing_is_connected_and_the_user_can_try_again() {
    world.provider.afterConnect(
        new HookResult.Failed(new TokenAnswer.Unavailable(503, Optional.empty(), "answered 503")));

    assertThat(reason(ada.back(ada.leave(link, MODELS)))).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    assertThat(world.connection(MODELS)).isEmpty();

    world.provider.afterConnect(new HookResult.Performed(Map.of("site", "s-1")));
    assertThat(arrival(ada.back(ada.leave(link, MODELS)))).isInstanceOf(Arrival.Connected.class);
  }

  @Test
  void a_refusal_of_one_does_not_blame_the_oauth_client() {
    world.provider.afterConnect(
        new HookResult.Failed(new TokenAnswer.Refused("invalid_client", "", 401)));

    assertThat(reason(ada.back(ada.leave(link, MODELS)))).isEqualTo(Reason.REQUEST_REJECTED);
  }

  @Test
  void a_connector_that_declares_none_makes_none() {
    ConnectLink other = world.link(Optional.empty(), ConnectWorld.FIELDS).link();

    ada.back(ada.leave(other, ConnectWorld.FIELDS));

    assertThat(world.provider.afterConnects()).isEmpty();
  }
}
