package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.call.BudgetId;
import dev.tenon.call.SharedBudgets.Ask;
import dev.tenon.call.SharedBudgets.Closing;
import dev.tenon.call.SharedBudgets.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.call.SharedBudgets].
public abstract class SharedBudgetsContract extends StoreContract {
  private static final int SPAN = 4;
  private static final long SLOT = 1_000;

  private final BudgetId budget = budget("hubs");

  @Test
  void as_many_as_are_wanted_are_taken_and_never_more_than_the_limit() {
    assertThat(take(SLOT, 3, 10)).isEqualTo(3);
    assertThat(take(SLOT, 5, 10)).isEqualTo(5);
    assertThat(take(SLOT, 5, 10)).isEqualTo(2);
    assertThat(take(SLOT, 5, 10)).isZero();
  }

  @Test
  void what_was_taken_counts_in_the_slots_that_follow_and_then_no_longer() {
    take(SLOT, 6, 10);
    take(SLOT + 1, 4, 10);
    assertThat(take(SLOT + 3, 10, 10)).isZero();
    assertThat(take(SLOT + 4, 10, 10)).isEqualTo(6);
    assertThat(take(SLOT + 5, 10, 10)).isEqualTo(4);
  }

  @Test
  void whoever_gets_nothing_is_told_when_there_may_be_something() {
    take(SLOT, 10, 10);
    assertThat(stores().sharedBudgets().take(budget, new Ask(SLOT + 1, SPAN, 1, 10)))
        .isEqualTo(new Taken(0, SLOT + 4));
    assertThat(stores().sharedBudgets().take(budget, new Ask(SLOT + 4, SPAN, 1, 10)))
        .isEqualTo(new Taken(1, SLOT + 4));
  }

  @Test
  void who_leaves_something_to_others_gets_nothing_of_that() {
    assertThat(take(SLOT, 9, 6)).isEqualTo(6);
    assertThat(take(SLOT, 9, 6)).isZero();
    assertThat(take(SLOT, 9, 10)).isEqualTo(4);
  }

  @Test
  void what_is_given_back_can_be_taken_again_and_what_was_used_besides_counts() {
    take(SLOT, 10, 10);
    stores().sharedBudgets().correct(budget, SLOT, -4);
    assertThat(take(SLOT + 1, 9, 10)).isEqualTo(4);
    stores().sharedBudgets().correct(budget, SLOT + 2, 3);
    assertThat(take(SLOT + 4, 9, 10)).isEqualTo(3);
  }

  @Test
  void nothing_is_given_back_of_what_nobody_took() {
    stores().sharedBudgets().correct(budget, SLOT, -5);
    assertThat(take(SLOT, 20, 10)).isEqualTo(10);
    stores().sharedBudgets().correct(budget, SLOT - 1, -5);
    assertThat(take(SLOT, 20, 10)).isZero();
  }

  @Test
  void clock_that_is_a_little_ahead_takes_nothing_that_is_gone() {
    take(SLOT + 1, 10, 10);
    assertThat(take(SLOT, 1, 10)).isZero();
  }

  @Test
  void each_budget_and_each_workspace_has_its_own() {
    take(SLOT, 10, 10);
    assertThat(taken(budget("projects"), SLOT, 10, 10)).isEqualTo(10);
    var other = samples.workspaceId();
    makeWorkspace(other);
    assertThat(taken(new BudgetId(other, budget.name()), SLOT, 10, 10)).isEqualTo(10);
  }

  @Test
  void many_at_once_never_have_more_than_the_limit() {
    List<Integer> got = Race.run(number -> take(SLOT + number % 3, 1 + number % 4, 40));
    assertThat(got.stream().mapToInt(it -> it).sum()).isEqualTo(40);
    assertThat(take(SLOT + 2, 5, 40)).isZero();
  }

  @Test
  void budget_that_nobody_has_used_for_long_is_forgotten() {
    take(SLOT, 10, 10);
    stores().sharedBudgets().prune(Duration.ofDays(1));
    assertThat(take(SLOT, 1, 10)).isZero();
    stores().sharedBudgets().prune(Duration.ofDays(-1));
    assertThat(take(SLOT, 1, 10)).isEqualTo(1);
  }

  @Test
  void who_tells_does_not_hear_itself() {
    List<Closing> heard = new ArrayList<>();
    stores().sharedBudgets().listen(heard::add);
    stores().sharedBudgets().tell(new Closing(budget, Instant.now()));
    assertThat(heard).isEmpty();
  }

  private int take(long slot, int wanted, int limit) {
    return taken(budget, slot, wanted, limit);
  }

  private int taken(BudgetId of, long slot, int wanted, int limit) {
    return stores().sharedBudgets().take(of, new Ask(slot, SPAN, wanted, limit)).calls();
  }

  private BudgetId budget(String name) {
    return new BudgetId(workspace, "oac_1/" + name + ":10/60");
  }
}
