package dev.tenon.server.outbound.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connector.TokenReading;
import dev.tenon.connector.TokenReading.ExpiryUnit;
import dev.tenon.connector.TokenReading.FailedWhen;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How answers are read: leniently, and judged strictly.
final class TokenAnswerTest {
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
  void a_plain_answer_is_a_grant() {
    TokenResponse response =
        granted(
            """
            {"access_token":"at-1","token_type":"bearer","expires_in":3600,"refresh_token":"rt-1",
             "scope":"a b","id_token":"x.y.z"}""");

    assertThat(response.accessToken().secret().reveal()).isEqualTo("at-1");
    assertThat(response.tokenType()).isEqualTo("bearer");
    assertThat(response.expiresIn()).contains(Duration.ofHours(1));
    assertThat(response.refreshToken()).contains(RefreshToken.of("rt-1"));
    assertThat(response.scope()).contains(Scope.parse("a b"));
    assertThat(response.idToken()).isPresent();
    assertThat(response.requestedAt()).isEqualTo(Asking.NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3600|3600",
        "\"3600\"|3600",
        "\" 3600 \"|3600",
        "3599.9|3599",
        "\"3600.0\"|3600",
        "3.6e3|3600",
        "315360000|315360000"
      })
  void b5_an_expiry_is_read_in_whatever_writing(String written, long seconds) {
    assertThat(granted(expiring(written)).expiresIn()).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "-1",
        "0",
        "0.4",
        "1e18",
        "1e999999999",
        "1e-999999999",
        "\"1e-999999999\"",
        "99999999999999999999999999",
        "\"\"",
        "\"soon\"",
        "true",
        "{}",
        "[]"
      })
  void b5_an_expiry_that_makes_no_sense_says_nothing(String written) {
    assertThat(granted(expiring(written)).expiresIn()).isEmpty();
  }

  @Test
  void a_missing_expires_in_does_not_mean_never_nor_now() {
    assertThat(granted("{\"access_token\":\"at-1\"}").expiresIn()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SECONDS|90|90",
        "MILLISECONDS|90000|90",
        "EPOCH_SECONDS|1767323135|90",
        "EPOCH_MILLISECONDS|1767323135000|90",
        "TIMESTAMP|\"2026-01-02T03:05:35Z\"|90",
        "TIMESTAMP|\"2026-01-02T04:05:35+0100\"|90",
      })
  void an_expiry_is_read_in_the_connectors_unit(ExpiryUnit unit, String written, long seconds) {
    TokenReading reading = reading("access_token", unit, Optional.empty(), Map.of(), null);

    assertThat(granted(expiring(written), reading).expiresIn())
        .contains(Duration.ofSeconds(seconds));
  }

  @Test
  void b6_the_word_error_in_a_scope_is_no_error() {
    TokenResponse response =
        granted("{\"access_token\":\"at-1\",\"scope\":\"error read:error_log error\"}");

    assertThat(response.scope()).contains(Scope.parse("error read:error_log"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "null", "0", "\"none\"", "{}"})
  void an_error_field_beside_a_token_is_no_error(String error) {
    assertThat(granted("{\"error\":" + error + ",\"access_token\":\"at-1\"}")).isNotNull();
  }

  @Test
  void b7_an_answer_without_refresh_token_says_so_and_nothing_else() {
    assertThat(granted(Asking.OK).refreshToken()).isEmpty();
    assertThat(granted("{\"access_token\":\"at-1\",\"refresh_token\":\"\"}").refreshToken())
        .isEmpty();
  }

  @Test
  void b8_the_granted_scope_is_what_the_answer_says() {
    assertThat(granted("{\"access_token\":\"at-1\",\"scope\":\"a\"}").scope())
        .contains(Scope.parse("a"));
    assertThat(granted("{\"access_token\":\"at-1\",\"scope\":[\"a\",\"b\"]}").scope())
        .contains(Scope.parse("a b"));
    assertThat(granted("{\"access_token\":\"at-1\",\"scope\":\"a,b\"}").scope())
        .contains(Scope.parse("a b"));
    assertThat(granted("{\"access_token\":\"at-1\",\"scope\":\"a \\\"quoted\\\" b\"}").scope())
        .contains(Scope.parse("a b"));
    assertThat(granted(Asking.OK).scope()).isEmpty();
  }

  @Test
  void b8_a_separator_of_the_providers_own_is_known() {
    try (Asking asking = Asking.answering(200, "{\"access_token\":\"at-1\",\"scope\":\"a+b\"}")) {
      TokenAnswer answer = asking.refresh(asking.client().scope("a b", "+").resolve());

      assertThat(Asking.granted(answer).scope()).contains(Scope.parse("a b"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json;charset=iso-8859-1",
        "nonsense"
      })
  void b5_json_is_json_whatever_its_content_type(String type) {
    try (Asking asking = Asking.answering(200, "\uFEFF \n" + Asking.OK, "Content-Type: " + type)) {
      assertThat(asking.granted().accessToken().secret().reveal()).isEqualTo("at-1");
    }
  }

  @Test
  void b5_a_form_body_is_a_grant_too() {
    TokenResponse response =
        granted("access_token=at%2D1&scope=repo%2Cgist&token_type=bearer&expires_in=60");

    assertThat(response.accessToken().secret().reveal()).isEqualTo("at-1");
    assertThat(response.scope()).contains(Scope.parse("repo gist"));
    assertThat(response.expiresIn()).contains(Duration.ofMinutes(1));
  }

  @Test
  void a_key_that_comes_twice_is_read_as_most_parsers_do() {
    assertThat(
            granted("{\"access_token\":\"at-0\",\"access_token\":\"at-1\"}")
                .accessToken()
                .secret()
                .reveal())
        .isEqualTo("at-1");
  }

  @Test
  void nested_paths_and_metadata_are_read_where_the_connector_says() {
    TokenReading reading =
        reading(
            "data.tokens.0.value",
            ExpiryUnit.SECONDS,
            Optional.empty(),
            Map.of("instance.url", "instance_url", "count", "count", "data.tokens.0.value", "leak"),
            null);

    TokenResponse response =
        granted(
            """
            {"data":{"tokens":[{"value":"at-1"}]},"instance":{"url":"https://x.example"},"count":3}
            """,
            reading);

    assertThat(response.accessToken().secret().reveal()).isEqualTo("at-1");
    assertThat(response.metadata())
        .isEqualTo(Map.of("instance_url", "https://x.example", "count", "3"));
  }

  @Test
  void an_alternate_token_is_taken_with_what_stands_beside_it() {
    TokenReading reading =
        reading(
            "access_token",
            ExpiryUnit.SECONDS,
            Optional.of("authed_user.access_token"),
            Map.of(),
            new FailedWhen("ok", "false", "error"));

    TokenResponse response =
        granted(
            """
            {"ok":true,"refresh_token":"bot-rt","expires_in":1,
             "authed_user":{"access_token":"at-u","refresh_token":"rt-u","expires_in":60,"scope":"x"}}
            """,
            reading);

    assertThat(response.accessToken().secret().reveal()).isEqualTo("at-u");
    assertThat(response.refreshToken()).contains(RefreshToken.of("rt-u"));
    assertThat(response.expiresIn()).contains(Duration.ofMinutes(1));
    assertThat(response.scope()).contains(Scope.parse("x"));
  }

  @Test
  void a_token_in_a_cookie_or_header_is_read_without_a_body() {
    TokenReading cookie =
        reading("cookie:session", ExpiryUnit.SECONDS, Optional.empty(), Map.of(), null);
    try (Asking asking =
        Asking.answering(
            204, "", "Set-Cookie: other=1; Path=/", "Set-Cookie: session=at-c; HttpOnly")) {
      TokenAnswer answer = asking.refresh(asking.client().reading(cookie).resolve());

      assertThat(Asking.granted(answer).accessToken().secret().reveal()).isEqualTo("at-c");
    }
  }

  private static String expiring(String written) {
    return "{\"access_token\":\"at-1\",\"expires_in\":" + written + "}";
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

  private static TokenResponse granted(String body) {
    return Asking.granted(answer(200, body));
  }

  private static TokenResponse granted(String body, TokenReading reading) {
    return Asking.granted(answer(200, body, reading));
  }
}
