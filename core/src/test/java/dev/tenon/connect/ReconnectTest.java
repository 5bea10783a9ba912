package dev.tenon.connect;

import static dev.tenon.connect.Traveller.arrival;
import static dev.tenon.connect.Traveller.code;
import static dev.tenon.connect.Traveller.reason;
import static dev.tenon.fakehub.ConnectWorld.APP;
import static dev.tenon.fakehub.ConnectWorld.MODELS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connect.Confirmations.Confirmation;
import dev.tenon.connect.Offer.Standing;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.connection.Connection;
import dev.tenon.fakehub.ConnectWorld;
import dev.tenon.fakehub.FakeProvider;
import dev.tenon.workspace.LinkVerification;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A user who has a connection and connects once more.
class ReconnectTest {
  private final ConnectWorld world = new ConnectWorld();
  private final Traveller ada = new Traveller(world);
  private final ConnectLink link = world.link(Optional.empty(), MODELS).link();

  @Test
  void the_same_account_gets_a_new_version_of_the_grant() {
    world.verifies(LinkVerification.NONE);
    ada.back(ada.leave(link, MODELS));
    Connection before = world.connection(MODELS).orElseThrow();

    ada.back(ada.leave(link, MODELS));

    Connection after = world.connection(MODELS).orElseThrow();
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(world.accessToken(MODELS).orElseThrow().reveal()).isEqualTo("access-2");
  }

  @Test
  void A20_another_account_is_refused_and_the_old_grant_stays() {
    world.verifies(LinkVerification.NONE);
    ada.back(ada.leave(link, MODELS));
    world.provider.signsIn(FakeProvider.account("sub-eve", "Eve", "eve@example.com"));

    Landing landing = ada.back(ada.leave(link, MODELS));

    assertThat(reason(landing)).isEqualTo(Reason.OTHER_ACCOUNT);
    assertThat(world.accessToken(MODELS).orElseThrow().reveal()).isEqualTo("access-1");
    assertThat(world.connection(MODELS).orElseThrow().account().subject()).contains("sub-ada");
    assertThat(world.audited().getFirst()).isEqualTo("connect.refused other_account");
  }

  @Test
  void A20_an_account_that_was_connected_meanwhile_is_not_swapped_by_a_confirmation() {
    world.provider.signsIn(FakeProvider.account("sub-eve", "Eve", "eve@example.com"));
    ConnectCode eves = code(ada.back(ada.leave(link, MODELS)));
    world.verifies(LinkVerification.NONE);
    world.provider.signsIn(FakeProvider.account("sub-ada", "Ada", "ada@example.com"));
    ada.back(ada.leave(link, MODELS));

    Confirmation confirmation = world.confirmations.confirm(APP, link.id(), eves.shown());

    assertThat(confirmation).isInstanceOf(Confirmation.OtherAccount.class);
    assertThat(world.accessToken(MODELS).orElseThrow().reveal()).isEqualTo("access-2");
  }

  @Test
  void the_old_grant_goes_on_working_until_the_new_one_is_confirmed() {
    confirmed();

    ConnectCode second = code(ada.back(ada.leave(link, MODELS)));
    assertThat(world.accessToken(MODELS).orElseThrow().reveal()).isEqualTo("access-1");

    world.confirmations.confirm(APP, link.id(), second.shown());
    assertThat(world.accessToken(MODELS).orElseThrow().reveal()).isEqualTo("access-2");
  }

  @Test
  void the_page_says_how_the_connection_stands() {
    assertThat(standing()).isEqualTo(Standing.NOT_YET);
    ConnectCode code = code(ada.back(ada.leave(link, MODELS)));
    assertThat(standing()).isEqualTo(Standing.PENDING);
    world.confirmations.confirm(APP, link.id(), code.shown());
    assertThat(standing()).isEqualTo(Standing.CONNECTED);
  }

  @Test
  void A18_a_link_that_is_used_up_connects_nothing_more() {
    world.verifies(LinkVerification.NONE);
    ConnectLink once = once();
    var first = ada.leave(once, MODELS);
    var second = ada.leave(once, MODELS);

    assertThat(arrival(ada.back(first))).isInstanceOf(Arrival.Connected.class);
    assertThat(reason(ada.back(second))).isEqualTo(Reason.LINK_OVER);
    assertThat(world.provider.requests()).hasSize(1);
  }

  @Test
  void a_sweep_revokes_what_nobody_confirmed_and_ends_the_connection() {
    ada.back(ada.leave(link, MODELS));
    world.pass(Duration.ofMinutes(11));

    ConnectSweep.Swept swept = world.sweep.sweep(world.clock.instant());

    assertThat(swept.grants()).isEqualTo(1);
    assertThat(world.provider.revocations())
        .singleElement()
        .satisfies(it -> assertThat(it.refreshToken()).isPresent());
    assertThat(world.connection(MODELS)).isEmpty();
    assertThat(world.audited().getFirst()).isEqualTo("connection.confirmation_expired");
    assertThat(world.sweep.sweep(world.clock.instant()).grants()).isZero();
  }

  @Test
  void A21_a_sweep_revokes_nothing_where_a_grant_of_the_same_account_works() {
    confirmed();
    ada.back(ada.leave(link, MODELS));
    world.pass(Duration.ofMinutes(11));

    assertThat(world.sweep.sweep(world.clock.instant()).grants()).isEqualTo(1);

    assertThat(world.provider.revocations()).isEmpty();
    assertThat(world.accessToken(MODELS).orElseThrow().reveal()).isEqualTo("access-1");
  }

  @Test
  void a_sweep_forgets_trips_that_nobody_came_back_from() {
    ada.leave(link, MODELS);
    world.pass(Trips.LONGEST);

    assertThat(world.sweep.sweep(world.clock.instant()).trips()).isEqualTo(1);
  }

  private void confirmed() {
    ConnectCode code = code(ada.back(ada.leave(link, MODELS)));
    world.confirmations.confirm(APP, link.id(), code.shown());
  }

  private Standing standing() {
    return world.offers.of(link).getFirst().standing();
  }

  private ConnectLink once() {
    LinkDraft draft =
        new LinkDraft(
            java.util.List.of(MODELS),
            ConnectWorld.ADA,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return ((ConnectLinks.Creation.Created) world.links.create(APP, draft)).link();
  }
}
