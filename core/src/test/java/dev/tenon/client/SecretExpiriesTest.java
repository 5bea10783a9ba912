package dev.tenon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretExpiriesTest {
  private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "PT720H, 30, 30",
    "PT719H, 30, 30",
    "PT336H, 14, 14",
    "PT335H59M, 14, 14",
    "PT168H, 7, 7",
    "PT25H, 7, 2",
    "PT24H, 1, 1",
    "PT1S, 1, 1",
    "PT0S, 0, 0",
    "PT-1000H, 0, 0"
  })
  void nearest_stage_and_the_days_that_are_left(Duration left, int stage, long days) {
    assertThat(SecretExpiries.stage(NOW.plus(left), NOW)).hasValue(stage);
    assertThat(SecretExpiries.daysLeft(NOW.plus(left), NOW)).isEqualTo(days);
  }

  @Test
  void nothing_is_told_more_than_30_days_ahead() {
    assertThat(SecretExpiries.stage(NOW.plus(Duration.ofDays(30)).plusMillis(1), NOW))
        .isEqualTo(OptionalInt.empty());
  }
}
