package dev.tenon.stores;

import dev.tenon.connection.Attempt;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantStore.Failure;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.Status;
import java.time.Instant;
import java.util.Optional;

/// A grant with what refreshing needs beside it.
///
/// @param owner who holds the lease
/// @param attempt without an outcome yet
/// @param replaced what the lease's attempt stands in the place of
record GrantRow(
    Grant grant,
    long fence,
    Optional<String> owner,
    Optional<Instant> leasedUntil,
    Optional<Attempt> attempt,
    Optional<Attempt> replaced) {

  /// A grant that no lease is on.
  static GrantRow of(Grant grant, long fence) {
    return new GrantRow(
        grant, fence, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  boolean isHeldBy(String node) {
    return leasedUntil.isPresent() && owner.equals(Optional.of(node));
  }

  GrantRow leased(String node, Instant until, Attempt next) {
    return new GrantRow(
        grant, fence + 1, Optional.of(node), Optional.of(until), Optional.of(next), attempt);
  }

  GrantRow released(Grant next, Optional<Attempt> open) {
    return new GrantRow(next, fence, Optional.empty(), Optional.empty(), open, Optional.empty());
  }

  GrantRow with(Grant next) {
    return new GrantRow(next, fence, owner, leasedUntil, attempt, replaced);
  }

  static Grant failed(Grant grant, Failure failure) {
    boolean dead = failure.status().equals(Optional.of(Status.REAUTHORIZATION_REQUIRED));
    Optional<Instant> next =
        dead ? Optional.empty() : failure.error().nextAttemptAt().or(grant::nextRefreshAt);
    return new Grant(
        grant.connection(),
        grant.workspace(),
        grant.version(),
        grant.tokens(),
        grant.consentedAt(),
        next,
        grant.failures() + 1);
  }

  static Grant expired(Grant grant, Instant at) {
    GrantTokens tokens = grant.tokens();
    Instant end = tokens.expiresAt().filter(known -> known.isBefore(at)).orElse(at);
    GrantTokens over =
        new GrantTokens(
            tokens.accessToken(),
            tokens.tokenType(),
            tokens.scope(),
            Optional.of(end),
            tokens.receivedAt(),
            tokens.refreshToken(),
            tokens.refreshVerifier(),
            tokens.refreshIssuedAt(),
            tokens.refreshExpiresAt());
    return new Grant(
        grant.connection(),
        grant.workspace(),
        grant.version(),
        over,
        grant.consentedAt(),
        grant.nextRefreshAt(),
        grant.failures());
  }

  /// The same without a date for background work: its connection has ended.
  static Grant ended(Grant grant) {
    return new Grant(
        grant.connection(),
        grant.workspace(),
        grant.version(),
        grant.tokens(),
        grant.consentedAt(),
        Optional.empty(),
        grant.failures());
  }
}
