package dev.tenon.token;

import dev.tenon.access.KeyId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One version of an access token as it is handed out, possibly many times. Safe for use by any
/// thread.
public final class IssuedToken {
  private final ConnectionId connection;
  private final long version;
  private final AccessToken accessToken;
  private final String tokenType;
  private final Scope scope;
  private final Instant requestedAt;
  private final Optional<Instant> expiresAt;
  private final Set<KeyId> handedTo = ConcurrentHashMap.newKeySet();
  private volatile byte @Nullable [] rendered;

  /// The access token of `connection` at `version`.
  public IssuedToken(
      ConnectionId connection,
      long version,
      AccessToken accessToken,
      String tokenType,
      Scope scope,
      Instant requestedAt,
      Optional<Instant> expiresAt) {
    this.connection = connection;
    this.version = version;
    this.accessToken = accessToken;
    this.tokenType = tokenType.equalsIgnoreCase("Bearer") ? "Bearer" : tokenType;
    this.scope = scope;
    this.requestedAt = requestedAt;
    this.expiresAt = expiresAt;
  }

  /// The connection that it belongs to.
  public ConnectionId connection() {
    return connection;
  }

  /// The grant's version.
  public long version() {
    return version;
  }

  /// The token itself.
  public AccessToken accessToken() {
    return accessToken;
  }

  /// `Bearer`, or what the provider says.
  public String tokenType() {
    return tokenType;
  }

  /// What was granted.
  public Scope scope() {
    return scope;
  }

  /// When it ends; empty when nobody knows.
  public Optional<Instant> expiresAt() {
    return expiresAt;
  }

  /// What an edge makes of this token once and sends each time, made by `renderer` at first use.
  /// The bytes must not be changed.
  public byte[] rendered(Function<IssuedToken, byte[]> renderer) {
    byte[] made = rendered;
    if (made == null) {
      made = renderer.apply(this);
      rendered = made;
    }
    return made;
  }

  /// Whether it is still valid at `now`.
  boolean isValid(Instant now) {
    return expiresAt.isEmpty() || now.isBefore(expiresAt.get());
  }

  /// Whether it lived when it came and is over at `now`: what waited too long to be kept or asked
  /// for. One that came without any life, as some providers say of all of theirs, is none of these.
  boolean hasEndedMeanwhile(Instant now) {
    return !isValid(now) && expiresAt.map(requestedAt::isBefore).orElse(false);
  }

  /// Whether it is good for at least `minTtl`, or so young that a newer one would be no better:
  /// less than a minute and a tenth of its life old.
  boolean isFresh(Instant now, Duration minTtl) {
    if (expiresAt.isEmpty()) {
      return true;
    }
    Instant end = expiresAt.get();
    if (!now.plus(minTtl).isAfter(end)) {
      return true;
    }
    Duration young = Duration.between(requestedAt, end).dividedBy(10);
    Duration minute = Duration.ofMinutes(1);
    Instant youngUntil = requestedAt.plus(young.compareTo(minute) < 0 ? young : minute);
    return now.isBefore(end) && now.isBefore(youngUntil);
  }

  /// Whether the handing out to this key has been written to the audit log.
  boolean wasHandedTo(KeyId key) {
    return handedTo.contains(key);
  }

  /// Remembers that it has been written.
  void markHandedTo(KeyId key) {
    handedTo.add(key);
  }
}
