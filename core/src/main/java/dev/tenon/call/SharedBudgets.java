package dev.tenon.call;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// What the nodes share of providers' limits: which calls are whose, and what one of them was told.
/// Safe for use by any thread; each method but [#listen] is one transaction.
public interface SharedBudgets {
  /// Takes up to `ask.wanted()` calls for the asking node alone, so that all nodes together never
  /// have more than `ask.limit()` within any `ask.span()` slots that follow each other.
  Taken take(BudgetId budget, Ask ask);

  /// Of what was taken in `slot`, `more` were used besides, or fewer than none were not. A budget
  /// of which nothing was ever taken stays so when something is given back.
  void correct(BudgetId budget, long slot, int more);

  /// Tells every other node; they hear it shortly after this returns, or never, where they do not
  /// hear of changes just now.
  void tell(Closing closing);

  /// Hears what other nodes tell from now on. Listeners must be quick and must not call a store.
  void listen(Consumer<Closing> listener);

  /// Forgets budgets that nobody has used for `idle`; how many.
  int prune(Duration idle);

  /// What is asked for.
  ///
  /// @param slot which is now
  /// @param span how many slots are counted together
  /// @param wanted one or more
  /// @param limit less than the provider's where something is to be left for others
  record Ask(long slot, int span, int wanted, int limit) {}

  /// What was got.
  ///
  /// @param calls how many, none to as many as were wanted
  /// @param roomFrom the slot in which there may be more
  record Taken(int calls, long roomFrom) {}

  /// A provider wants to be left alone.
  ///
  /// @param until by the database's clock
  record Closing(BudgetId budget, Instant until) {}
}
