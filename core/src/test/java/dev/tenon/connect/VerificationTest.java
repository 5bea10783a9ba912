package dev.tenon.connect;

import static dev.tenon.connect.Traveller.arrival;
import static dev.tenon.connect.Traveller.code;
import static dev.tenon.connect.Traveller.reason;
import static dev.tenon.fakehub.ConnectWorld.ADMIN;
import static dev.tenon.fakehub.ConnectWorld.APP;
import static dev.tenon.fakehub.ConnectWorld.KEYED;
import static dev.tenon.fakehub.ConnectWorld.MODELS;
import static dev.tenon.fakehub.ConnectWorld.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.connect.Confirmations.Confirmation;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.connection.Status;
import dev.tenon.fakehub.ConnectWorld;
import dev.tenon.fakehub.FakeProvider;
import dev.tenon.oauth.State;
import dev.tenon.workspace.LinkVerification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who proves that the right person came back: rows A1, A2 and A22 of the threat model.
class VerificationTest {
  private final ConnectWorld world = new ConnectWorld();
  private final Traveller ada = new Traveller(world);
  private final ConnectLink link = world.link(Optional.empty(), MODELS, KEYED).link();

  @Test
  void A1_a_grant_hands_out_nothing_until_the_app_confirms() {
    ConnectCode code = code(ada.back(ada.leave(link, MODELS)));

    assertThat(world.connection(MODELS).orElseThrow().status())
        .isEqualTo(Status.PENDING_VERIFICATION);
    assertThat(world.accessToken(MODELS)).isEmpty();
    assertThat(world.audited()).contains("connection.pending");

    Confirmation confirmation = world.confirmations.confirm(APP, link.id(), code.shown());

    assertThat(confirmation).isInstanceOf(Confirmation.Confirmed.class);
    assertThat(world.connection(MODELS).orElseThrow().status()).isEqualTo(Status.ACTIVE);
    assertThat(world.accessToken(MODELS).orElseThrow().reveal()).isEqualTo("access-1");
    assertThat(world.audited().getFirst()).isEqualTo("connection.confirmed");
  }

