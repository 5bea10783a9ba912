package dev.tenon.token;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import java.time.Duration;
import java.util.Optional;

/// Learned lifetimes of the only OAuth client that there is.
final class SeenLifetimes implements LearnedLifetimes {
  private Learned seen = Learned.nothing();

  @Override
  public synchronized Learned find(WorkspaceId workspace, OAuthClientId client) {
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
