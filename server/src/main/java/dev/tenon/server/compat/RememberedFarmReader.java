package dev.tenon.server.compat;

import dev.tenon.access.AppName;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/// Remembers what was read whole, so that the pages of a list are those of one reading and a
/// provider is not asked for each. For each app by itself, as what one may see another may not; all
/// is forgotten when any setting changes. In this process only: after a restart the provider is
/// asked again.
final class RememberedFarmReader implements FarmReader {
  private final FarmReader source;
  private final ConcurrentMap<Key, Kept> kept;
  private final ChangeFeed feed;
  private final Clock clock;
  private final AtomicLong changes = new AtomicLong();

  /// Remembers in `kept`, which may drop any of them at any time to stay small.
  RememberedFarmReader(
      FarmReader source, ConcurrentMap<Key, Kept> kept, ChangeFeed feed, Clock clock) {
    this.source = source;
    this.kept = kept;
    this.feed = feed;
    this.clock = clock;
    feed.listen(this::changed);
  }

  @Override
  public Optional<ResourceDefinition> declared(FarmSubject subject, FarmKind kind) {
    return source.declared(subject, kind);
  }

  @Override
  public FarmReading read(FarmSubject subject, FarmKind kind, Duration age) {
    Key key = new Key(subject.connection(), subject.app().name(), kind);
    long change = changes.get();
    Kept known = kept.get(key);
    if (known != null
        && known.change() == change
        && feed.isCurrent()
        && clock.instant().isBefore(known.reading().at().plus(age))) {
      return known.reading();
    }
    FarmReading reading = source.read(subject, kind, age);
    if (reading instanceof FarmReading.Whole whole) {
      kept.put(key, new Kept(whole, change));
    }
    return reading;
  }

  @Override
  public FarmReading show(FarmSubject subject, FarmKind kind, List<String> within, Sight sight) {
    return source.show(subject, kind, within, sight);
  }

  private void changed(Change change) {
    switch (change) {
      case Change.SettingsChanged _, Change.Everything _ -> changes.incrementAndGet();
      // Whether the connection is there and whose it is, is looked up for each call.
      case Change.ConnectionChanged _ -> {}
    }
  }

  /// What something is remembered of.
  record Key(ConnectionId connection, AppName app, FarmKind kind) {}

  /// What is remembered.
  record Kept(FarmReading.Whole reading, long change) {
    /// How much room it takes, in things.
    int weight() {
      return reading.things().size() + 1;
    }
  }
}
