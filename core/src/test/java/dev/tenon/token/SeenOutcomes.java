package dev.tenon.token;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.ConnectorName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the engine told.
final class SeenOutcomes implements RefreshObserver {
  private final List<RefreshOutcome> outcomes = new ArrayList<>();
  private final List<Boolean> remembered = new ArrayList<>();
  private int journalFailures;
  private final List<Duration> leaseWaits = new ArrayList<>();

  @Override
  public synchronized void refreshed(
      WorkspaceId workspace, ConnectorName connector, RefreshOutcome outcome, Duration took) {
    outcomes.add(outcome);
  }

  @Override
  public synchronized void waitedForLease(Duration waited) {
    leaseWaits.add(waited);
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

  synchronized List<Duration> leaseWaits() {
    return List.copyOf(leaseWaits);
  }
}
