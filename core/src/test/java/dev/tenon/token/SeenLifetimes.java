package dev.tenon.token;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.workspace.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Learned lifetimes of the only OAuth client that there is.
final class SeenLifetimes implements LearnedLifetimes {
  private Learned seen = Learned.nothing();
  private boolean away;

  /// They cannot be read from now on, as the store that they are in is away.
  synchronized void goAway() {
    away = true;
  }

  @Override
  public synchronized Learned find(WorkspaceId workspace, OAuthClientId client) {
    if (away) {
      throw new StoreUnavailableException("the store is away", new IOException());
    }
    return seen;
  }

  @Override
  public synchronized void accessEnded(WorkspaceId workspace, OAuthClientId client, Duration age) {
    seen = new Learned(Optional.of(age), seen.refreshDied(), seen.refreshSurvived());
  }

  @Override
  public synchronized void refreshDied(WorkspaceId workspace, OAuthClientId client, Duration idle) {
    seen = new Learned(seen.accessToken(), Optional.of(idle), seen.refreshSurvived());
  }

  @Override
  public synchronized void refreshSurvived(
      WorkspaceId workspace, OAuthClientId client, Duration idle) {
    seen = new Learned(seen.accessToken(), seen.refreshDied(), Optional.of(idle));
  }
}
