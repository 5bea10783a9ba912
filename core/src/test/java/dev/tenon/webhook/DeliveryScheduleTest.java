package dev.tenon.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// When a delivery is tried again.
final class DeliveryScheduleTest {
  private final RandomGenerator random = new Random(1);

  @Test
  void waits_are_those_that_standard_webhooks_advises_up_to_a_fifth_longer() {
    List<Duration> advised =
        List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));
    for (int attempt = 1; attempt <= advised.size(); attempt++) {
      Duration base = advised.get(attempt - 1);
      for (int i = 0; i < 100; i++) {
        assertThat(DeliverySchedule.again(WebhookDialect.STANDARD, attempt, random).orElseThrow())
            .isBetween(base, base.multipliedBy(6).dividedBy(5));
      }
    }
    assertThat(DeliverySchedule.again(WebhookDialect.STANDARD, advised.size() + 1, random))
        .isEmpty();
  }

  @Test
  void leaf_endpoints_are_tried_again_after_1_30_60_and_240_minutes_and_no_more() {
    List<Optional<Duration>> waits = new ArrayList<>();
    for (int attempt = 1; attempt <= 5; attempt++) {
      waits.add(DeliverySchedule.again(WebhookDialect.LEAF, attempt, random));
    }
    assertThat(waits)
        .containsExactly(
            Optional.of(Duration.ofMinutes(1)),
            Optional.of(Duration.ofMinutes(30)),
            Optional.of(Duration.ofMinutes(60)),
            Optional.of(Duration.ofMinutes(240)),
            Optional.empty());
  }

  @Test
  void two_waits_after_the_same_attempt_differ() {
    assertThat(DeliverySchedule.again(WebhookDialect.STANDARD, 3, random))
        .isNotEqualTo(DeliverySchedule.again(WebhookDialect.STANDARD, 3, random));
  }

  @Test
  void an_endpoint_is_left_alone_from_the_fifth_failure_on_for_longer_and_longer() {
    List<Duration> pauses = new ArrayList<>();
    for (int failures = 0; failures < 5; failures++) {
      assertThat(DeliverySchedule.pause(failures, random)).isEmpty();
    }
    for (int failures = 5; failures < 10; failures++) {
      pauses.add(DeliverySchedule.pause(failures, random).orElseThrow());
    }
    assertThat(pauses).isSorted();
    assertThat(DeliverySchedule.pause(1_000_000, random))
        .map(it -> it.compareTo(Duration.ofMinutes(6)) <= 0)
        .isEqualTo(Optional.of(true));
  }
}
