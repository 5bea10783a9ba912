package dev.tenon.server.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ElbowroomTest {
  private static final Duration IN_TIME = Duration.ZERO;
  private static final Duration LATE = Duration.ofMillis(8);

  private int underWay = 1;
  private int allowed;
  private long nanos = 1_000;
  private final Elbowroom elbowroom =
      new Elbowroom(() -> underWay, it -> allowed = it, () -> nanos);
  private final Consumer<String> request = elbowroom.noting(_ -> {});

  @BeforeEach
  void it_begins_with_little() {
    assertThat(allowed).isEqualTo(Elbowroom.FIRST);
  }

  @Test
  void where_nobody_asks_the_work_soon_has_all_there_is_however_late_it_becomes() {
    looks(10, LATE);

    assertThat(allowed).isEqualTo(Elbowroom.MOST);
  }

  @Test
  void while_requests_are_answered_late_turns_halve_what_may_go_on_down_to_a_few() {
    looks(5, IN_TIME);
    int before = allowed;
    request.accept("issued");

    looks(1, LATE);
    assertThat(allowed).isEqualTo(before / 2);

    looks(20, LATE);
    assertThat(allowed).isEqualTo(Elbowroom.LEAST);
  }

  @Test
  void while_requests_are_answered_in_time_a_little_more_may_go_on_each_time() {
    request.accept("issued");

    looks(3, IN_TIME);

    assertThat(allowed).isEqualTo(Elbowroom.FIRST + 3);
  }

  @Test
  void a_second_after_the_last_request_nobody_is_waited_for() {
    request.accept("issued");
    looks(2, LATE);
    assertThat(allowed).isEqualTo(Elbowroom.LEAST);

    nanos += Duration.ofSeconds(1).toNanos();
    looks(5, LATE);

    assertThat(allowed).isEqualTo(32 * Elbowroom.LEAST);
  }

  @Test
  void when_all_is_done_the_next_work_begins_with_little_again() {
    looks(10, IN_TIME);
    underWay = 0;

    looks(1, IN_TIME);

    assertThat(allowed).isEqualTo(Elbowroom.FIRST);
  }

  @Test
  void while_nothing_goes_on_it_looks_seldom_and_no_turn_is_late() {
    request.accept("issued");
    underWay = 0;
    looks(1, IN_TIME);
    assertThat(elbowroom.interval()).isEqualTo(Elbowroom.IDLE);

    underWay = 1;
    nanos += Elbowroom.IDLE.toNanos();
    elbowroom.look();

    assertThat(elbowroom.interval()).isEqualTo(Elbowroom.INTERVAL);
    assertThat(allowed).isEqualTo(Elbowroom.FIRST + 1);
  }

  private void looks(int count, Duration late) {
    for (int i = 0; i < count; i++) {
      nanos += Elbowroom.INTERVAL.plus(late).toNanos();
      elbowroom.look();
    }
  }
}
