package dev.tenon.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SlidingCountsTest {
  @Test
  void text_says_all_of_it_and_what_cannot_be_read_counts_nothing() {
    SlidingCounts counts = new SlidingCounts();
    assertThat(counts.text()).isEmpty();
    counts.add(7, 3);
    counts.add(9, 1);
    assertThat(SlidingCounts.parse(counts.text()).text()).isEqualTo("7:3 9:1");
    assertThat(SlidingCounts.parse("of a newer program").room(7, 3, 5)).isEqualTo(5);
  }

  @Test
  void no_more_is_taken_back_than_was_there() {
    SlidingCounts counts = new SlidingCounts();
    counts.add(7, 3);
    counts.add(7, -5);
    counts.add(8, -5);
    assertThat(counts.text()).isEmpty();
  }

  @Test
  void no_stretch_of_time_sees_more_than_the_limit_wherever_it_begins() {
    Duration window = Duration.ofMinutes(1);
    int limit = 50;
    Slots slots = Slots.of(window);
    Random random = new Random(4711);
    SlidingCounts counts = new SlidingCounts();
    List<Instant> arrived = new ArrayList<>();
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    for (int i = 0; i < 20_000; i++) {
      now = now.plusMillis(random.nextInt(500));
      long slot = slots.at(now);
      int taken = Math.min(1 + random.nextInt(4), counts.room(slot, slots.span(), limit));
      counts.add(slot, taken);
      counts.forgetBefore(slot, slots.span());
      for (int each = 0; each < taken; each++) {
        // Each is under way for as long as two seconds.
        arrived.add(now.plusMillis(random.nextInt(2000)));
      }
    }
    arrived.sort(null);
    assertThat(arrived.size()).isGreaterThan(2000);
    for (int i = limit; i < arrived.size(); i++) {
      assertThat(Duration.between(arrived.get(i - limit), arrived.get(i))).isGreaterThan(window);
    }
  }
}
