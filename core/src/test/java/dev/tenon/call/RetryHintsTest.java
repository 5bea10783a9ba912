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

  private RetryHints hints(int status, String... headers) {
    List<ApiHeader> all = new java.util.ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(new ApiHeader(headers[i], headers[i + 1]));
    }
    Api.Retry rules =
        new Api.Retry(
            "Retry-After",
            Optional.of("X-Reset"),
            Optional.of("X-Left"),
            List.of(509),
            List.of(),
            Optional.empty());
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
