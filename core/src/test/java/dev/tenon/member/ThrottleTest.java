package dev.tenon.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.fakehub.SteppedClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who has to wait before they guess again.
final class ThrottleTest {
  private static final String ADA = "ada@example.com";

  private final SteppedClock clock = new SteppedClock();
  private final Throttle throttle = new Throttle(5, clock);

  @Test
  void many_guesses_at_once_get_no_further_than_as_many_one_after_the_other() {
    assertThat(IntStream.range(0, 50).filter(_ -> throttle.enter(ADA).isEmpty()).count())
        .isEqualTo(5);
    assertThat(throttle.enter("bo@example.com")).as("somebody else").isEmpty();

    IntStream.range(0, 5).forEach(_ -> fail());

    assertThat(throttle.enter(ADA)).contains(Duration.ofSeconds(30));
  }

  @Test
  void whoever_has_guessed_has_fewer_at_once() {
    IntStream.range(0, 3).forEach(_ -> throttle.failed(ADA));

    assertThat(throttle.enter(ADA)).isEmpty();
    assertThat(throttle.enter(ADA)).isEmpty();
    assertThat(throttle.enter(ADA)).contains(Duration.ofSeconds(1));
  }

  @Test
  void after_a_wait_there_is_one_guess_at_a_time() {
    IntStream.range(0, 5).forEach(_ -> throttle.failed(ADA));
    clock.advance(Duration.ofSeconds(30));

    assertThat(throttle.enter(ADA)).isEmpty();
    assertThat(throttle.enter(ADA)).contains(Duration.ofSeconds(1));
    fail();

    assertThat(throttle.enter(ADA)).contains(Duration.ofSeconds(60));
  }

  @Test
  void an_attempt_that_came_to_nothing_counts_for_nothing() {
    for (int i = 0; i < 50; i++) {
      assertThat(throttle.enter(ADA)).isEmpty();
      throttle.leave(ADA);
    }
  }

  @Test
  void guesses_of_an_hour_ago_are_forgiven() {
    IntStream.range(0, 4).forEach(_ -> throttle.failed(ADA));
    clock.advance(Duration.ofMinutes(61));

    assertThat(IntStream.range(0, 50).filter(_ -> throttle.enter(ADA).isEmpty()).count())
        .isEqualTo(5);
  }

  private void fail() {
    throttle.failed(ADA);
    throttle.leave(ADA);
  }
}
