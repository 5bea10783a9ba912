package dev.tenon.connect;

import static dev.tenon.connect.Traveller.arrival;
import static dev.tenon.connect.Traveller.reason;
import static dev.tenon.fakehub.ConnectWorld.ADA;
import static dev.tenon.fakehub.ConnectWorld.MODELS;
import static dev.tenon.fakehub.ConnectWorld.NAMED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.connect.Refusal.Reason;
import dev.tenon.connection.Status;
import dev.tenon.fakehub.ConnectWorld;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.StoreUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes back to the redirect URI, and what must come of it: rows A3 to A13 of the threat
/// model.
class CallbackTest {
  private final ConnectWorld world = new ConnectWorld();
  private final Traveller ada = new Traveller(world);
  private ConnectLink link = world.link(Optional.empty(), MODELS, NAMED).link();

  @BeforeEach
  void nobody_verifies() {
    world.verifies(LinkVerification.NONE);
  }

  @Test
  void a_user_who_consents_is_connected() {
    Landing landing = ada.back(ada.leave(link, MODELS));

    assertThat(arrival(landing)).isInstanceOf(Arrival.Connected.class);
    assertThat(world.connection(MODELS).orElseThrow().status()).isEqualTo(Status.ACTIVE);
    assertThat(world.accessToken(MODELS).orElseThrow().reveal()).isEqualTo("access-1");
    assertThat(world.audited().getFirst()).isEqualTo("connection.connected");
  }

  @ParameterizedTest
  @EnumSource(
      value = LinkVerification.class,
      names = {"NONE", "APP"})
  void a_store_that_goes_away_once_the_provider_has_answered_is_waited_for(
      LinkVerification verification) {
    world.verifies(verification);
    world.provider.whileAnswering(world.stores::goAway);
    List<Duration> waits = new ArrayList<>();
    world.waiting =
        duration -> {
          waits.add(duration);
          if (waits.size() == 3) {
            world.stores.comeBack();
          }
        };

    Landing landing = ada.back(ada.leave(link, MODELS));

    assertThat(waits).hasSize(3);
    assertThat(world.provider.requests()).hasSize(1);
    assertThat(arrival(landing))
        .isInstanceOf(
            verification == LinkVerification.NONE
                ? Arrival.Connected.class
                : Arrival.Awaiting.class);
    assertThat(world.connection(MODELS)).isPresent();
  }

  @Test
  void a_store_that_stays_away_is_not_waited_for_without_end() {
    world.provider.whileAnswering(world.stores::goAway);
    List<Duration> waits = new ArrayList<>();
    world.waiting = waits::add;
    Map<String, String> sent = ada.leave(link, MODELS);

    assertThatThrownBy(() -> ada.back(sent)).isInstanceOf(StoreUnavailableException.class);

    assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
  }

  @Test
  void A3_another_browser_is_refused_and_the_state_is_burned() {
    Map<String, String> sent = ada.leave(link, MODELS);

    Landing other = new Traveller(world).back(sent);
    Landing again = ada.back(sent);

    assertThat(reason(other)).isEqualTo(Reason.OTHER_BROWSER);
    assertThat(reason(again)).isEqualTo(Reason.STATE_UNKNOWN);
    assertThat(world.provider.requests()).isEmpty();
    assertThat(world.audited().getFirst()).isEqualTo("connect.refused other_browser");
  }