  @Test
  void a_connect_code_works_once() {
    ConnectCode code = code(ada.back(ada.leave(link, MODELS)));

    world.confirmations.confirm(APP, link.id(), code.shown());

    assertThat(world.confirmations.confirm(APP, link.id(), code.shown()))
        .isInstanceOf(Confirmation.CodeInvalid.class);
    assertThat(world.audited().getFirst()).isEqualTo("connect.refused connect_code_invalid");
    assertThat(world.connection(MODELS).orElseThrow().status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void a_connect_code_is_over_after_ten_minutes() {
    ConnectCode code = code(ada.back(ada.leave(link, MODELS)));

    world.pass(Duration.ofMinutes(10));

    assertThat(world.confirmations.confirm(APP, link.id(), code.shown()))
        .isInstanceOf(Confirmation.CodeInvalid.class);
    assertThat(world.accessToken(MODELS)).isEmpty();
  }

  @Test
  void a_connect_code_fits_its_own_link_alone() {
    ConnectCode code = code(ada.back(ada.leave(link, MODELS)));
    ConnectLink other = world.link(Optional.empty(), MODELS).link();

    assertThat(world.confirmations.confirm(APP, other.id(), code.shown()))
        .isInstanceOf(Confirmation.CodeInvalid.class);
    assertThat(world.confirmations.confirm(APP, link.id(), "x".repeat(10_000)))
        .isInstanceOf(Confirmation.CodeInvalid.class);
    assertThat(world.accessToken(MODELS)).isEmpty();
  }

  @Test
  void only_the_app_that_made_the_link_confirms() {
    ConnectCode code = code(ada.back(ada.leave(link, MODELS)));
    Caller other = new Caller.App(WORKSPACE, new KeyId("key_9"), new AppName("Other"));

    assertThat(world.confirmations.confirm(other, link.id(), code.shown()))
        .isInstanceOf(Confirmation.LinkUnknown.class);
    assertThat(world.confirmations.confirm(ADMIN, link.id(), code.shown()))
        .isInstanceOf(Confirmation.LinkUnknown.class);
    assertThat(world.accessToken(MODELS)).isEmpty();
  }

  @Test
  void an_admin_confirms_what_an_admin_began() {
    LinkDraft draft =
        new LinkDraft(
            List.of(MODELS),
            ConnectWorld.ADA,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    ConnectLink own = ((ConnectLinks.Creation.Created) world.links.create(ADMIN, draft)).link();

    ConnectCode code = code(ada.back(ada.leave(own, MODELS)));

    assertThat(world.confirmations.confirm(APP, own.id(), code.shown()))
        .isInstanceOf(Confirmation.LinkUnknown.class);
    assertThat(world.confirmations.confirm(ADMIN, own.id(), code.shown()))
        .isInstanceOf(Confirmation.Confirmed.class);
  }

  @Test
  void a_later_journey_replaces_what_waited() {
    ConnectCode first = code(ada.back(ada.leave(link, MODELS)));
    ConnectCode second = code(ada.back(ada.leave(link, MODELS)));

    assertThat(world.confirmations.confirm(APP, link.id(), first.shown()))
        .isInstanceOf(Confirmation.CodeInvalid.class);
    assertThat(world.confirmations.confirm(APP, link.id(), second.shown()))
        .isInstanceOf(Confirmation.Confirmed.class);
    assertThat(world.accessToken(MODELS).orElseThrow().reveal()).isEqualTo("access-2");
  }

  @Test
  void A1_somebody_else_who_opens_the_link_is_stopped_at_the_sign_in() {
    world.verifies(LinkVerification.HUB);
    world.provider.signsIn(FakeProvider.account("mallory", "Mallory", "mallory@example.com"));

    Map<String, String> toSignIn = ada.leave(link, MODELS);
    Landing landing = ada.back(toSignIn);

    assertThat(toSignIn.get("client_id")).isEqualTo("client-of-sign-in");
    assertThat(reason(landing)).isEqualTo(Reason.OTHER_PERSON);
    assertThat(world.provider.asked()).containsExactly("sign-in");
    assertThat(world.connection(MODELS)).isEmpty();
    assertThat(world.audited().getFirst()).isEqualTo("connect.refused other_person");
  }

  @Test
  void A22_the_right_person_signs_in_and_is_connected_at_once() {
    world.verifies(LinkVerification.HUB);
    world.provider.signsIn(FakeProvider.account("ada", "Ada", "ada@example.com"));

    Landing verified = ada.back(ada.leave(link, MODELS));
    Landing landing = ada.back(onward(verified));

    assertThat(arrival(landing)).isInstanceOf(Arrival.Connected.class);
    assertThat(world.provider.asked()).containsExactly("sign-in", "models");
    assertThat(world.connection(MODELS).orElseThrow().status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void A2_the_cookie_of_the_link_is_nobodys_proof() {
    Map<String, String> unverified = ada.leave(link, MODELS);
    world.verifies(LinkVerification.HUB);

    Landing landing = ada.back(unverified);

    assertThat(arrival(landing)).isInstanceOf(Arrival.Refused.class);
    assertThat(world.accessToken(MODELS)).isEmpty();
  }

  @Test
  void A2_a_trip_that_somebody_else_was_verified_for_does_not_lead_to_a_grant() {
    world.verifies(LinkVerification.HUB);
    world.provider.signsIn(FakeProvider.account("ada", "Ada", "ada@example.com"));
    Map<String, String> sent = onward(ada.back(ada.leave(link, MODELS)));

    Landing landing = new Traveller(world).back(sent);

    assertThat(reason(landing)).isEqualTo(Reason.OTHER_BROWSER);
    assertThat(world.provider.asked()).containsExactly("sign-in");
  }

  @Test
  void a_form_waits_for_the_sign_in_and_then_works_once() {
    world.verifies(LinkVerification.HUB);
    world.provider.signsIn(FakeProvider.account("ada", "Ada", "ada@example.com"));
    Map<String, String> typed = Map.of("subdomain", "acme", "api_key", "k-1");

    Landing landing = ada.back(ada.leave(link, KEYED));
    State unlocked = ((Landing.Unlocked) landing).unlocked();

    assertThat(press(unlocked, typed)).isInstanceOf(Departure.Arrived.class);
    assertThat(world.accessToken(KEYED).orElseThrow().reveal()).isEqualTo("k-1");
    assertThat(press(unlocked, typed)).isInstanceOf(Departure.Refused.class);
  }

  @Test
  void a_workspace_without_a_sign_in_that_works_connects_nobody() {
    world.verifies(LinkVerification.HUB);
    world
        .stores
        .oauthClients()
        .find(WORKSPACE, ConnectWorld.SIGN_IN)
        .ifPresent(client -> world.remove(client));

    assertThat(ada.press(link, MODELS))
        .isInstanceOfSatisfying(
            Departure.Refused.class,
            it -> assertThat(it.refusal().reason()).isEqualTo(Reason.SIGN_IN_MISCONFIGURED));
  }

  private Departure press(State unlocked, Map<String, String> typed) {
    return world.departures.begin(
        new Press(new ConnectLinks.Opening.Open(link), KEYED, ada.browser, Optional.of(unlocked)),
        field -> Optional.ofNullable(typed.get(field)));
  }

  private static Map<String, String> onward(Landing landing) {
    return Traveller.parameters(((Landing.Onward) landing).to());
  }
}
