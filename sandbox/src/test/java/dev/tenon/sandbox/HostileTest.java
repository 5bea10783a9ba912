package dev.tenon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.sandbox.fault.Fault;
import dev.tenon.sandbox.fault.FaultRule;
import dev.tenon.sandbox.http.Headers;
import dev.tenon.sandbox.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a provider that means harm does.
final class HostileTest {
  private static final String PROJECTS = "/connect-eu/tc/api/2.0/projects";

  private final Wire wire = Wire.open();

  @AfterEach
  void close() {
    wire.close();
  }

  private void control(String json) {
    assertThat(wire.postJson("/sandbox/faults", json).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> projects() {
    String token = Journey.trimble(wire).accessToken("ada");
    return wire.get(PROJECTS, "Authorization", "Bearer " + token, "Range", "items=0-9");
  }

  @Test
  void headers_are_taken_away_and_set() {
    control("{\"kind\":\"headers\",\"endpoint\":\"api\",\"remove\":[\"Content-Range\"]}");
    var without = projects();
    wire.sandbox
        .controls()
        .fail(
            FaultRule.nextApiCall(
                new Fault.ChangesHeaders(Headers.of("Content-Range", "items 0-1/99"), Set.of())));
    var other = projects();

    assertThat(without.statusCode()).isEqualTo(206);
    assertThat(without.headers().firstValue("Content-Range")).isEmpty();
    assertThat(other.headers().allValues("Content-Range")).containsExactly("items 0-1/99");
    assertThat(projects().headers().firstValue("Content-Range")).contains("items 0-1/2");
  }

  @Test
  void rule_lets_calls_through_before_it_strikes_and_looks_at_the_path() {
    control(
        "{\"kind\":\"list\",\"change\":\"empty\",\"endpoint\":\"api\",\"path\":\"/projects\",\"skip\":1}");

    assertThat(wire.get("/connect-na/tc/api/2.0/regions").body()).contains("europe");
    assertThat(projects().body()).contains("Harbour bridge");
    assertThat(projects().body()).isEqualTo("[]");
    assertThat(projects().body()).contains("Harbour bridge");
  }

  @Test
  void items_come_twice() {
    control("{\"kind\":\"list\",\"endpoint\":\"api\",\"provider\":\"connect-eu\"}");

    assertThat(projects().body().split("Harbour bridge", -1)).hasSize(3);
  }

  @Test
  void length_is_overstated() {
    String token = Journey.trimble(wire).accessToken("ada");
    wire.sandbox.controls().fail(FaultRule.nextApiCall(new Fault.Overstates(10)));

    assertThatThrownBy(
            () -> wire.trySend(wire.request(PROJECTS, "Authorization", "Bearer " + token).GET()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void small_answer_inflates_to_very_much() throws Exception {
    wire.sandbox.controls().fail(FaultRule.nextApiCall(new Fault.Inflates(20_000_000)));

    try (InputStream in = stream()) {
      byte[] sent = in.readAllBytes();
      assertThat(sent.length).isLessThan(100_000);
      try (InputStream plain = new GZIPInputStream(new java.io.ByteArrayInputStream(sent))) {
        assertThat(plain.skip(30_000_000)).isEqualTo(20_000_000);
      }
    }
  }

  @Test
  void body_never_ends() throws Exception {
    wire.sandbox.controls().fail(FaultRule.nextApiCall(new Fault.NeverEnds()));

    try (InputStream in = stream()) {
      assertThat(in.skip(50_000_000)).isEqualTo(50_000_000);
    }
  }

  @Test
  void names_are_hostile() {
    wire.postJson("/sandbox/tuning", "{\"data\":\"hostile\"}");
    String token = Journey.trimble(wire).accessToken("ada");
    String project =
        Json.parseObject("{\"a\":" + projects().body() + "}")
            .orElseThrow()
            .path("a")
            .get(0)
            .path("id")
            .asString();

    String todos =
        wire.get(
                "/connect-eu/tc/api/2.0/todos?projectId=" + project,
                "Authorization",
                "Bearer " + token)
            .body();

    assertThat(todos).contains("../../../../etc/passwd").contains("=cmd|").contains("\\u0000");
  }

  private InputStream stream() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    return http.send(
            wire.request("/connect-na/tc/api/2.0/regions").GET().build(),
            BodyHandlers.ofInputStream())
        .body();
  }
}
