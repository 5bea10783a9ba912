package dev.tenon.simulation;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.token.LearnedLifetimes;
import java.time.Duration;

/// The simulated connector declares everything, so nothing is to be learned.
final class NothingLearned implements LearnedLifetimes {
  @Override
  public Learned find(WorkspaceId workspace, OAuthClientId client) {
    return Learned.nothing();
  }

  @Override
  public void accessEnded(WorkspaceId workspace, OAuthClientId client, Duration age) {}

  @Override
  public void refreshDied(WorkspaceId workspace, OAuthClientId client, Duration idle) {}

  @Override
  public void refreshSurvived(WorkspaceId workspace, OAuthClientId client, Duration idle) {}
}
