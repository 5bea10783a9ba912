package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackOffTest {
  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

  @ParameterizedTest
  @CsvSource({"1,2", "2,5", "3,10", "4,30", "5,60", "6,120", "7,300", "8,600", "9,600", "1000,600"})
  void a_connections_wait_grows_by_the_table_and_by_at_most_a_fifth(int failures, int seconds) {
    assertWait(BackOff.CONNECTION, failures, seconds);
  }

  @ParameterizedTest
  @CsvSource({"1,2", "2,5", "3,10", "4,20", "5,30", "6,30", "1000,30"})
  void a_shared_wait_stays_short(int failures, int seconds) {
    assertWait(BackOff.SHARED, failures, seconds);
  }

  private void assertWait(BackOff backOff, int failures, int seconds) {
    for (int i = 0; i < 100; i++) {
      assertThat(backOff.after(failures, random))
          .isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1200L));
    }
  }

  @Test
  void by_the_worst_chance_it_is_a_fifth_longer_and_no_more() {
    RandomGenerator worst =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            return 0;
          }

          @Override
          public long nextLong(long bound) {
            return bound - 1;
          }
        };

    assertThat(BackOff.CONNECTION.after(1, worst)).isEqualTo(Duration.ofMillis(2400));
  }

  @Test
  void those_who_failed_together_do_not_come_back_together() {
    long different =
        random.longs(50).mapToObj(_ -> BackOff.CONNECTION.after(8, random)).distinct().count();

    assertThat(different).isGreaterThan(40);
  }
}
