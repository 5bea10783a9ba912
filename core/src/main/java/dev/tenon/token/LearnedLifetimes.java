package dev.tenon.token;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import java.time.Duration;
import java.util.Optional;

/// What was seen of the lifetimes of an OAuth client's tokens, for what no connector declares. Safe
/// for use by any thread; the same for all nodes.
public interface LearnedLifetimes {
  /// What was seen; costs no statement once it was read, until it changes.
  Learned find(WorkspaceId workspace, OAuthClientId client);

  /// An access token was refused `age` after it came. The smallest age is kept.
  void accessEnded(WorkspaceId workspace, OAuthClientId client, Duration age);

  /// A refresh token that had not been used for `idle` was dead. The smallest is kept.
  void refreshDied(WorkspaceId workspace, OAuthClientId client, Duration idle);

  /// A refresh token that had not been used for `idle` still worked. The largest is kept. Writes
  /// only what is more than a tenth larger than what is known.
  void refreshSurvived(WorkspaceId workspace, OAuthClientId client, Duration idle);

  /// What was seen; each part empty while nothing was.
  ///
  /// @param accessToken the smallest age at which an access token was refused
  /// @param refreshDied the shortest idle time after which a refresh token was dead
  /// @param refreshSurvived the longest after which one still worked
  record Learned(
      Optional<Duration> accessToken,
      Optional<Duration> refreshDied,
      Optional<Duration> refreshSurvived) {
    /// Nothing was seen.
    public static Learned nothing() {
      return new Learned(Optional.empty(), Optional.empty(), Optional.empty());
    }
  }
}
