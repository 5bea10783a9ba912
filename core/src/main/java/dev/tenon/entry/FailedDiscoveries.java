package dev.tenon.entry;

import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which providers had no metadata a moment ago, so that not each browser that comes has them asked
/// again. What an admin changes of an OAuth client counts at once. Safe for use by any thread.
final class FailedDiscoveries {
  static final Duration REMEMBERED = Duration.ofSeconds(30);
  private static final int MOST = 1_000;

  private final Clock clock;
  private final Map<Key, Failed> failed =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Failed> eldest) {
          return size() > MOST;
        }
      };

  FailedDiscoveries(Clock clock) {
    this.clock = clock;
  }

  synchronized Optional<Entered.Not> of(OAuthClient client) {
    return Optional.ofNullable(failed.get(Key.of(client)))
        .filter(it -> it.until().isAfter(clock.instant()))
        .map(Failed::not);
  }

  synchronized void remember(OAuthClient client, Entered.Not not) {
    failed.put(Key.of(client), new Failed(not, clock.instant().plus(REMEMBERED)));
  }

  private record Key(OAuthClientId client, long version) {
    static Key of(OAuthClient client) {
      return new Key(client.id(), client.version());
    }
  }

  private record Failed(Entered.Not not, Instant until) {}
}
