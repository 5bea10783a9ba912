package dev.tenon.token;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.IntegrationName;
import dev.tenon.connection.ConnectionId;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// Tokens that were handed out, kept so that handing them out again costs no statement.
///
/// Changes are numbered. What is remembered carries the number of the last one before it was read;
/// a change notes its own number at its connection or workspace before the write that made it
/// returns, so a token read before a change is never found after it. Nothing is found while the
/// change feed is not current. Safe for use by any thread, without a lock.
public final class TokenMemory {
  private static final int CONNECTION_SLOTS = 1 << 14;
  private static final int WORKSPACE_SLOTS = 1 << 8;

  private final ConcurrentMap<Key, Entry> entries;
  private final ChangeFeed feed;
  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong everything = new AtomicLong();
  private final AtomicLongArray connections = new AtomicLongArray(CONNECTION_SLOTS);
  private final AtomicLongArray workspaces = new AtomicLongArray(WORKSPACE_SLOTS);

  /// Remembers in `entries`, which may drop any entry at any time to stay small.
  public TokenMemory(ConcurrentMap<Key, Entry> entries, ChangeFeed feed) {
    this.entries = entries;
    this.feed = feed;
    feed.listen(this::changed);
  }

  /// The token under `key`, when nothing has changed since it was read.
  Optional<IssuedToken> find(Key key) {
    Entry entry = entries.get(key);
    if (entry == null
        || !feed.isCurrent()
        || !isUnchanged(key.workspace(), entry.token().connection(), entry.mark())) {
      return Optional.empty();
    }
    return Optional.of(entry.token());
  }

  /// The number of the last change: to be taken before the store is read.
  long mark() {
    return changes.get();
  }

  /// Whether nothing that this node has heard of has changed `connection`, or its workspace's
  /// settings, since `mark`.
  boolean isUnchanged(WorkspaceId workspace, ConnectionId connection, long mark) {
    return connections.get(slot(connection.value(), CONNECTION_SLOTS)) <= mark
        && workspaces.get(slot(workspace.value(), WORKSPACE_SLOTS)) <= mark
        && everything.get() <= mark;
  }

  /// Remembers `token`, read after `mark`, under `key`; the token itself, or the one of the same
  /// version that is remembered already.
  IssuedToken remember(Key key, IssuedToken token, long mark) {
    Entry before = entries.get(key);
    IssuedToken kept = before != null && isSame(before.token(), token) ? before.token() : token;
    entries.put(key, new Entry(kept, mark));
    return kept;
  }

  private static boolean isSame(IssuedToken one, IssuedToken other) {
    return one.connection().equals(other.connection())
        && one.version() == other.version()
        && one.expiresAt().equals(other.expiresAt());
  }

  private void changed(Change change) {
    long number = changes.incrementAndGet();
    switch (change) {
      case Change.ConnectionChanged it ->
          connections.accumulateAndGet(slot(it.connection(), CONNECTION_SLOTS), number, Math::max);
      case Change.SettingsChanged it ->
          workspaces.accumulateAndGet(
              slot(it.workspace().value(), WORKSPACE_SLOTS), number, Math::max);
      case Change.Everything _ -> everything.accumulateAndGet(number, Math::max);
    }
  }

  private static int slot(String id, int slots) {
    int hash = id.hashCode();
    return (hash ^ (hash >>> 15)) & (slots - 1);
  }

  /// Whose token it is and who asks.
  public record Key(
      WorkspaceId workspace, AppName app, IntegrationName integration, Optional<UserId> user) {}

  /// What is remembered.
  ///
  /// @param mark the number of the last change before it was read
  public record Entry(IssuedToken token, long mark) {}
}
