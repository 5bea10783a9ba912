package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

final class SingleFlightTest {
  private static final Duration NO_PATIENCE = Duration.ZERO;

  private final Deque<Runnable> kept = new ArrayDeque<>();
  private final SingleFlight<String, String> here = new SingleFlight<>(Runnable::run, Pause.real());
  private final SingleFlight<String, String> later = new SingleFlight<>(kept::add, Pause.real());

  @Test
  void who_joins_has_the_result() {
    assertThat(here.join("one", NO_PATIENCE, () -> "done")).contains("done");
    assertThat(here.underWay()).isZero();
  }

  @Test
  void whoever_loses_patience_leaves_the_flight_to_the_others() {
    assertThat(later.join("one", NO_PATIENCE, () -> "done")).isEmpty();
    assertThat(later.underWay()).isEqualTo(1);
    assertThat(later.join("one", NO_PATIENCE, () -> "never run")).isEmpty();
    assertThat(kept).hasSize(1);

    kept.remove().run();

    assertThat(later.underWay()).isZero();
  }

  @Test
  void different_things_fly_at_the_same_time() {
    later.join("one", NO_PATIENCE, () -> "done");
    later.join("other", NO_PATIENCE, () -> "done");

    assertThat(later.underWay()).isEqualTo(2);
  }

  @Test
  void what_the_work_throws_is_thrown_to_whoever_joined_and_the_next_starts_anew() {
    assertThatThrownBy(
            () ->
                here.join(
                    "one",
                    NO_PATIENCE,
                    () -> {
                      throw new IllegalArgumentException("broken");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("broken");

    assertThat(here.underWay()).isZero();
    assertThat(here.join("one", NO_PATIENCE, () -> "done")).contains("done");
  }

  @Test
  void an_error_is_thrown_as_it_is() {
    assertThatThrownBy(
            () ->
                here.join(
                    "one",
                    NO_PATIENCE,
                    () -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);
  }
}
