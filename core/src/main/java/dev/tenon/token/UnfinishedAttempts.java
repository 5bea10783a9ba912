package dev.tenon.token;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.Attempt;
import dev.tenon.connection.Grant;
import dev.tenon.connection.UnfinishedRule;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Says when a refresh token that may be spent is sent once more: an attempt was begun and nobody
/// has told its outcome.
///
/// While the access token is valid there is nothing to gain and a grant to lose, so its owner, or
/// its owner's journal after a restart, is waited for. Once the token is over, and the owner has
/// had its time, it is tried once more: if the provider had not answered, that is right, and if it
/// had, the grant is lost either way and it says so. Providers that forgive reuse for a while are
/// asked again within it. Safe for use by any thread.
final class UnfinishedAttempts {
  /// What of the provider's grace is left unused: our request is on its way for a while.
  static final Duration GRACE_MARGIN = Duration.ofSeconds(5);

  private final RefreshPolicy policy;
  private final Clock clock;
  private volatile Instant backSince;

  UnfinishedAttempts(RefreshPolicy policy, ChangeFeed feed, Clock clock) {
    this.policy = policy;
    this.clock = clock;
    this.backSince = clock.instant();
    feed.listen(this::changed);
  }

  /// When an unfinished attempt to refresh `seen` may be replaced.
  UnfinishedRule rule(ResolvedClient client, Grant seen) {
    if (!Spendings.isSingleUse(client, seen)) {
      return UnfinishedRule.harmless();
    }
    Instant now = clock.instant();
    Duration grace = grace(client);
    boolean over = seen.tokens().expiresAt().map(end -> !now.isBefore(end)).orElse(false);
    boolean settled = !now.isBefore(backSince.plus(policy.settling()));
    return over && settled
        ? UnfinishedRule.lastResort(grace, policy.ownersTime())
        : UnfinishedRule.wait(grace);
  }

  /// How long after its lease was taken the request of `flight` may be sent.
  Duration sendWithin(Flight flight) {
    boolean again = flight.leased().unfinished().isPresent();
    return again && !grace(flight.client()).isZero() ? GRACE_MARGIN : policy.sendWithin();
  }

  /// When to ask again while `open` keeps us out.
  Duration retryAfter(Attempt open, Grant seen) {
    Instant now = clock.instant();
    Instant owner = open.startedAt().plus(policy.lease()).plus(policy.ownersTime());
    Instant end = seen.tokens().expiresAt().filter(owner::isBefore).orElse(owner);
    Duration left = Duration.between(now, end);
    return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
  }

  private static Duration grace(ResolvedClient client) {
    Duration grace = Spendings.lifetimes(client).reuseGrace().minus(GRACE_MARGIN);
    return grace.isNegative() ? Duration.ZERO : grace;
  }

  private void changed(Change change) {
    if (change instanceof Change.Everything) {
      // The store was away; whoever holds an answer for it saves it first.
      backSince = clock.instant();
    }
  }
}
