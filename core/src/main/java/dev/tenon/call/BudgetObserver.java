package dev.tenon.call;

import dev.tenon.connector.ConnectorName;
import java.time.Duration;

/// Is told how calls fare with the providers' limits. Called by any thread; must be quick.
public interface BudgetObserver {
  /// A call waited for its turn, whatever came of it.
  void waited(ConnectorName connector, Urgency urgency, Duration waited);

  /// The provider said "later".
  void refused(ConnectorName connector);

  /// The hub said so in its place.
  void turnedAway(ConnectorName connector, Urgency urgency);

  /// So many calls are left, as the provider says.
  void remaining(ConnectorName connector, int calls);

  /// Another node was told "later", and this one has heard of it.
  void heard();

  /// Nobody.
  static BudgetObserver none() {
    return new BudgetObserver() {
      @Override
      public void waited(ConnectorName connector, Urgency urgency, Duration waited) {}

      @Override
      public void refused(ConnectorName connector) {}

      @Override
      public void turnedAway(ConnectorName connector, Urgency urgency) {}

      @Override
      public void remaining(ConnectorName connector, int calls) {}

      @Override
      public void heard() {}
    };
  }
}