  @Test
  void A3_a_browser_without_a_cookie_is_refused() {
    Map<String, String> sent = ada.leave(link, MODELS);

    Landing landing = ada.back(List.of("code=c", "state=" + sent.get("state")), Optional.empty());

    assertThat(reason(landing)).isEqualTo(Reason.OTHER_BROWSER);
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void A4_the_state_of_another_browser_is_refused() {
    Traveller mallory = new Traveller(world);
    Map<String, String> hers = mallory.leave(link, MODELS);
    ada.leave(link, MODELS);

    assertThat(reason(ada.back(hers))).isEqualTo(Reason.OTHER_BROWSER);
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void A5_a_replayed_callback_is_refused() {
    Map<String, String> sent = ada.leave(link, MODELS);

    ada.back(sent);
    Landing replay = ada.back(sent);

    assertThat(reason(replay)).isEqualTo(Reason.STATE_UNKNOWN);
    assertThat(world.provider.requests()).hasSize(1);
  }

  @Test
  void A5_of_many_callbacks_at_once_exactly_one_asks_for_tokens() throws Exception {
    Map<String, String> sent = ada.leave(link, MODELS);
    List<Landing> landings;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Landing>> all = java.util.Collections.nCopies(16, () -> ada.back(sent));
      landings = threads.invokeAll(all).stream().map(Future::resultNow).toList();
    }

    assertThat(landings.stream().filter(it -> arrival(it) instanceof Arrival.Connected)).hasSize(1);
    assertThat(world.provider.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "<script>alert(1)</script>", "%00"})
  void A6_a_state_that_cannot_be_ours_is_refused(String state) {
    ada.leave(link, MODELS);

    assertThat(reason(ada.back(List.of("code=c", "state=" + state)))).isEqualTo(Reason.MALFORMED);
    assertThat(reason(ada.back(List.of("code=c")))).isEqualTo(Reason.MALFORMED);
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void A6_a_large_or_tampered_state_is_refused() {
    String state = ada.state(link, MODELS);
    String tampered = (state.startsWith("A") ? "B" : "A") + state.substring(1);

    assertThat(reason(ada.back(List.of("code=c", "state=" + "x".repeat(10_000)))))
        .isEqualTo(Reason.MALFORMED);
    assertThat(reason(ada.back(List.of("code=c", "state=" + tampered))))
        .isEqualTo(Reason.STATE_UNKNOWN);
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void A6_a_state_that_took_too_long_is_refused() {
    Map<String, String> sent = ada.leave(link, MODELS);
    link = world.link(Optional.empty(), MODELS).link();
    world.pass(Trips.LONGEST);

    assertThat(reason(ada.back(sent))).isEqualTo(Reason.TRIP_EXPIRED);
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void A7_a_code_goes_to_the_provider_that_the_trip_went_to() {
    Map<String, String> toModels = ada.leave(link, MODELS);
    ada.leave(link, NAMED);

    ada.back(
        List.of(
            "code=code-of-named", "state=" + toModels.get("state"), "iss=https://models.example"));

    assertThat(world.provider.asked()).containsExactly("models");
  }

  @Test
  void A7_the_answer_of_one_provider_does_not_fit_the_trip_to_another() {
    Map<String, String> toModels = ada.leave(link, MODELS);

    Landing landing =
        ada.back(List.of("code=c", "state=" + toModels.get("state"), "iss=https://named.example"));

    assertThat(reason(landing)).isEqualTo(Reason.ISSUER_MISMATCH);
    assertThat(world.provider.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iss=https://evil.example",
        "iss=https://named.example/",
        "iss=",
        "other=1",
        "iss=https://named.example&iss=https://named.example"
      })
  void A8_a_wrong_missing_or_repeated_issuer_is_refused(String issuer) {
    Map<String, String> sent = ada.leave(link, NAMED);
    List<String> parameters =
        new java.util.ArrayList<>(List.of("code=c", "state=" + sent.get("state")));
    parameters.addAll(List.of(issuer.split("&", -1)));

    assertThat(reason(ada.back(parameters))).isIn(Reason.ISSUER_MISMATCH, Reason.MALFORMED);
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void A8_the_right_issuer_is_accepted() {
    Map<String, String> sent = ada.leave(link, NAMED);

    Landing landing =
        ada.back(List.of("code=c", "state=" + sent.get("state"), "iss=https://named.example"));

    assertThat(arrival(landing)).isInstanceOf(Arrival.Connected.class);
  }

  @Test
  void A9_a_code_of_the_honest_provider_on_a_trip_to_a_hostile_one_is_refused() {
    Map<String, String> toHostile = ada.leave(link, NAMED);

    Landing landing =
        ada.back(
            List.of(
                "code=code-of-models",
                "state=" + toHostile.get("state"),
                "iss=https://models.example"));

    assertThat(reason(landing)).isEqualTo(Reason.ISSUER_MISMATCH);
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void A10_the_verifier_of_the_very_trip_goes_with_the_code() {
    Map<String, String> first = ada.leave(link, MODELS);
    Map<String, String> second = ada.leave(link, MODELS);

    ada.back(first);

    assertThat(challengeOfTheOnlyExchange()).isEqualTo(first.get("code_challenge"));
    assertThat(first.get("code_challenge")).isNotEqualTo(second.get("code_challenge"));
  }

  @Test
  void A11_the_challenge_is_always_sent_and_never_plain() {
    Map<String, String> sent = ada.leave(link, MODELS);

    assertThat(sent).containsEntry("code_challenge_method", "S256");
    assertThat(sent.get("code_challenge")).hasSize(43);
  }

  @Test
  void A12_a_refusal_with_a_script_in_it_is_told_by_its_code_alone() {
    Map<String, String> sent = ada.leave(link, MODELS);

    Landing landing =
        ada.back(
            List.of(
                "error=access_denied",
                "error_description=<script>alert(1)</script>\r\nforged log line",
                "state=" + sent.get("state")));

    assertThat(reason(landing)).isEqualTo(Reason.DENIED);
    assertThat(landing.toString()).doesNotContain("script");
    assertThat(world.stores.auditLog().list(ConnectWorld.WORKSPACE, Optional.empty(), 1).toString())
        .contains("access_denied")
        .doesNotContain("script", "forged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=a&code=b",
        "code=a&error=access_denied",
        "error=access_denied&error=access_denied",
        "code=a&error_description=x&error_description=y",
        "code=a&realmId=1&realmId=2",
        "other=1",
        "code="
      })
  void A13_repeated_and_contradicting_parameters_are_refused(String query) {
    Map<String, String> sent = ada.leave(link, MODELS);
    List<String> parameters = new java.util.ArrayList<>(List.of(query.split("&", -1)));
    parameters.add("state=" + sent.get("state"));

    assertThat(reason(ada.back(parameters))).isEqualTo(Reason.MALFORMED);
    assertThat(reason(ada.back(sent))).isEqualTo(Reason.STATE_UNKNOWN);
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void A13_a_repeated_state_is_refused() {
    String state = ada.state(link, MODELS);

    assertThat(reason(ada.back(List.of("code=a", "state=" + state, "state=" + state))))
        .isEqualTo(Reason.MALFORMED);
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void A18_a_link_that_was_revoked_meanwhile_connects_nothing() {
    Map<String, String> sent = ada.leave(link, MODELS);
    world.links.revoke(ConnectWorld.APP, link.id());

    assertThat(reason(ada.back(sent))).isEqualTo(Reason.LINK_OVER);
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void a_callback_value_that_the_connector_keeps_goes_with_the_connection() {
    Map<String, String> sent = ada.leave(link, MODELS);

    ada.back(List.of("code=c", "realmId=4711", "state=" + sent.get("state")));

    assertThat(world.connection(MODELS).orElseThrow().values()).containsEntry("realm", "4711");
  }

  @Test
  void the_redirect_uri_of_the_exchange_is_the_one_that_was_sent() {
    Map<String, String> sent = ada.leave(link, MODELS);

    ada.back(sent);

    assertThat(world.provider.requests())
        .singleElement()
        .isInstanceOfSatisfying(
            TokenRequest.CodeExchange.class,
            it -> assertThat(it.redirectUri()).isEqualTo(URI.create(sent.get("redirect_uri"))));
    assertThat(sent.get("redirect_uri"))
        .isEqualTo("https://hub.example/api/integrations/oauth2/callback/");
  }

  @Test
  void a_provider_that_is_away_is_nobodys_turn_and_names_the_time() {
    world.provider.answersNext(
        new TokenAnswer.Unavailable(503, Optional.of(Duration.ofSeconds(90)), "maintenance"));

    Landing landing = ada.back(ada.leave(link, MODELS));

    assertThat(reason(landing)).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    assertThat(((Arrival.Refused) arrival(landing)).refusal().retryAt())
        .contains(world.clock.instant().plusSeconds(90));
    assertThat(world.connection(MODELS)).isEmpty();
  }

  @Test
  void a_rejected_client_is_the_admins_turn() {
    world.provider.answersNext(new TokenAnswer.Refused("invalid_client", "", 401));

    Landing landing = ada.back(ada.leave(link, MODELS));

    assertThat(reason(landing)).isEqualTo(Reason.CLIENT_REJECTED);
    assertThat(reason(landing).turn()).isEqualTo(dev.tenon.connection.Turn.ADMIN);
  }

  @Test
  void B9_an_id_token_that_is_not_for_us_connects_nothing() {
    world.provider.forges();

    assertThat(reason(ada.back(ada.leave(link, MODELS)))).isEqualTo(Reason.IDENTITY_FORGED);
    assertThat(world.connection(MODELS)).isEmpty();
  }

  @Test
  void the_nonce_that_was_sent_is_the_one_that_must_come_back() {
    Map<String, String> sent = ada.leave(link, MODELS);

    ada.back(sent);

    assertThat(world.provider.nonces().getFirst().orElseThrow().value())
        .isEqualTo(sent.get("nonce"));
  }

  @Test
  void what_the_user_declined_is_not_granted_and_is_said() {
    ConnectLink fields = world.link(Optional.empty(), ConnectWorld.FIELDS).link();
    world.provider.grants(dev.tenon.oauth.Scope.parse("data:read"));

    Landing landing = ada.back(ada.leave(fields, ConnectWorld.FIELDS));

    assertThat(arrival(landing))
        .isInstanceOfSatisfying(
            Arrival.Connected.class,
            it -> assertThat(it.missing().toString()).isEqualTo("data:write"));
    assertThat(world.connection(ConnectWorld.FIELDS).orElseThrow().scopes().toString())
        .isEqualTo("data:read");
    assertThat(world.connection(ConnectWorld.FIELDS).orElseThrow().owner())
        .isEqualTo(new dev.tenon.connection.Owner.User(ADA));
  }

  private String challengeOfTheOnlyExchange() {
    TokenRequest.CodeExchange exchange =
        (TokenRequest.CodeExchange) world.provider.requests().getFirst();
    assertThat(world.provider.requests()).hasSize(1);
    return exchange.verifier().orElseThrow().challenge();
  }
}
