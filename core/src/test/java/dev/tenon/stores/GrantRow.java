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
/// @param ahead what is planned
record GrantRow(
    Grant grant,
    long fence,
    Optional<String> owner,
    Optional<Instant> leasedUntil,
    Optional<Attempt> attempt,
    Optional<Attempt> replaced,
    Ahead ahead) {

  /// A grant that no lease is on.
  static GrantRow of(Grant grant, long fence, Ahead ahead) {
    return new GrantRow(
        grant,
        fence,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ahead);
  }

  boolean isLeasedAt(Instant now) {
    return leasedUntil.filter(now::isBefore).isPresent();
  }

  boolean isHeldBy(String node) {
    return leasedUntil.isPresent() && owner.equals(Optional.of(node));
  }

  GrantRow leased(String node, Instant until, Attempt next) {
    return new GrantRow(
        grant, fence + 1, Optional.of(node), Optional.of(until), Optional.of(next), attempt, ahead);
  }

  GrantRow released(Grant next, Optional<Attempt> open) {
    return new GrantRow(
        next, fence, Optional.empty(), Optional.empty(), open, Optional.empty(), ahead);
  }

  GrantRow with(Grant next) {
    return new GrantRow(next, fence, owner, leasedUntil, attempt, replaced, ahead);
  }

  GrantRow with(Ahead next) {
    return new GrantRow(grant, fence, owner, leasedUntil, attempt, replaced, next);
  }

  /// The connection has ended: nobody's lease any more, and no date for background work.
  GrantRow revoked() {
    return new GrantRow(
        at(grant, Optional.empty()),
        fence + 1,
        Optional.empty(),
        Optional.empty(),
        attempt,
        Optional.empty(),
        ahead);
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
            tokens.requestedAt(),
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

  /// The same with another date for background work.
  static Grant at(Grant grant, Optional<Instant> nextRefreshAt) {
    return new Grant(
        grant.connection(),
        grant.workspace(),
        grant.version(),
        grant.tokens(),
        grant.consentedAt(),
        nextRefreshAt,
        grant.failures());
  }
}
