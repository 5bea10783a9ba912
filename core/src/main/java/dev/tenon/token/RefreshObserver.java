package dev.tenon.token;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.ConnectorName;
import java.time.Duration;

/// Hears what the engine does, for metrics. Implementations are quick and throw nothing; they are
/// called on the engine's threads.
public interface RefreshObserver {
  /// A flight has landed.
  ///
  /// @param took from its start
  void refreshed(
      WorkspaceId workspace, ConnectorName connector, RefreshOutcome outcome, Duration took);

  /// Somebody waited for another node's refresh.
  void waitedForLease(Duration waited);

  /// A token was asked for.
  ///
  /// @param remembered whether it was answered from memory
  void looked(boolean remembered);

  /// The journal did not take an answer.
  void journalFailed();

  /// Hears nothing.
  static RefreshObserver none() {
    return new RefreshObserver() {
      @Override
      public void refreshed(
          WorkspaceId workspace, ConnectorName connector, RefreshOutcome outcome, Duration took) {}

      @Override
      public void waitedForLease(Duration waited) {}

      @Override
      public void looked(boolean remembered) {}

      @Override
      public void journalFailed() {}
    };
  }
}
