package dev.tenon.call;

import static dev.tenon.call.Urgency.BACKGROUND;
import static dev.tenon.call.Urgency.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
import dev.tenon.call.RateBudget.Entry;
import dev.tenon.connector.RateLimit;
import dev.tenon.connector.RateLimit.CountedBy;
import dev.tenon.stores.InMemorySharedBudgets;
import dev.tenon.stores.InMemoryStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RateBudgetTest {
  private static final Duration NO_PATIENCE = Duration.ZERO;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int CALLS = 40;

  private final SettableClock clock = new SettableClock();
  private final InMemoryStores stores = new InMemoryStores(clock);
  private int nodes = 1;

  @Test
  void the_limit_is_let_through_and_not_one_more_in_any_minute() {
    RateBudget budget = budget();
    assertThat(passAll(budget, INTERACTIVE)).isEqualTo(CALLS - CALLS / 4);
    assertThat(budget.enter("ada", INTERACTIVE, NO_PATIENCE)).isInstanceOf(Entry.Closed.class);
    clock.advance(MINUTE);
    assertThat(budget.enter("ada", INTERACTIVE, NO_PATIENCE)).isInstanceOf(Entry.Closed.class);
    clock.advance(MINUTE.dividedBy(4));
    assertThat(passAll(budget, INTERACTIVE)).isPositive();
  }

  @Test
  void node_that_has_been_there_for_a_while_has_a_part_that_asks_nobody() {
    RateBudget budget = budget();
    settle();
    stores.goAway();
    assertThat(passAll(budget, INTERACTIVE)).isEqualTo(CALLS / 4);
  }

  @Test
  void several_nodes_together_have_the_limit_and_no_more_however_they_call() {
    nodes = 3;
    List<RateBudget> all = List.of(budget(), budget(), budget());
    settle();
    Random random = new Random(42);
    List<Instant> called = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      clock.advance(Duration.ofMillis(random.nextInt(200)));
      RateBudget budget = all.get(random.nextInt(3));
      Urgency urgency = random.nextInt(3) == 0 ? BACKGROUND : INTERACTIVE;
      if (budget.enter("ada", urgency, NO_PATIENCE) instanceof Entry.Passed passed) {
        if (random.nextInt(10) == 0) {
          budget.giveBack(passed);
        } else {
          called.add(clock.instant());
        }
      }
      if (random.nextInt(20) == 0) {
        all.forEach(RateBudget::settle);
      }
      if (random.nextInt(400) == 0) {
        stores.goAway();
      } else if (random.nextInt(200) == 0) {
        stores.comeBack();
      }
    }
    assertThat(called).hasSizeGreaterThan(150);
    for (int i = CALLS; i < called.size(); i++) {
      assertThat(Duration.between(called.get(i - CALLS), called.get(i))).isGreaterThan(MINUTE);
    }
  }

  @Test
  void patient_caller_waits_until_there_is_a_call_and_no_longer() {
    RateBudget budget = budget();
    passAll(budget, INTERACTIVE);
    Instant before = clock.instant();
    assertThat(budget.enter("ada", INTERACTIVE, Duration.ofSeconds(90)))
        .isInstanceOf(Entry.Passed.class);
    assertThat(Duration.between(before, clock.instant())).isBetween(MINUTE, MINUTE.plusSeconds(11));
  }

  @Test
  void caller_that_would_wait_in_vain_is_told_at_once_for_how_long() {
    RateBudget budget = budget();
    passAll(budget, INTERACTIVE);
    Instant before = clock.instant();
    Entry refused = budget.enter("ada", INTERACTIVE, Duration.ofSeconds(30));
    assertThat(((Entry.Closed) refused).stillFor())
        .isBetween(MINUTE.minusSeconds(1), MINUTE.plusSeconds(11));
    assertThat(clock.instant()).isEqualTo(before);
  }

  @Test
  void lists_leave_a_quarter_to_those_whom_somebody_waits_for() {
    RateBudget budget = budget();
    int listed = passAll(budget, BACKGROUND);
    assertThat(listed).isEqualTo((CALLS - CALLS / 4) * 3 / 4 + 1);
    assertThat(passAll(budget, INTERACTIVE)).isEqualTo(CALLS - CALLS / 4 - listed);
  }

  @Test
  void what_one_node_has_not_used_another_can_have() {
    nodes = 2;
    InMemorySharedBudgets shared = stores.sharedBudgets();
    RateBudget one = budget(shared);
    RateBudget other = budget(shared.node());
    List<Entry.Passed> passed = new ArrayList<>();
    while (one.enter("ada", INTERACTIVE, NO_PATIENCE) instanceof Entry.Passed pass) {
      passed.add(pass);
    }
    assertThat(other.enter("bo", INTERACTIVE, NO_PATIENCE)).isInstanceOf(Entry.Closed.class);
    passed.forEach(one::giveBack);
    clock.advance(Duration.ofSeconds(11));
    assertThat(one.settle()).isTrue();
    clock.advance(MINUTE);
    assertThat(passAll(other, INTERACTIVE)).isEqualTo(CALLS - CALLS / 4);
  }

  @Test
  void while_the_store_is_away_each_node_keeps_to_its_part_after_what_was_taken_is_over() {
    nodes = 2;
    RateBudget one = budget();
    RateBudget other = budget();
    settle();
    stores.goAway();
    int atOnce = passAll(one, INTERACTIVE) + passAll(other, INTERACTIVE);
    assertThat(atOnce).isEqualTo(2 * (CALLS / 4 / 2));
    clock.advance(Duration.ofMinutes(2));
    int later = passAll(one, INTERACTIVE) + passAll(other, INTERACTIVE);
    assertThat(later).isEqualTo(CALLS);
    stores.comeBack();
    clock.advance(Duration.ofSeconds(6));
    // What was used without the store counts there too, for a node that has just come.
    RateBudget third = budget();
    one.enter("ada", INTERACTIVE, NO_PATIENCE);
    other.enter("ada", INTERACTIVE, NO_PATIENCE);
    assertThat(passAll(third, INTERACTIVE)).isZero();
  }

  @Test
  void short_limit_is_divided_and_asks_nobody() {
    nodes = 2;
    stores.goAway();
    RateLimit limit = new RateLimit("fast", 10, Duration.ofSeconds(1), CountedBy.CLIENT, List.of());
    RateBudget budget = budget(limit, stores.sharedBudgets());
    assertThat(passAll(budget, INTERACTIVE)).isEqualTo(5);
    clock.advance(Duration.ofMillis(1200));
    assertThat(passAll(budget, INTERACTIVE)).isEqualTo(5);
  }

  @Test
  void provider_that_says_later_closes_it_and_one_that_heard_of_it_as_well() {
    RateBudget one = budget();
    RateBudget other = budget();
    Optional<Instant> news = one.later(Optional.of(Duration.ofSeconds(25)));
    assertThat(news).contains(clock.instant().plusSeconds(25));
    assertThat(one.later(Optional.of(Duration.ofSeconds(25)))).isEmpty();
    other.hear(news.orElseThrow());
    assertThat(one.enter("ada", INTERACTIVE, NO_PATIENCE))
        .isEqualTo(new Entry.Closed(Duration.ofSeconds(25)));
    assertThat(other.enter("ada", INTERACTIVE, NO_PATIENCE))
        .isEqualTo(new Entry.Closed(Duration.ofSeconds(25)));
    assertThat(other.enter("ada", INTERACTIVE, Duration.ofSeconds(30)))
        .isInstanceOf(Entry.Passed.class);
  }

  @Test
  void caller_that_goes_away_leaves_the_line() {
    RateBudget budget = budget();
    passAll(budget, INTERACTIVE);
    Thread.currentThread().interrupt();
    assertThat(budget.enter("ada", INTERACTIVE, Duration.ofMinutes(5)))
        .isInstanceOf(Entry.Closed.class);
    assertThat(Thread.interrupted()).isTrue();
    clock.advance(Duration.ofMinutes(2));
    assertThat(passAll(budget, INTERACTIVE)).isEqualTo(CALLS - CALLS / 4 + CALLS / 4);
  }

  private void settle() {
    clock.advance(Duration.ofMinutes(3));
  }

  private RateBudget budget() {
    return budget(stores.sharedBudgets().node());
  }

  private RateBudget budget(InMemorySharedBudgets shared) {
    return budget(
        new RateLimit("hubs", CALLS, MINUTE, CountedBy.CLIENT, List.of("project/v1/hubs")), shared);
  }

  private RateBudget budget(RateLimit limit, InMemorySharedBudgets shared) {
    return new RateBudget(
        new BudgetId(new WorkspaceId("ws_1"), "oac_1/" + limit.name() + ":1/1"),
        limit,
        shared,
        new Crowd(() -> nodes, clock),
        Runnable::run,
        clock.pause(),
        clock);
  }

  private static int passAll(RateBudget budget, Urgency urgency) {
    int passed = 0;
    while (budget.enter("ada", urgency, NO_PATIENCE) instanceof Entry.Passed) {
      passed++;
    }
    return passed;
  }
}
