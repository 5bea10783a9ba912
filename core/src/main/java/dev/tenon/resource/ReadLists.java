package dev.tenon.resource;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// What people are looking at, read once for all pages that show it. Safe for use by any thread.
public final class ReadLists {
  /// So many of a workspace are read at once.
  public static final int MOST_AT_ONCE = 4;

  private final ConcurrentMap<Key, ReadList> kept;
  private final ReadList.Bounds bounds;
  private final Executor threads;
  private final Clock clock;

  /// Remembers in `kept`, which drops and closes what nobody has looked at for a while.
  public ReadLists(
      ConcurrentMap<Key, ReadList> kept, ReadList.Bounds bounds, Executor threads, Clock clock) {
    this.kept = kept;
    this.bounds = bounds;
    this.threads = threads;
    this.clock = clock;
  }

  /// What is read of `key`, if it is.
  public Optional<ReadList> find(Key key) {
    return Optional.ofNullable(kept.get(key));
  }

  /// Begins to read; empty where the workspace reads as much as it may.
  public Optional<ReadList> begin(Key key, Supplier<Listing> listing) {
    long running =
        kept.entrySet().stream()
            .filter(it -> it.getKey().workspace().equals(key.workspace()))
            .filter(it -> it.getValue().isRunning())
            .count();
    if (running >= MOST_AT_ONCE) {
      return Optional.empty();
    }
    return Optional.of(
        kept.computeIfAbsent(
            key, _ -> ReadList.start(listing.get(), bounds, threads, clock.instant())));
  }

  /// The next look at it reads it again.
  public void forget(Key key) {
    ReadList list = kept.remove(key);
    if (list != null) {
      list.close();
    }
  }

  /// What is read.
  ///
  /// @param app by whose rights
  /// @param within what narrows it
  public record Key(
      WorkspaceId workspace,
      ConnectionId connection,
      AppName app,
      String resource,
      Map<String, String> within) {
    public Key {
      within = Map.copyOf(within);
    }
  }
}
