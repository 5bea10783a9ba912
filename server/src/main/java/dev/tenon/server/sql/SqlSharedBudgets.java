package dev.tenon.server.sql;

import dev.tenon.call.BudgetId;
import dev.tenon.call.SharedBudgets;
import dev.tenon.call.SlidingCounts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// What nodes share of providers' limits in SQL: one row a budget, which whoever takes of it locks.
final class SqlSharedBudgets implements SharedBudgets {
  private final Transactions transactions;

  SqlSharedBudgets(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Taken take(BudgetId budget, Ask ask) {
    return transactions.write(
        tx -> {
          SlidingCounts counts = locked(tx, budget);
          int room = counts.room(ask.slot(), ask.span(), ask.limit());
          int taken = Math.min(room, ask.wanted());
          if (taken > 0) {
            counts.add(ask.slot(), taken);
            counts.forgetBefore(ask.slot(), ask.span());
            write(tx, budget, counts);
          }
          return new Taken(taken, counts.roomFrom(ask.slot(), ask.span(), ask.limit()));
        });
  }

  @Override
  public void correct(BudgetId budget, long slot, int more) {
    transactions.write(
        tx -> {
          Optional<SlidingCounts> found = find(tx, budget);
          if (found.isEmpty() && more <= 0) {
            return 0;
          }
          SlidingCounts counts = locked(tx, budget);
          counts.add(slot, more);
          return write(tx, budget, counts);
        });
  }

  @Override
  public void tell(Closing closing) {
    transactions.budgetNews().tell(transactions, closing);
  }

  @Override
  public void listen(Consumer<Closing> listener) {
    transactions.budgetNews().listen(listener);
  }

  private static final String PRUNE =
      """
      DELETE FROM rate_budgets WHERE used_at < {now} - ?
      """;

  @Override
  public int prune(Duration idle) {
    return transactions.once(tx -> tx.update(PRUNE, idle));
  }

  private static final String FIND =
      """
      SELECT taken FROM rate_budgets WHERE workspace_id = ? AND name = ? {for update}
      """;

  private static Optional<SlidingCounts> find(Tx tx, BudgetId budget) throws SQLException {
    return tx.one(
        row -> SlidingCounts.parse(row.text("taken")), FIND, budget.workspace(), budget.name());
  }

  private static final String BEGIN =
      """
      INSERT INTO rate_budgets (workspace_id, name, taken, used_at) VALUES (?, ?, '', {now})
      ON CONFLICT (workspace_id, name) DO NOTHING
      """;

  private static SlidingCounts locked(Tx tx, BudgetId budget) throws SQLException {
    Optional<SlidingCounts> found = find(tx, budget);
    if (found.isPresent()) {
      return found.get();
    }
    tx.update(BEGIN, budget.workspace(), budget.name());
    return find(tx, budget)
        .orElseThrow(() -> new IllegalStateException("no row after its insert: indicates a bug"));
  }

  private static final String WRITE =
      """
      UPDATE rate_budgets SET taken = ?, used_at = {now} WHERE workspace_id = ? AND name = ?
      """;

  private static int write(Tx tx, BudgetId budget, SlidingCounts counts) throws SQLException {
    return tx.update(WRITE, counts.text(), budget.workspace(), budget.name());
  }
}
