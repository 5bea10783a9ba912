package dev.tenon.server.outbound.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connector.TokenReading;
import dev.tenon.connector.TokenReading.ExpiryUnit;
import dev.tenon.connector.TokenReading.FailedWhen;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenAnswer.Refused;
import dev.tenon.oauth.TokenAnswer.Unanswered;
import dev.tenon.oauth.TokenAnswer.Unavailable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How answers that are no grant are told apart.
final class TokenRefusalTest {
  private static TokenReading reading(
      String accessToken,
      ExpiryUnit unit,
      Optional<String> alternate,
      Map<String, String> metadata,
      @Nullable FailedWhen failedWhen) {
    return new TokenReading(
        accessToken,
        alternate,
        "refresh_token",
        "expires_in",
        unit,
        "scope",
        "token_type",
        Optional.empty(),
        metadata,
        Optional.ofNullable(failedWhen));
  }

  @Test
  void b5_a_failure_inside_a_200_is_a_refusal() {
    assertThat(answer(200, "{\"error\":\"invalid_grant\",\"error_description\":\"over\"}"))
        .isEqualTo(new Refused("invalid_grant", "over", 200));
    assertThat(answer(200, "error=bad_verification_code&error_description=The+code+is+wrong"))
        .isEqualTo(new Refused("invalid_grant", "bad_verification_code: The code is wrong", 200));
  }

