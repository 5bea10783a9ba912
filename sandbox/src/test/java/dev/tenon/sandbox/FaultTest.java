package dev.tenon.sandbox;

import static dev.tenon.sandbox.Journey.refresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.sandbox.fault.Call;
import dev.tenon.sandbox.fault.Fault;
import dev.tenon.sandbox.fault.FaultRule;
import dev.tenon.sandbox.http.Headers;
import dev.tenon.sandbox.http.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every way in which a token call can be told to fail.
final class FaultTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Wire wire = Wire.open();
  private final Journey journey = Journey.trimble(wire);
  private String token = "";

  @BeforeEach
  void signIn() {
    token = journey.signIn("ada").path("refresh_token").asString();
  }

  @AfterEach
  void close() {
    wire.close();
  }

  private void fail(Fault fault) {
    wire.sandbox.controls().fail(FaultRule.nextTokenCall(fault));
  }

  private HttpResponse<String> refreshOnce() {
    return journey.token(refresh(token));
  }

  private HttpResponse<String> tryRefresh() throws IOException {
    return wire.trySend(
        wire.tokenRequest(
            journey.path("token"), refresh(token), "Authorization", journey.authorizationHeader()));
  }

  private void refreshTokenIsUnspent() {
    assertThat(refreshOnce().statusCode()).isEqualTo(200);
  }

  @Test
  void status_fails_the_next_calls_and_no_more() {
    wire.sandbox.controls().fail(FaultRule.nextTokenCall(Fault.status(500, "")).times(2));

    assertThat(refreshOnce().statusCode()).isEqualTo(500);
    assertThat(refreshOnce().statusCode()).isEqualTo(500);
    refreshTokenIsUnspent();
  }

  @Test
  void unavailable_comes_with_and_without_retry_after() {
    fail(Fault.status(503, "30"));
    fail(Fault.status(503, ""));

    assertThat(refreshOnce().headers().firstValue("Retry-After")).contains("30");
    assertThat(refreshOnce().headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  void html_comes_with_the_status_asked_for() {
    fail(Fault.html(200));

    var answer = refreshOnce();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(answer.body()).startsWith("<!doctype html>");
  }

  @Test
  void reset_closes_before_the_answer_and_spends_nothing() {
    fail(new Fault.Closes());

    assertThatThrownBy(this::tryRefresh).isInstanceOf(IOException.class);
    refreshTokenIsUnspent();
  }

  @Test
  void cut_sends_half_of_the_answer() {
    fail(new Fault.CutsShort());

    assertThatThrownBy(this::tryRefresh).isInstanceOf(IOException.class);
  }

  @Test
  void lost_answer_has_rotated_the_refresh_token() {
    wire.sandbox.controls().fail(FaultRule.loseNextTokenAnswer());

    assertThatThrownBy(this::tryRefresh).isInstanceOf(IOException.class);

    var again = refreshOnce();
    assertThat(Wire.json(again).path("error").asString()).isEqualTo("invalid_grant");
    assertThat(wire.sandbox.controls().counters("trimble-id", "trimble-web").refreshes())
        .isEqualTo(1);
  }

  @Test
  void silence_holds_one_call_and_blocks_no_other() throws Exception {
    fail(new Fault.FallsSilent());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var silent = CompletableFuture.supplyAsync(this::failureOfRefresh, threads);
      assertThat(wire.sandbox.controls().awaitHeld(1, PATIENCE)).isTrue();

      assertThat(journey.signIn("bo").path("access_token").asString()).isNotEmpty();
      assertThat(silent).isNotDone();

      assertThat(wire.sandbox.controls().releaseHeld()).isEqualTo(1);
      assertThat(silent.get()).isInstanceOf(IOException.class);
    }
    refreshTokenIsUnspent();
  }

  private Throwable failureOfRefresh() {
    try {
      throw new AssertionError("answered: " + tryRefresh().statusCode());
    } catch (IOException expected) {
      return expected;
    }
  }

  @Test
  void delay_answers_after_all() {
    fail(new Fault.Delays(Duration.ofMillis(20)));

    assertThat(refreshOnce().statusCode()).isEqualTo(200);
  }

  @Test
  void flood_sends_as_many_bytes_as_asked_for() {
    fail(new Fault.Floods(50L << 20));

    assertThat(refreshOnce().body()).hasSize(50 << 20).endsWith("{}");
  }

  @Test
  void drip_sends_the_real_answer_slowly() {
    fail(new Fault.Drips(Duration.ofNanos(1)));

    assertThat(Wire.json(refreshOnce()).path("access_token").asString()).isNotEmpty();
  }

  @Test
  void rewrite_changes_the_real_answer() {
    var set = Json.object().put("expires_in", "3600").putNull("id_token");
    fail(new Fault.Rewrites(Optional.empty(), set, Set.of("refresh_token"), Fault.Encoding.JSON));

    var json = Wire.json(refreshOnce());

    assertThat(json.path("expires_in").isString()).isTrue();
    assertThat(json.path("id_token").isNull()).isTrue();
    assertThat(json.has("refresh_token")).isFalse();
    assertThat(json.path("access_token").asString()).isNotEmpty();
  }

  @Test
  void rewrite_can_encode_the_answer_as_a_form() {
    fail(new Fault.Rewrites(Optional.empty(), Json.object(), Set.of(), Fault.Encoding.FORM));

    var answer = refreshOnce();

    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/x-www-form-urlencoded");
    assertThat(answer.body()).startsWith("access_token=");
  }

  @Test
  void custom_answer_is_sent_as_it_stands() {
    fail(
        new Fault.Answers(
            200, Headers.of("Content-Type", "application/json"), "{\"error\":\"invalid_grant\"}"));

    var answer = refreshOnce();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_grant\"}");
  }

  @Test
  void rule_for_another_provider_client_or_grant_type_befalls_nobody_here() {
    var rule = FaultRule.nextTokenCall(Fault.status(500, ""));
    wire.sandbox.controls().fail(rule.at("aps"));
    wire.sandbox.controls().fail(rule.of("trimble-ag"));
    wire.sandbox.controls().fail(rule.forGrantType("client_credentials"));
    wire.sandbox.controls().fail(rule.on(Call.Endpoint.REVOCATION));

    assertThat(refreshOnce().statusCode()).isEqualTo(200);
    assertThat(wire.sandbox.controls().faults()).hasSize(4);
  }

  @Test
  void api_calls_can_fail_too() {
    var rule = FaultRule.nextTokenCall(Fault.status(429, "25")).on(Call.Endpoint.API);
    wire.sandbox.controls().fail(rule.at("connect-eu"));

    var answer = wire.get("/connect-eu/tc/api/2.0/projects");

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("25");
  }
}
