package dev.tenon.resource;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What people are looking at, read once for all pages that show it. Remembers so many lists of
/// each workspace and so many in all; where there is no more room, the workspace that has most
/// gives up what was not looked at for longest, so that no workspace takes the place of another.
/// Safe for use by any thread.
public final class ReadLists {
  /// So many of a workspace are read at once.
  public static final int MOST_AT_ONCE = 4;

  // By when they were looked at last.
  private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final Limits limits;
  private final ReadList.Bounds bounds;
  private final Executor threads;
  private final Clock clock;

  /// Reads on `threads`, each list as far as `bounds` says.
  public ReadLists(Limits limits, ReadList.Bounds bounds, Executor threads, Clock clock) {
    this.limits = limits;
    this.bounds = bounds;
    this.threads = threads;
    this.clock = clock;
  }

  /// How far each is read.
  public ReadList.Bounds bounds() {
    return bounds;
  }

  /// What is read of `key`, if it is.
  public synchronized Optional<ReadList> find(Key key) {
    forgetUnseen();
    return Optional.ofNullable(kept.get(key)).map(it -> seen(key, it.list()));
  }

  /// Begins to read; empty where the workspace reads as much as it may.
  public synchronized Optional<ReadList> begin(Key key, Supplier<Listing> listing) {
    Optional<ReadList> known = find(key);
    if (known.isPresent()) {
      return known;
    }
    if (running(key.workspace()) >= MOST_AT_ONCE) {
      return Optional.empty();
    }
    makeRoom(key.workspace());
    return Optional.of(seen(key, ReadList.start(listing, bounds, threads, clock.instant())));
  }

  /// The next look at it reads it again.
  public synchronized void forget(Key key) {
    Kept it = kept.remove(key);
    if (it != null) {
      it.list().close();
    }
  }

  private ReadList seen(Key key, ReadList list) {
    kept.put(key, new Kept(list, clock.instant()));
    return list;
  }

  private long running(WorkspaceId workspace) {
    return kept.entrySet().stream()
        .filter(it -> it.getKey().workspace().equals(workspace))
        .filter(it -> it.getValue().list().isRunning())
        .count();
  }

  private void forgetUnseen() {
    Instant now = clock.instant();
    Iterator<Kept> eldest = kept.values().iterator();
    while (eldest.hasNext()) {
      Kept it = eldest.next();
      if (it.seenAt().plus(limits.unseen()).isAfter(now)) {
        return;
      }
      eldest.remove();
      it.list().close();
    }
  }

  private void makeRoom(WorkspaceId workspace) {
    Map<WorkspaceId, Long> counts =
        kept.keySet().stream()
            .map(Key::workspace)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    if (counts.getOrDefault(workspace, 0L) >= limits.ofAWorkspace()) {
      forgetEldest(workspace);
    } else if (kept.size() >= limits.all()) {
      forgetEldest(
          Collections.max(counts.entrySet(), Comparator.comparing(Map.Entry::getValue)).getKey());
    }
  }

  private void forgetEldest(WorkspaceId workspace) {
    kept.keySet().stream()
        .filter(it -> it.workspace().equals(workspace))
        .findFirst()
        .ifPresent(this::forget);
  }

  private record Kept(ReadList list, Instant seenAt) {}

  /// How many are remembered.
  ///
  /// @param all of all workspaces together
  /// @param unseen for how long after the last look
  public record Limits(int all, int ofAWorkspace, Duration unseen) {}

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