  @Test
  void a_failure_that_the_connector_declares_is_a_refusal() {
    TokenReading slack =
        reading(
            "access_token",
            ExpiryUnit.SECONDS,
            Optional.empty(),
            Map.of(),
            new FailedWhen("ok", "false", "error"));

    assertThat(answer(200, "{\"ok\":false,\"error\":\"invalid_refresh_token\"}", slack))
        .isEqualTo(new Refused("invalid_grant", "invalid_refresh_token", 200));
    assertThat(answer(200, "{\"ok\":false,\"error\":\"ratelimited\"}", slack))
        .isInstanceOf(Unavailable.class);
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH-001,unauthorized_client",
    "AUTH-003,invalid_client",
    "AUTH-004,invalid_scope",
    "AUTH-009,unsupported_grant_type",
    "AUTH-012,invalid_client"
  })
  void the_aps_gateway_is_understood(String code, String error) {
    String body =
        """
        {"developerMessage":"The client_id specified does not have access to the api product",
         "userMessage":"","errorCode":"%s","more info":"https://example.com"}"""
            .formatted(code);

    assertThat(answer(403, body))
        .isEqualTo(
            new Refused(
                error,
                code + ": The client_id specified does not have access to the api product",
                403));
  }

  @Test
  void errors_in_the_words_of_other_gateways_are_understood() {
    assertThat(answer(401, "{\"errorCode\":\"invalid_client\",\"errorSummary\":\"No client\"}"))
        .isEqualTo(new Refused("invalid_client", "No client", 401));
    assertThat(answer(400, "{\"error\":{\"type\":\"OAuthException\",\"message\":\"No\"}}"))
        .isEqualTo(new Refused("oauthexception", "No", 400));
    assertThat(answer(403, "{\"message\":\"Forbidden\"}"))
        .isEqualTo(new Refused("invalid_request", "Forbidden", 403));
    assertThat(answer(400, "{\"error\":\"Something is wrong!\"}"))
        .isEqualTo(new Refused("invalid_request", "Something is wrong!", 400));
  }

  @Test
  void a_401_without_a_body_means_that_the_client_is_rejected() {
    assertThat(answer(401, "")).isEqualTo(new Refused("invalid_client", "", 401));
    assertThat(answer(401, "<html>Unauthorized</html>"))
        .isEqualTo(new Refused("invalid_client", "", 401));
    assertThat(answer(401, "{\"error\":\"invalid_grant\"}"))
        .isEqualTo(new Refused("invalid_grant", "", 401));
  }

  @Test
  void b4_a_redirect_means_that_the_provider_is_away() {
    assertThat(answer(302, "", "Location: https://evil.example/")).isInstanceOf(Unavailable.class);
  }

  @Test
  void b10_a_retry_after_is_honoured_in_seconds_and_as_a_date() {
    assertThat(waiting("Retry-After: 25")).contains(Duration.ofSeconds(25));
    assertThat(waiting("Retry-After: Fri, 02 Jan 2026 03:05:05 GMT"))
        .contains(Duration.ofMinutes(1));
    assertThat(
            waiting(
                "Date: Fri, 02 Jan 2026 05:00:00 GMT",
                "Retry-After: Fri, 02 Jan 2026 05:00:10 GMT"))
        .contains(Duration.ofSeconds(10));
    assertThat(waiting("Retry-After: Fri, 02 Jan 2026 03:00:00 GMT")).contains(Duration.ZERO);
    assertThat(waiting("Retry-After: 99999999999")).contains(Duration.ofDays(1));
    assertThat(waiting("Retry-After: soon")).isEmpty();
    assertThat(waiting("Retry-After: -5")).isEmpty();
    assertThat(waiting("X-Nothing: 1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504, 408, 425})
  void b10_a_status_that_means_not_now_is_no_refusal(int status) {
    assertThat(answer(status, "{\"error\":\"invalid_grant\"}")).isInstanceOf(Unavailable.class);
  }

  @Test
  void b5_a_web_page_means_that_the_provider_is_away() {
    assertThat(answer(200, "<!DOCTYPE html><p>Back soon</p>", "Content-Type: text/html"))
        .isEqualTo(new Unavailable(200, Optional.empty(), "answered 200 with a web page"));
    assertThat(answer(404, "<html>no</html>")).isInstanceOf(Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "{}",
        "[]",
        "null",
        "{\"access_token\":null}",
        "{\"access_token\":\"\"}",
        "{\"access_token\":{\"a\":1}}",
        "{\"access_token\":\"two words\"}",
        "{\"access_token\":\"a\\r\\nX-Evil: 1\"}",
        "{\"access_token\":\"at-1\"",
        "OK",
        "true"
      })
  void b5_a_success_without_a_readable_token_is_unanswered_and_never_a_grant(String body) {
    assertThat(answer(200, body)).isInstanceOf(Unanswered.class);
  }

  @Test
  void b5_a_50_mb_token_answer_is_unanswered() {
    assertThat(answer(200, "{\"access_token\":\"" + "x".repeat(50 << 20)))
        .isEqualTo(new Unanswered("the answer is larger than 1048576 bytes"));
  }

  @Test
  void b5_deep_nesting_is_not_followed() {
    assertThat(answer(200, "{\"a\":".repeat(100_000))).isInstanceOf(Unanswered.class);
  }

  @Test
  void an_answer_that_is_cut_after_a_whole_json_object_is_still_a_grant() {
    try (Asking asking =
        new Asking(
            (_, talk) -> {
              talk.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + Asking.OK);
              talk.hangUp();
            })) {
      assertThat(asking.granted().accessToken().secret().reveal()).isEqualTo("at-1");
    }
  }

  @Test
  void a_form_answer_that_is_cut_is_no_grant() {
    try (Asking asking =
        new Asking(
            (_, talk) -> {
              talk.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\naccess_token=at");
              talk.hangUp();
            })) {
      assertThat(asking.refresh()).isEqualTo(new Unanswered("the answer was cut"));
    }
  }

  @Test
  void what_a_provider_says_is_shown_as_one_short_line() {
    String body =
        "{\"error\":\"invalid_scope\",\"error_description\":\"a\\r\\nb\\u0000\\u202e"
            + "x".repeat(5000)
            + "\"}";

    assertThat(answer(400, body))
        .isInstanceOfSatisfying(
            Refused.class,
            it -> {
              assertThat(it.description()).startsWith("a b x").hasSize(300);
              assertThat(it.description().chars()).noneMatch(Character::isISOControl);
            });
  }

  private static Optional<Duration> waiting(String... headers) {
    TokenAnswer answer = answer(429, "{}", headers);
    assertThat(answer).isInstanceOf(Unavailable.class);
    return ((Unavailable) answer).retryAfter();
  }

  private static TokenAnswer answer(int status, String body, String... headers) {
    try (Asking asking = Asking.answering(status, body, headers)) {
      return asking.refresh();
    }
  }

  private static TokenAnswer answer(int status, String body, TokenReading reading) {
    try (Asking asking = Asking.answering(status, body)) {
      return asking.refresh(asking.client().reading(reading).resolve());
    }
  }
}
