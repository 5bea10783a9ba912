package dev.tenon.token;

import dev.tenon.connector.ConnectorName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the engine told.
final class SeenOutcomes implements RefreshObserver {
  private final List<RefreshOutcome> outcomes = new ArrayList<>();
  private final List<Boolean> remembered = new ArrayList<>();
  private int journalFailures;
  private int leaseWaits;

  @Override
  public synchronized void refreshed(
      ConnectorName connector, RefreshOutcome outcome, Duration took) {
    outcomes.add(outcome);
  }

  @Override
  public synchronized void waitedForLease(Duration waited) {
    leaseWaits++;
  }

  @Override
  public synchronized void looked(boolean fromMemory) {
    remembered.add(fromMemory);
  }

  @Override
  public synchronized void journalFailed() {
    journalFailures++;
  }

  synchronized List<RefreshOutcome> outcomes() {
    return List.copyOf(outcomes);
  }

  synchronized List<Boolean> remembered() {
    return List.copyOf(remembered);
  }

  synchronized int journalFailures() {
    return journalFailures;
  }

  synchronized int leaseWaits() {
    return leaseWaits;
  }
}
