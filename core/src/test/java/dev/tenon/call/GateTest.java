package dev.tenon.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.call.Gate.Entry;
import dev.tenon.call.Gate.Entry.Passed;
import dev.tenon.call.Gate.Leaving;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class GateTest {
  private static final Duration NO_PATIENCE = Duration.ZERO;
  private static final Duration PATIENT = Duration.ofMinutes(1);
  private static final Leaving WELL = new Leaving.Well(RetryHints.none());

  private final SettableClock clock = new SettableClock();
  private final Gate gate = gate(Optional.empty(), 1);

  @Test
  void few_go_at_once_at_first_and_more_with_each_that_goes_well() {
    List<Passed> first = enterAll();
    assertThat(first).hasSize(4);
    first.forEach(pass -> gate.leave(pass, WELL));
    assertThat(enterAll()).hasSize(8);
  }

  @Test
  void never_more_than_sixty_four_go_at_once() {
    for (int i = 0; i < 200; i++) {
      gate.leave(enter(), WELL);
    }
    assertThat(enterAll()).hasSize(64);
  }

  @Test
  void provider_that_says_later_closes_the_gate_for_as_long_as_it_says() {
    gate.leave(enter(), later(Duration.ofSeconds(20)));
    assertThat(gate.enter(Duration.ofSeconds(19)))
        .isEqualTo(new Entry.Closed(Duration.ofSeconds(20)));
    clock.advance(Duration.ofSeconds(19));
    assertThat(gate.enter(NO_PATIENCE)).isEqualTo(new Entry.Closed(Duration.ofSeconds(1)));
    clock.advance(Duration.ofSeconds(1));
    assertThat(gate.enter(NO_PATIENCE)).isInstanceOf(Passed.class);
  }

  @Test
  void patient_caller_is_let_in_when_the_time_is_over() {
    gate.leave(enter(), later(Duration.ofSeconds(20)));
    var before = clock.instant();
    assertThat(gate.enter(PATIENT)).isInstanceOf(Passed.class);
    assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void one_call_tries_after_the_provider_said_later() {
    gate.leave(enter(), later(Duration.ofSeconds(1)));
    clock.advance(Duration.ofSeconds(1));
    assertThat(enterAll()).hasSize(1);
  }

  @Test
  void those_that_were_under_way_narrow_the_gate_once() {
    for (int i = 0; i < 28; i++) {
      gate.leave(enter(), WELL);
    }
    List<Passed> all = enterAll();
    assertThat(all).hasSize(32);
    all.forEach(pass -> gate.leave(pass, later(Duration.ofSeconds(1))));
    clock.advance(Duration.ofSeconds(1));
    for (int i = 0; i < 30; i++) {
      gate.leave(enter(), WELL);
    }
    // Half of what ran into the limit, once and not thirty-two times.
    assertThat(enterAll()).hasSize(16);
  }

  @Test
  void provider_that_does_not_say_how_long_is_left_alone_longer_each_time() {
    gate.leave(enter(), new Leaving.Later(new RetryHints(true, Optional.empty(), none())));
    clock.advance(Duration.ofSeconds(1));
    gate.leave(enter(), new Leaving.Later(new RetryHints(true, Optional.empty(), none())));
    clock.advance(Duration.ofSeconds(1));
    assertThat(gate.enter(NO_PATIENCE)).isEqualTo(new Entry.Closed(Duration.ofSeconds(1)));
  }

  @Test
  void calls_that_are_left_are_not_exceeded() {
    gate.leave(
        enter(), new Leaving.Well(new RetryHints(false, Optional.empty(), OptionalInt.of(2))));
    assertThat(enterAll()).hasSize(2);
  }

  @Test
  void gate_stays_closed_when_no_call_is_left_until_there_are_new_ones() {
    gate.leave(
        enter(),
        new Leaving.Well(
            new RetryHints(false, Optional.of(Duration.ofSeconds(30)), OptionalInt.of(0))));
    assertThat(gate.enter(NO_PATIENCE)).isEqualTo(new Entry.Closed(Duration.ofSeconds(30)));
  }

  @Test
  void beyond_the_published_limit_calls_go_one_at_a_time() {
    Gate paced = gate(Optional.of(10), 2);
    for (int i = 0; i < 5; i++) {
      paced.leave((Passed) paced.enter(NO_PATIENCE), WELL);
    }
    assertThat(paced.enter(NO_PATIENCE)).isInstanceOf(Passed.class);
    assertThat(paced.enter(NO_PATIENCE)).isInstanceOf(Entry.Closed.class);
    clock.advance(Duration.ofMinutes(1));
    assertThat(paced.enter(NO_PATIENCE)).isInstanceOf(Passed.class);
  }

  @Test
  void caller_whose_patience_ends_while_others_are_under_way_is_told_so() {
    enterAll();
    assertThat(gate.enter(Duration.ofSeconds(5))).isEqualTo(new Entry.Closed(Duration.ZERO));
    assertThat(gate.enter(NO_PATIENCE)).isInstanceOf(Entry.Closed.class);
  }

  private Gate gate(Optional<Integer> perMinute, int nodes) {
    return new Gate(new Pace(perMinute, () -> nodes), clock.pause(), clock);
  }

  private Passed enter() {
    return (Passed) gate.enter(NO_PATIENCE);
  }

  private List<Passed> enterAll() {
    List<Passed> all = new ArrayList<>();
    while (gate.enter(NO_PATIENCE) instanceof Passed pass) {
      all.add(pass);
    }
    return all;
  }

  private static Leaving later(Duration delay) {
    return new Leaving.Later(new RetryHints(true, Optional.of(delay), none()));
  }

  private static OptionalInt none() {
    return OptionalInt.empty();
  }
}
