package dev.tenon.stores;

import dev.tenon.call.BudgetId;
import dev.tenon.call.SharedBudgets;
import dev.tenon.call.SlidingCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What nodes share of providers' limits in memory. [#node] is another node's view of it.
public final class InMemorySharedBudgets implements SharedBudgets {
  private final InMemoryStores stores;
  private final Map<BudgetId, Counted> rows;
  private final List<InMemorySharedBudgets> nodes;
  private final List<Consumer<Closing>> listeners = new ArrayList<>();

  InMemorySharedBudgets(InMemoryStores stores) {
    this(stores, new HashMap<>(), new ArrayList<>());
  }

  private InMemorySharedBudgets(
      InMemoryStores stores, Map<BudgetId, Counted> rows, List<InMemorySharedBudgets> nodes) {
    this.stores = stores;
    this.rows = rows;
    this.nodes = nodes;
    nodes.add(this);
  }

  /// The same for another node: it hears what this one tells.
  public InMemorySharedBudgets node() {
    return new InMemorySharedBudgets(stores, rows, nodes);
  }

  @Override
  public Taken take(BudgetId budget, Ask ask) {
    return stores.transaction(
        () -> {
          SlidingCounts counts = used(budget);
          int taken = Math.min(ask.wanted(), counts.room(ask.slot(), ask.span(), ask.limit()));
          counts.add(ask.slot(), taken);
          counts.forgetBefore(ask.slot(), ask.span());
          return new Taken(taken, counts.roomFrom(ask.slot(), ask.span(), ask.limit()));
        });
  }

  @Override
  public void correct(BudgetId budget, long slot, int more) {
    stores.transaction(
        () -> {
          if (rows.containsKey(budget) || more > 0) {
            used(budget).add(slot, more);
          }
          return true;
        });
  }

  @Override
  public void tell(Closing closing) {
    stores.transaction(() -> true);
    nodes.stream()
        .filter(node -> node != this)
        .forEach(node -> node.listeners.forEach(listener -> listener.accept(closing)));
  }

  @Override
  public void listen(Consumer<Closing> listener) {
    listeners.add(listener);
  }

  @Override
  public int prune(Duration idle) {
    return stores.transaction(
        () -> {
          int before = rows.size();
          Instant oldest = stores.clock().instant().minus(idle);
          rows.values().removeIf(it -> it.usedAt().isBefore(oldest));
          return before - rows.size();
        });
  }

  private SlidingCounts used(BudgetId budget) {
    Instant now = stores.clock().instant();
    return rows.merge(
            budget,
            new Counted(new SlidingCounts(), now),
            (before, _) -> new Counted(before.counts(), now))
        .counts();
  }

  private record Counted(SlidingCounts counts, Instant usedAt) {}
}
