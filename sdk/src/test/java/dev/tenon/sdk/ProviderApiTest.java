package dev.tenon.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.sdk.TokenRefusal.ProviderUnavailable;
import dev.tenon.sdk.fake.FakeHub;
import dev.tenon.sdk.fake.FakeHub.Reply;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProviderApiTest {
  private final FakeHub hub = FakeHub.start();
  private final TenonClient tenon = TenonClient.of(hub.url(), Secret.of("tnk_key"));
  private final ProviderApi api = tenon.provider("trimble connect", "ada");

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void call_goes_through_the_hub_with_its_key_and_the_users_id() {
    hub.on("GET /proxy/trimble%20connect/tc/api/2.0/projects?fullyLoaded=a%26b", 200, "[1]");

    try (var answer =
        api.send(
            ProviderCall.get("/tc/api/2.0/projects")
                .withQuery("fullyLoaded", "a&b")
                .withHeader("If-None-Match", "\"1\""))) {
      assertThat(answer.succeeded()).isTrue();
      assertThat(answer.json()).hasToString("[1]");
    }

    assertThat(hub.last().authorization()).isEqualTo("Bearer tnk_key");
    assertThat(hub.last().headers())
        .containsEntry("Tenon-User", "ada")
        .containsEntry("If-None-Match", "\"1\"")
        .doesNotContainKey("Tenon-Region");
  }

  @Test
  void region_and_body_are_sent_and_an_app_of_its_own_names_no_user() throws IOException {
    hub.on("PUT /proxy/aps/files/1", 201, "done");

    try (var answer =
        tenon
            .providerOfApp("aps")
            .inRegion("EMEA")
            .send(
                ProviderCall.of("PUT", "files/1")
                    .withBody(
                        "application/octet-stream",
                        BodyPublishers.ofByteArray("ä".getBytes(StandardCharsets.UTF_8))))) {
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.body().readAllBytes()).asString().isEqualTo("done");
    }

    assertThat(hub.last().body()).isEqualTo("ä");
    assertThat(hub.last().headers())
        .containsEntry("Tenon-Region", "EMEA")
        .containsEntry("Content-Type", "application/octet-stream")
        .doesNotContainKey("Tenon-User");
  }

  @Test
  void refusal_of_the_providers_is_an_answer() {
    hub.on(
        "GET /proxy/trimble%20connect/gone",
        new Reply(404, "{\"code\":\"not_found\"}", Map.of("ETag", "x")));

    try (var answer = api.get("gone")) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.header("etag")).contains("x");
      assertThat(((JsonObject) answer.json()).text("code")).contains("not_found");
    }
  }

  @Test
  void user_who_must_connect_is_an_exception_with_the_address() {
    hubRefuses(403, "connect_required", ",\"connect_url\":\"http://hub/connect/abc\"", Map.of());

    assertThatThrownBy(() -> api.get("x"))
        .isInstanceOfSatisfying(
            ConnectRequiredException.class,
            e -> assertThat(e.connectUrl()).hasValue(URI.create("http://hub/connect/abc")));
  }

  @Test
  void other_refusals_of_the_hub_say_who_must_act() {
    hubRefuses(503, "provider_unavailable", "", Map.of("Retry-After", "9"));
    hubRefuses(401, "unauthorized", "", Map.of());

    assertThatThrownBy(() -> api.get("x"))
        .isInstanceOfSatisfying(
            TokenRefusedException.class,
            e ->
                assertThat(e.refusal())
                    .isInstanceOfSatisfying(
                        ProviderUnavailable.class,
                        it -> assertThat(it.retryAfter()).isEqualTo(Duration.ofSeconds(9))));
    assertThatThrownBy(() -> api.get("x"))
        .isInstanceOfSatisfying(
            HubRefusedException.class,
            e -> assertThat(e.problem().code()).isEqualTo("unauthorized"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "cookie", "Tenon-User", "TENON-REGION"})
  void header_that_the_hub_sets_is_not_taken_from_the_app(String name) {
    var call = ProviderCall.get("x");

    assertThatThrownBy(() -> call.withHeader(name, "v"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void path_that_needs_encoding_is_not_sent_as_something_else() {
    assertThatThrownBy(() -> api.get("a b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> api.get("a\r\nX: y")).isInstanceOf(IllegalArgumentException.class);
    assertThat(hub.received()).isEmpty();
  }

  private void hubRefuses(int status, String code, String more, Map<String, String> headers) {
    var all = new java.util.HashMap<>(headers);
    all.put("Tenon-Error", code);
    hub.on(
        "GET /proxy/trimble%20connect/x",
        new Reply(status, "{\"code\":\"" + code + "\",\"detail\":\"why\"" + more + "}", all));
  }
}
