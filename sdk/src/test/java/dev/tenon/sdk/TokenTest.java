package dev.tenon.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.sdk.TokenRefusal.ConnectRequired;
import dev.tenon.sdk.TokenRefusal.IntegrationNotAssigned;
import dev.tenon.sdk.TokenRefusal.IntegrationNotFound;
import dev.tenon.sdk.TokenRefusal.OAuthClientRejected;
import dev.tenon.sdk.TokenRefusal.ProviderUnavailable;
import dev.tenon.sdk.fake.FakeHub;
import dev.tenon.sdk.fake.FakeHub.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TokenTest {
  static final String TOKEN_ANSWER =
      """
      {"access_token":"at-secret","token_type":"Bearer","expires_in":3600,
       "expires_at":"2026-01-01T01:00:00Z","scope":"openid projects","connection_id":"con_1",
       "token_version":7}""";

  private final FakeHub hub = FakeHub.start();
  private final TenonClient tenon = TenonClient.of(hub.url(), Secret.of("tnk_key"));

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void valid_token_comes_with_its_end_scopes_and_version() {
    hub.on("POST /api/v1/token", 200, TOKEN_ANSWER);

    Token token = tenon.token("trimble-connect", "ada").orThrow();

    assertThat(token.accessToken().reveal()).isEqualTo("at-secret");
    assertThat(token.expiresAt()).hasValue(Instant.parse("2026-01-01T01:00:00Z"));
    assertThat(token.scopes()).containsExactly("openid", "projects");
    assertThat(token.version()).isEqualTo(7);
    assertThat(token.authorizationHeader()).isEqualTo("Bearer at-secret");
    assertThat(hub.last().authorization()).isEqualTo("Bearer tnk_key");
    assertThat(hub.last().body())
        .isEqualTo("{\"integration\":\"trimble-connect\",\"user\":\"ada\"}");
  }

  @Test
  void min_ttl_and_scopes_are_sent_when_given() {
    hub.on("POST /api/v1/token", 200, TOKEN_ANSWER);

    tenon.token(
        TokenRequest.of("i", "u").withMinTtl(Duration.ofMinutes(5)).withScopes(List.of("a", "b")));

    assertThat(hub.last().body())
        .isEqualTo(
            "{\"integration\":\"i\",\"user\":\"u\",\"min_ttl\":300,\"scopes\":[\"a\",\"b\"]}");
  }

  @Test
  void token_is_in_no_printed_text() {
    hub.on("POST /api/v1/token", 200, TOKEN_ANSWER);

    assertThat(tenon.token("i", "u").toString()).doesNotContain("at-secret").contains("***");
  }

  @Test
  void user_who_must_connect_comes_with_the_address() {
    hub.on(
        "POST /api/v1/token",
        403,
        """
        {"type":"https://tenon.dev/problems/connect_required","status":403,
         "code":"connect_required","detail":"Ada has not connected.",
         "connect_url":"http://hub/connect/abc","missing_scopes":["data:write"]}""");

    var result = (ConnectRequired) tenon.token("i", "ada");

    assertThat(result.connectUrl()).hasValue(URI.create("http://hub/connect/abc"));
    assertThat(result.missingScopes()).containsExactly("data:write");
    assertThat(result.problem().detail()).isEqualTo("Ada has not connected.");
  }

  @Test
  void unknown_integration_names_the_nearest() {
    refuse(404, "integration_not_found", ",\"nearest\":\"trimble-connect\"");

    assertThat(tenon.token("trimble-conect", "u"))
        .isInstanceOfSatisfying(
            IntegrationNotFound.class,
            refusal -> assertThat(refusal.nearest()).containsExactly("trimble-connect"));
  }

  @Test
  void integration_of_another_app_and_rejected_client_are_cases_of_their_own() {
    refuse(412, "integration_not_assigned", "");
    refuse(502, "oauth_client_rejected", "");

    assertThat(tenon.token("i", "u")).isInstanceOf(IntegrationNotAssigned.class);
    assertThat(tenon.token("i", "u")).isInstanceOf(OAuthClientRejected.class);
  }

  @Test
  void provider_that_is_away_says_when_to_ask_again() {
    hub.on(
        "POST /api/v1/token",
        new Reply(503, "{\"code\":\"provider_unavailable\"}", Map.of("Retry-After", "17")));

    assertThat(tenon.token("i", "u"))
        .isInstanceOfSatisfying(
            ProviderUnavailable.class,
            refusal -> assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(17)));
  }

  @Test
  void convenience_throws_the_refusal() {
    refuse(412, "integration_not_assigned", "");

    assertThatThrownBy(() -> tenon.accessToken("i", "u"))
        .isInstanceOfSatisfying(
            TokenRefusedException.class,
            e -> assertThat(e.refusal()).isInstanceOf(IntegrationNotAssigned.class));
  }

  @Test
  void user_who_must_connect_is_an_exception_that_carries_the_address_and_does_not_print_it() {
    hub.on(
        "POST /api/v1/token",
        403,
        """
        {"code":"connect_required","detail":"Ada has not connected.",
         "connect_url":"http://hub/connect/abc","missing_scopes":["data:write"]}""");

    assertThatThrownBy(() -> tenon.accessToken("i", "ada"))
        .hasMessageNotContaining("http://hub/connect/abc")
        .isInstanceOfSatisfying(
            ConnectRequiredException.class,
            e -> {
              assertThat(e.connectUrl()).hasValue(URI.create("http://hub/connect/abc"));
              assertThat(e.missingScopes()).containsExactly("data:write");
            });
  }

  @Test
  void token_that_is_being_refreshed_is_to_be_asked_for_again() {
    hub.on(
        "POST /api/v1/token",
        new Reply(503, "{\"code\":\"refresh_in_progress\"}", Map.of("Retry-After", "1")));

    assertThat(tenon.token("i", "u"))
        .isInstanceOfSatisfying(
            ProviderUnavailable.class,
            refusal -> assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
  }

  @Test
  void unknown_key_is_refused_with_its_code() {
    refuse(401, "unauthorized", "");

    assertThatThrownBy(() -> tenon.token("i", "u"))
        .isInstanceOfSatisfying(
            HubRefusedException.class,
            e -> assertThat(e.problem().code()).isEqualTo("unauthorized"));
  }

  @Test
  void reported_version_is_sent_as_it_was() {
    hub.on("POST /api/v1/token/report-invalid", 202, "");

    tenon.reportInvalid("con_1", 7);

    assertThat(hub.last().body()).isEqualTo("{\"connection_id\":\"con_1\",\"token_version\":7}");
  }

  private void refuse(int status, String code, String more) {
    hub.on(
        "POST /api/v1/token", status, "{\"code\":\"" + code + "\",\"detail\":\"why\"" + more + "}");
  }
}
