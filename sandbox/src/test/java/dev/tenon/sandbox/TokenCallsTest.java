package dev.tenon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.sandbox.fault.FaultRule;
import dev.tenon.sandbox.oauth.TokenCall;
import java.io.IOException;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the controls remember of token calls.
final class TokenCallsTest {
  private final Wire wire = Wire.open();
  private final Journey journey = Journey.trimble(wire);

  @AfterEach
  void close() {
    wire.close();
  }

  @Test
  void refresh_is_remembered_with_its_turn_and_its_answer() {
    String token = journey.signIn("ada").path("refresh_token").asString();

    journey.refreshed(token);

    JsonNode call = newest();
    assertThat(call.path("grant_id").asString()).isEqualTo("trimble-id-1");
    assertThat(call.path("turn").asInt()).isEqualTo(1);
    assertThat(call.path("worked_status").asInt()).isEqualTo(200);
    assertThat(call.path("ended_status").asInt()).isEqualTo(200);
    assertThat(call.path("whole").asBoolean()).isTrue();
  }

  @Test
  void reuse_is_remembered_as_a_refused_turn() {
    String token = journey.signIn("ada").path("refresh_token").asString();
    journey.refreshed(token);

    journey.token(Journey.refresh(token));

    assertThat(newest().path("turn").asInt()).isEqualTo(1);
    assertThat(newest().path("worked_status").asInt()).isEqualTo(400);
  }

  @Test
  void lost_answer_is_remembered_as_worked_and_not_whole() {
    String token = journey.signIn("ada").path("refresh_token").asString();
    wire.sandbox.controls().fail(FaultRule.loseNextTokenAnswer());

    assertThatThrownBy(() -> wire.trySend(tokenCall(token))).isInstanceOf(IOException.class);

    assertThat(newest().path("worked_status").asInt()).isEqualTo(200);
    assertThat(newest().path("whole").asBoolean(true)).isFalse();
  }

  @Test
  void call_that_was_refused_before_the_work_has_not_come_to_it() {
    String token = journey.signIn("ada").path("refresh_token").asString();
    wire.postJson("/sandbox/faults", "{\"kind\":\"status\",\"status\":503}");

    journey.token(Journey.refresh(token));

    assertThat(newest().has("worked_status")).isFalse();
    assertThat(newest().path("ended_status").asInt()).isEqualTo(503);
  }

  @Test
  void answered_calls_are_not_open() {
    journey.signIn("ada");

    assertThat(Wire.json(wire.get("/sandbox/token-calls?open=true")).path("items")).isEmpty();
    assertThat(wire.sandbox.controls().openTokenCalls()).isEmpty();
    assertThat(wire.sandbox.controls().tokenCalls(0, 10))
        .extracting(TokenCall::grantType)
        .containsExactly("authorization_code");
  }

  private HttpRequest.Builder tokenCall(String token) {
    return wire.tokenRequest(
        journey.path("token"),
        Journey.refresh(token),
        "Authorization",
        Wire.basic("trimble-web", "trimble-web-secret"));
  }

  private JsonNode newest() {
    JsonNode items = Wire.json(wire.get("/sandbox/token-calls?after=0")).path("items");
    return items.get(items.size() - 1);
  }
}
