package dev.tenon.token;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import java.time.Duration;
import java.util.Optional;

/// What was seen of the lifetimes of an OAuth client's tokens, for what no connector declares. Safe
/// for use by any thread; the same for all nodes.
///
/// What would change a known value by a tenth or less is not written, and nothing is where there is
/// no such client. What is written has been announced on the change feed, as a change of settings,
/// when the method returns.
public interface LearnedLifetimes {
  /// What was seen; costs no statement once it was read, until something changes.
  Learned find(WorkspaceId workspace, OAuthClientId client);

  /// An access token was refused `age` after it came. The smallest age is kept.
  void accessEnded(WorkspaceId workspace, OAuthClientId client, Duration age);

  /// A refresh token that had not been used for `idle` was dead. The smallest is kept.
  void refreshDied(WorkspaceId workspace, OAuthClientId client, Duration idle);

  /// A refresh token that had not been used for `idle` still worked. The largest is kept. Costs no
  /// statement where nothing is learned from it.
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

    /// Whether `age` is news of access tokens that ended.
    public boolean learnsAccessEnded(Duration age) {
      return isMuchShorter(age, accessToken);
    }

    /// Whether `idle` is news of refresh tokens that died.
    public boolean learnsRefreshDied(Duration idle) {
      return isMuchShorter(idle, refreshDied);
    }

    /// Whether `idle` is news of refresh tokens that survived.
    public boolean learnsRefreshSurvived(Duration idle) {
      return refreshSurvived
          .map(known -> idle.multipliedBy(10).compareTo(known.multipliedBy(11)) > 0)
          .orElse(true);
    }

    private static boolean isMuchShorter(Duration seen, Optional<Duration> known) {
      return known.map(it -> seen.multipliedBy(10).compareTo(it.multipliedBy(9)) < 0).orElse(true);
    }
  }
}
