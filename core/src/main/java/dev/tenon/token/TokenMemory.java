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
/// What is remembered carries the stamps of its connection and workspace; a change counts them up
/// before the write that made it returns, so a token remembered before a change is never found
/// after it. Nothing is found while the change feed is not current. Safe for use by any thread,
/// without a lock.
public final class TokenMemory {
  private static final int CONNECTION_STAMPS = 1 << 14;
  private static final int WORKSPACE_STAMPS = 1 << 8;

  private final ConcurrentMap<Key, Entry> entries;
  private final ChangeFeed feed;
  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong everything = new AtomicLong();
  private final AtomicLongArray connections = new AtomicLongArray(CONNECTION_STAMPS);
  private final AtomicLongArray workspaces = new AtomicLongArray(WORKSPACE_STAMPS);

  /// Remembers in `entries`, which may drop any entry at any time to stay small.
  public TokenMemory(ConcurrentMap<Key, Entry> entries, ChangeFeed feed) {
    this.entries = entries;
    this.feed = feed;
    feed.listen(this::changed);
  }

  /// The token under `key`, when nothing has changed since it was remembered.
  Optional<IssuedToken> find(Key key) {
    Entry entry = entries.get(key);
    if (entry == null || !feed.isCurrent() || !entry.stamps().equals(stamps(key, entry.token()))) {
      return Optional.empty();
    }
    return Optional.of(entry.token());
  }

  /// To be taken before the store is read for something that will be remembered.
  long mark() {
    return changes.get();
  }

  /// Remembers `token` under `key`, unless anything has changed since `mark`; the token itself, or
  /// the one of the same version that is remembered already.
  IssuedToken remember(Key key, IssuedToken token, long mark) {
    Entry before = entries.get(key);
    IssuedToken kept = before != null && isSame(before.token(), token) ? before.token() : token;
    Stamps stamps = stamps(key, kept);
    // The stamps first, then the count of changes: a change counts in the other order.
    if (changes.get() == mark) {
      entries.put(key, new Entry(kept, stamps));
    }
    return kept;
  }

  private static boolean isSame(IssuedToken one, IssuedToken other) {
    return one.connection().equals(other.connection())
        && one.version() == other.version()
        && one.expiresAt().equals(other.expiresAt());
  }

  private void changed(Change change) {
    changes.incrementAndGet();
    switch (change) {
      case Change.ConnectionChanged it ->
          connections.incrementAndGet(slot(it.connection(), CONNECTION_STAMPS));
      case Change.SettingsChanged it ->
          workspaces.incrementAndGet(slot(it.workspace().value(), WORKSPACE_STAMPS));
      case Change.Everything _ -> everything.incrementAndGet();
    }
  }

  private Stamps stamps(Key key, IssuedToken token) {
    ConnectionId connection = token.connection();
    return new Stamps(
        connections.get(slot(connection.value(), CONNECTION_STAMPS)),
        workspaces.get(slot(key.workspace().value(), WORKSPACE_STAMPS)),
        everything.get());
  }

  private static int slot(String id, int slots) {
    int hash = id.hashCode();
    return (hash ^ (hash >>> 15)) & (slots - 1);
  }

  /// Whose token it is and who asks.
  public record Key(
      WorkspaceId workspace, AppName app, IntegrationName integration, Optional<UserId> user) {}

  /// What is remembered.
  public record Entry(IssuedToken token, Stamps stamps) {}

  /// How often connection, workspace and everything had changed.
  public record Stamps(long connection, long workspace, long everything) {}
}
