package dev.tenon.sandbox;

import static dev.tenon.sandbox.Journey.redeem;
import static dev.tenon.sandbox.Journey.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// Codes, refresh tokens and their lifetimes at every provider.
final class TokenJourneyTest {
  private final Wire wire = Wire.open();

  @AfterEach
  void close() {
    wire.close();
  }

  private Journey at(String provider) {
    return switch (provider) {
      case "trimble-id" -> Journey.trimble(wire);
      case "aps" -> Journey.aps(wire);
      default -> Journey.acme(wire);
    };
  }

  private static String error(ObjectNode json) {
    return json.path("error").asString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"trimble-id", "aps", "oidc"})
  void code_brings_an_access_token_and_a_refresh_token(String provider) {
    ObjectNode tokens = at(provider).signIn("ada");

    assertThat(tokens.path("access_token").asString().split("\\.", -1)).hasSize(3);
    assertThat(tokens.path("refresh_token").asString()).isNotEmpty();
    assertThat(tokens.path("expires_in").asInt()).isBetween(3599, 3600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"trimble-id", "aps", "oidc"})
  void code_used_twice_is_refused_and_ends_the_grant(String provider) {
    Journey journey = at(provider);
    String code = journey.code(journey.authorization(), "ada");
    ObjectNode first = Wire.json(journey.token(redeem(code)));

    var second = journey.token(redeem(code));

    assertThat(second.statusCode()).isEqualTo(400);
    assertThat(error(Wire.json(second))).isEqualTo("invalid_grant");
    var after = journey.token(refresh(first.path("refresh_token").asString()));
    assertThat(error(Wire.json(after))).isEqualTo("invalid_grant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trimble-id", "aps", "oidc"})
  void refresh_token_used_twice_ends_the_grant_and_is_counted(String provider) {
    Journey journey = at(provider);
    String first = journey.signIn("ada").path("refresh_token").asString();
    String second = journey.refreshed(first).path("refresh_token").asString();
    assertThat(second).isNotEqualTo(first);

    var reused = journey.token(refresh(first));

    assertThat(reused.statusCode()).isEqualTo(400);
    assertThat(error(Wire.json(reused))).isEqualTo("invalid_grant");
    assertThat(error(Wire.json(journey.token(refresh(second))))).isEqualTo("invalid_grant");
    var counters = wire.sandbox.controls().counters(provider, journey.clientId());
    assertThat(counters.reuseSeen()).isEqualTo(1);
    assertThat(counters.grantsRevoked()).isEqualTo(1);
    assertThat(counters.refreshes()).isEqualTo(1);
    assertThat(counters.tokenCalls("refresh_token")).isEqualTo(3);
  }

  @Test
  void trimble_code_is_good_for_ten_minutes() {
    Journey journey = Journey.trimble(wire);
    String inTime = journey.code(journey.authorization(), "ada");
    wire.sandbox.clock().advance(Duration.ofMinutes(9));
    assertThat(journey.token(redeem(inTime)).statusCode()).isEqualTo(200);

    String late = journey.code(journey.authorization(), "ada");
    wire.sandbox.clock().advance(Duration.ofMinutes(11));
    assertThat(error(Wire.json(journey.token(redeem(late))))).isEqualTo("invalid_grant");
  }

  @Test
  void aps_code_is_good_for_five_minutes() {
    Journey journey = Journey.aps(wire);
    String inTime = journey.code(journey.authorization(), "ada");
    wire.sandbox.clock().advance(Duration.ofMinutes(4));
    assertThat(journey.token(redeem(inTime)).statusCode()).isEqualTo(200);

    String late = journey.code(journey.authorization(), "ada");
    wire.sandbox.clock().advance(Duration.ofMinutes(6));
    assertThat(error(Wire.json(journey.token(redeem(late))))).isEqualTo("invalid_grant");
  }

  @Test
  void trimble_refresh_token_dies_after_nine_idle_days() {
    Journey journey = Journey.trimble(wire);
    String token = journey.signIn("ada").path("refresh_token").asString();
    wire.sandbox.clock().advance(Duration.ofDays(9).minusMinutes(1));
    String next = journey.refreshed(token).path("refresh_token").asString();

    wire.sandbox.clock().advance(Duration.ofDays(9).plusMinutes(1));

    assertThat(error(Wire.json(journey.token(refresh(next))))).isEqualTo("invalid_grant");
  }

  @Test
  void aps_refresh_token_dies_after_fifteen_idle_days() {
    Journey journey = Journey.aps(wire);
    String token = journey.signIn("ada").path("refresh_token").asString();
    wire.sandbox.clock().advance(Duration.ofDays(15).minusMinutes(1));
    String next = journey.refreshed(token).path("refresh_token").asString();

    wire.sandbox.clock().advance(Duration.ofDays(15).plusMinutes(1));

    assertThat(error(Wire.json(journey.token(refresh(next))))).isEqualTo("invalid_grant");
  }

  @Test
  void aps_refresh_with_a_larger_scope_is_refused_and_spends_nothing() {
    Journey journey = Journey.aps(wire).withScope("data:read data:write");
    String token = journey.signIn("ada").path("refresh_token").asString();

    var larger = journey.token(refresh(token).with("scope", "data:read account:read"));

    assertThat(larger.statusCode()).isEqualTo(400);
    assertThat(error(Wire.json(larger))).isEqualTo("invalid_scope");
    assertThat(journey.token(refresh(token).with("scope", "data:read")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void code_of_another_client_is_unknown() {
    Journey journey = Journey.trimble(wire);
    String code = journey.code(journey.authorization(), "ada");

    var stolen = journey.withClient("trimble-ag").token(redeem(code));

    assertThat(error(Wire.json(stolen))).isEqualTo("invalid_grant");
  }

  @Test
  void code_needs_the_redirect_uri_of_its_authorization() {
    Journey journey = Journey.trimble(wire);
    String code = journey.code(journey.authorization(), "ada");

    var other =
        journey.token(
            Wire.form(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                Wire.BACK.substring(0, Wire.BACK.length() - 1)));

    assertThat(error(Wire.json(other))).isEqualTo("invalid_grant");
  }
}
