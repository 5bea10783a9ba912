package dev.tenon.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connector.Api;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class RetryHintsTest {
  private final SettableClock clock = new SettableClock();

  @Test
  void seconds_and_dates_are_understood_and_dates_by_the_answers_own_clock() {
    assertThat(hints(429, "Retry-After", "25").delay()).hasValue(Duration.ofSeconds(25));
    assertThat(
            hints(
                    429,
                    "Retry-After",
                    "Fri, 02 Jan 2026 04:00:10 GMT",
                    "Date",
                    "Fri, 02 Jan 2026 04:00:00 GMT")
                .delay())
        .hasValue(Duration.ofSeconds(10));
    assertThat(hints(429, "Retry-After", "Fri, 02 Jan 2026 03:04:15 GMT").delay())
        .hasValue(Duration.ofSeconds(10));
    assertThat(hints(429, "Retry-After", "soon").delay()).isEmpty();
    assertThat(hints(429, "Retry-After", "9999999").delay()).hasValue(Duration.ofDays(1));
    assertThat(hints(429, "Retry-After", "Fri, 02 Jan 2026 03:00:00 GMT").delay())
        .hasValue(Duration.ZERO);
  }

  @Test
  void only_what_means_later_is_later() {
    assertThat(hints(429).later()).isTrue();
    assertThat(hints(503).later()).isFalse();
    assertThat(hints(503, "Retry-After", "1").later()).isTrue();
    assertThat(hints(509).later()).isTrue();
    assertThat(hints(403).later()).isFalse();
    assertThat(hints(200, "Retry-After", "1").later()).isFalse();
    assertThat(hints(401).later()).isFalse();
  }

  @Test
  void spent_budget_is_told_by_the_headers_that_the_connector_names() {
    RetryHints spent = hints(200, "X-Left", "0", "X-Reset", "1767323055");
    assertThat(spent.remaining()).isEqualTo(OptionalInt.of(0));
    assertThat(spent.delay()).hasValue(Duration.ofSeconds(10));
    assertThat(spent.later()).isFalse();
    RetryHints refused = hints(403, "X-Left", "0", "X-Reset", "1767323055000");
    assertThat(refused.later()).isTrue();
    assertThat(refused.delay()).hasValue(Duration.ofSeconds(10));
    assertThat(hints(200, "X-Left", "7", "X-Reset", "60").delay()).isEmpty();
  }

  @Test
  void calls_that_are_left_are_read_from_the_usual_headers_of_every_generation() {
    assertThat(usual("RateLimit", "\"default\";r=50;t=30").remaining()).hasValue(50);
    assertThat(usual("RateLimit", "\"a;r=1\";r=0;t=9, \"day\";r=700;t=4000").delay())
        .hasValue(Duration.ofSeconds(9));
    assertThat(usual("RateLimit", "\"day\";r=700;t=40, \"hour\";t=7;r=0").delay())
        .hasValue(Duration.ofSeconds(7));
    assertThat(usual("RateLimit", "limit=100, remaining=0, reset=30").delay())
        .hasValue(Duration.ofSeconds(30));
    assertThat(usual("ratelimit-remaining", "0", "RateLimit-Reset", "5").delay())
        .hasValue(Duration.ofSeconds(5));
    assertThat(usual("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1767323055").delay())
        .hasValue(Duration.ofSeconds(10));
    assertThat(usual("X-Rate-Limit-Remaining", "3").remaining()).hasValue(3);
    assertThat(usual("X-Rate-Limit-Remaining", "0", "X-Rate-Limit-Reset", "7").delay())
        .hasValue(Duration.ofSeconds(7));
    assertThat(
            usual(
                    "X-RateLimit-Remaining",
                    "9",
                    "RateLimit-Remaining",
                    "4",
                    "RateLimit",
                    "\"x\";r=2")
                .remaining())
        .hasValue(2);
  }

  @Test
  void what_is_not_understood_or_cannot_be_believed_says_nothing() {
    assertThat(usual("RateLimit", "\"default\"").remaining()).isEmpty();
    assertThat(usual("RateLimit", "\"default\";r=99999999999").remaining()).isEmpty();
    assertThat(usual("X-RateLimit-Remaining", "many").remaining()).isEmpty();
    assertThat(usual("X-Rating", "5", "RateLimited", "1").remaining()).isEmpty();
    assertThat(usual("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "86400").delay()).isEmpty();
    assertThat(usual("X-RateLimit-Remaining", "5", "X-RateLimit-Reset", "60").delay()).isEmpty();
  }

  @Test
  void refusal_without_retry_after_lasts_until_the_reset_that_the_usual_headers_name() {
    RetryHints refused = read(plain(), 429, "RateLimit", "\"default\";r=0;t=12");
    assertThat(refused.later()).isTrue();
    assertThat(refused.delay()).hasValue(Duration.ofSeconds(12));
    assertThat(
            read(
                    plain(),
                    429,
                    "Retry-After",
                    "3",
                    "X-RateLimit-Reset",
                    "12",
                    "X-RateLimit-Remaining",
                    "0")
                .delay())
        .hasValue(Duration.ofSeconds(3));
    // A right that is missing is not given by waiting.
    assertThat(read(plain(), 403, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "5").later())
        .isFalse();
  }

  private RetryHints usual(String... headers) {
    return read(plain(), 200, headers);
  }

  private static Api.Retry plain() {
    return new Api.Retry(
        "Retry-After", Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty());
  }

  private RetryHints hints(int status, String... headers) {
    Api.Retry rules =
        new Api.Retry(
            "Retry-After",
            Optional.of("X-Reset"),
            Optional.of("X-Left"),
            List.of(509),
            List.of(),
            Optional.empty());
    return read(rules, status, headers);
  }

  private RetryHints read(Api.Retry rules, int status, String... headers) {
    List<ApiHeader> all = new java.util.ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(new ApiHeader(headers[i], headers[i + 1]));
    }
    return RetryHints.read(new Head(status, all), rules, clock);
  }

  private record Head(int status, List<ApiHeader> headers) implements ApiAnswer {
    @Override
    public OptionalLong length() {
      return OptionalLong.of(0);
    }

    @Override
    public boolean hasBody() {
      return false;
    }

    @Override
    public InputStream body() {
      return InputStream.nullInputStream();
    }

    @Override
    public void close() {}
  }
}
