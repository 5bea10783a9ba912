package dev.tenon.call;

import static dev.tenon.call.Urgency.BACKGROUND;
import static dev.tenon.call.Urgency.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
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
  private static final BudgetId ID = new BudgetId(new WorkspaceId("ws_1"), "con_1");
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
    for (int i = 0; i < 3000; i++) {
      gate.leave(enter(), WELL);
    }
    assertThat(enterAll()).hasSize(64);
  }

  @Test
  void provider_that_says_later_closes_the_gate_for_as_long_as_it_says() {
    gate.leave(enter(), later(Duration.ofSeconds(20)));
    assertThat(gate.enter(Duration.ofSeconds(19), INTERACTIVE))
        .isEqualTo(new Entry.Closed(Duration.ofSeconds(20)));
    clock.advance(Duration.ofSeconds(19));
    assertThat(gate.enter(NO_PATIENCE, INTERACTIVE))
        .isEqualTo(new Entry.Closed(Duration.ofSeconds(1)));
    clock.advance(Duration.ofSeconds(1));
    assertThat(gate.enter(NO_PATIENCE, INTERACTIVE)).isInstanceOf(Passed.class);
  }

  @Test
  void patient_caller_is_let_in_when_the_time_is_over() {
    gate.leave(enter(), later(Duration.ofSeconds(20)));
    var before = clock.instant();
    assertThat(gate.enter(PATIENT, INTERACTIVE)).isInstanceOf(Passed.class);
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
    for (int i = 0; i < 12; i++) {
      gate.leave(enter(), WELL);
    }
    List<Passed> all = enterAll();
    assertThat(all).hasSize(16);
    all.forEach(pass -> gate.leave(pass, later(Duration.ofSeconds(1))));
    clock.advance(Duration.ofSeconds(1));
    for (int i = 0; i < 30; i++) {
      gate.leave(enter(), WELL);
    }
    // Half of what ran into the limit, once and not sixteen times.
    assertThat(enterAll()).hasSize(8);
  }

  @Test
  void provider_that_does_not_say_how_long_is_left_alone_longer_each_time() {
    gate.leave(enter(), new Leaving.Later(new RetryHints(true, Optional.empty(), none())));
    clock.advance(Duration.ofSeconds(1));
    gate.leave(enter(), new Leaving.Later(new RetryHints(true, Optional.empty(), none())));
    clock.advance(Duration.ofSeconds(1));
    assertThat(gate.enter(NO_PATIENCE, INTERACTIVE))
        .isEqualTo(new Entry.Closed(Duration.ofSeconds(1)));
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
    assertThat(gate.enter(NO_PATIENCE, INTERACTIVE))
        .isEqualTo(new Entry.Closed(Duration.ofSeconds(30)));
  }

  @Test
  void beyond_the_published_limit_calls_go_one_at_a_time() {
    Gate paced = gate(Optional.of(10), 2);
    for (int i = 0; i < 5; i++) {
      paced.leave((Passed) paced.enter(NO_PATIENCE, INTERACTIVE), WELL);
    }
    assertThat(paced.enter(NO_PATIENCE, INTERACTIVE)).isInstanceOf(Passed.class);
    assertThat(paced.enter(NO_PATIENCE, INTERACTIVE)).isInstanceOf(Entry.Closed.class);
    clock.advance(Duration.ofMinutes(1));
    assertThat(paced.enter(NO_PATIENCE, INTERACTIVE)).isInstanceOf(Passed.class);
  }

  @Test
  void caller_whose_patience_ends_while_others_are_under_way_is_told_so() {
    enterAll();
    assertThat(gate.enter(Duration.ofSeconds(5), INTERACTIVE))
        .isEqualTo(new Entry.Closed(Duration.ZERO));
    assertThat(gate.enter(NO_PATIENCE, INTERACTIVE)).isInstanceOf(Entry.Closed.class);
  }

  @Test
  void beyond_the_first_sixteen_the_gate_opens_more_slowly() {
    for (int i = 0; i < 12 + 16 + 17; i++) {
      gate.leave(enter(), WELL);
    }
    assertThat(enterAll()).hasSize(18);
  }

  @Test
  void gates_of_several_nodes_open_quickly_as_far_as_one_alone() {
    Gate one = gate(Optional.empty(), 3);
    for (int i = 0; i < 12; i++) {
      one.leave((Passed) one.enter(NO_PATIENCE, INTERACTIVE), WELL);
    }
    int atOnce = 0;
    while (one.enter(NO_PATIENCE, INTERACTIVE) instanceof Passed) {
      atOnce++;
    }
    assertThat(atOnce).isEqualTo(7);
  }

  @Test
  void gate_is_closed_by_what_another_node_was_told_and_narrowed_once() {
    for (int i = 0; i < 4; i++) {
      gate.leave(enter(), WELL);
    }
    Passed underWay = enter();
    gate.hear(clock.instant().plusSeconds(20));
    assertThat(gate.enter(NO_PATIENCE, INTERACTIVE))
        .isEqualTo(new Entry.Closed(Duration.ofSeconds(20)));
    // This one ran into the same limit.
    assertThat(gate.leave(underWay, later(Duration.ofSeconds(20)))).isEmpty();
    clock.advance(Duration.ofSeconds(20));
    for (int i = 0; i < 10; i++) {
      gate.leave(enter(), WELL);
    }
    assertThat(enterAll()).hasSize(4);
  }

  @Test
  void what_the_provider_said_is_to_be_told_once() {
    Passed first = enter();
    Passed second = enter();
    assertThat(gate.leave(first, later(Duration.ofSeconds(20))))
        .contains(clock.instant().plusSeconds(20));
    clock.advance(Duration.ofMillis(100));
    assertThat(gate.leave(second, later(Duration.ofSeconds(20)))).isEmpty();
    clock.advance(Duration.ofSeconds(20));
    assertThat(gate.leave(enter(), later(Duration.ofSeconds(20))))
        .contains(clock.instant().plusSeconds(20));
  }

  @Test
  void lists_leave_a_quarter_to_those_whom_somebody_waits_for() {
    int atOnce = 0;
    while (gate.enter(NO_PATIENCE, BACKGROUND) instanceof Passed) {
      atOnce++;
    }
    assertThat(atOnce).isEqualTo(3);
    assertThat(gate.enter(NO_PATIENCE, INTERACTIVE)).isInstanceOf(Passed.class);
  }

  @Test
  void calls_that_are_left_are_shared_by_the_nodes() {
    Gate one = gate(Optional.empty(), 3);
    one.leave(
        (Passed) one.enter(NO_PATIENCE, INTERACTIVE),
        new Leaving.Well(new RetryHints(false, Optional.empty(), OptionalInt.of(6))));
    assertThat(one.enter(NO_PATIENCE, INTERACTIVE)).isInstanceOf(Passed.class);
    assertThat(one.enter(NO_PATIENCE, INTERACTIVE)).isInstanceOf(Passed.class);
    assertThat(one.enter(NO_PATIENCE, INTERACTIVE)).isInstanceOf(Entry.Closed.class);
  }

  private Gate gate(Optional<Integer> perMinute, int nodes) {
    return new Gate(ID, new Pace(perMinute, () -> nodes), () -> nodes, clock.pause(), clock);
  }

  private Passed enter() {
    return (Passed) gate.enter(NO_PATIENCE, INTERACTIVE);
  }

  private List<Passed> enterAll() {
    List<Passed> all = new ArrayList<>();
    while (gate.enter(NO_PATIENCE, INTERACTIVE) instanceof Passed pass) {
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
