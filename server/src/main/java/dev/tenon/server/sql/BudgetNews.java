package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.call.BudgetId;
import dev.tenon.call.SharedBudgets.Closing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// What nodes tell each other of providers that want to be left alone. On a channel of its own:
/// nodes that do not know it are not disturbed. Safe for use by any thread.
final class BudgetNews {
  static final String CHANNEL = "tenon_budgets";

  private final Optional<String> node;
  private final List<Consumer<Closing>> listeners = new CopyOnWriteArrayList<>();

  private BudgetNews(Optional<String> node) {
    this.node = node;
  }

  /// Of a database that only this process uses: there is nobody to tell.
  static BudgetNews alone() {
    return new BudgetNews(Optional.empty());
  }

  /// Of the process `node` among others.
  static BudgetNews of(String node) {
    return new BudgetNews(Optional.of(node));
  }

  void listen(Consumer<Closing> listener) {
    listeners.add(listener);
  }

  private static final String TELL = "SELECT pg_notify(?, ?)";

  void tell(Transactions transactions, Closing closing) {
    node.ifPresent(self -> transactions.once(tx -> tx.exists(TELL, CHANNEL, write(self, closing))));
  }

  /// Somebody told something; what this process told itself, or what is not understood, says
  /// nothing.
  void heard(String text) {
    String[] words = text.split(" ", -1);
    if (words.length == 4 && node.isPresent() && !words[0].equals(node.get())) {
      read(words).ifPresent(closing -> listeners.forEach(listener -> listener.accept(closing)));
    }
  }

  private static String write(String node, Closing closing) {
    BudgetId budget = closing.budget();
    return String.join(
        " ",
        node,
        budget.workspace().value(),
        budget.name(),
        Long.toString(closing.until().toEpochMilli()));
  }

  private static Optional<Closing> read(String[] words) {
    try {
      BudgetId budget = new BudgetId(new WorkspaceId(words[1]), words[2]);
      return Optional.of(new Closing(budget, Instant.ofEpochMilli(Long.parseLong(words[3]))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
