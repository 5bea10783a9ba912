package dev.tenon.server.outbound.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import dev.tenon.server.outbound.Deadline;
import dev.tenon.server.outbound.HttpAnswer;
import dev.tenon.server.outbound.HttpCall;
import dev.tenon.server.outbound.HttpOutcome;
import dev.tenon.server.outbound.OutboundHttp;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Issuers' signing keys (RFC 7517 §5), fetched when first needed, kept for an hour, and fetched
/// again when a signature names a key that is not among them, though not more than once a minute.
/// Safe for use by any thread.
final class KeySets {
  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration BETWEEN_FETCHES = Duration.ofMinutes(1);
  private static final int MOST = 1_000;

  private final OutboundHttp http;
  private final Clock clock;
  private final Cache<URI, Kept> sets = Caffeine.newBuilder().maximumSize(MOST).build();

  KeySets(OutboundHttp http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  /// The keys at `url` that can have made a signature with `header`.
  ///
  /// @return empty when the keys cannot be had at all, which says nothing about the signature
  Optional<List<JWK>> candidates(URI url, JWSHeader header, Deadline deadline) {
    Kept kept = sets.getIfPresent(url);
    Instant now = clock.instant();
    if (kept == null || kept.isOlderThan(KEPT, now)) {
      kept = fetched(url, kept, now, deadline);
    }
    if (kept == null) {
      return Optional.empty();
    }
    List<JWK> matching = matching(kept, header);
    if (matching.isEmpty() && kept.isOlderThan(BETWEEN_FETCHES, now)) {
      Kept newer = fetched(url, kept, now, deadline);
      return Optional.ofNullable(newer).map(it -> matching(it, header));
    }
    return Optional.of(matching);
  }

  /// Whether the keys at `url` can be had now.
  boolean isThere(URI url, Deadline deadline) {
    return fetched(url, null, clock.instant(), deadline) != null;
  }

  private static List<JWK> matching(Kept kept, JWSHeader header) {
    return new JWKSelector(JWKMatcher.forJWSHeader(header)).select(kept.set);
  }

  private @Nullable Kept fetched(URI url, @Nullable Kept before, Instant now, Deadline deadline) {
    Optional<JWKSet> set = fetch(url, deadline);
    if (set.isEmpty()) {
      return before;
    }
    Kept kept = new Kept(set.get(), now);
    sets.put(url, kept);
    return kept;
  }

  private Optional<JWKSet> fetch(URI url, Deadline deadline) {
    HttpCall call = HttpCall.of("GET", url).header("Accept", "application/json");
    if (!(http.send(call, deadline) instanceof HttpOutcome.Answered(HttpAnswer answer))
        || answer.status() != 200
        || answer.flaw().isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JWKSet.parse(answer.text()));
    } catch (ParseException _) {
      return Optional.empty();
    }
  }

  private record Kept(JWKSet set, Instant fetchedAt) {
    boolean isOlderThan(Duration age, Instant now) {
      return !now.isBefore(fetchedAt.plus(age));
    }
  }
}
