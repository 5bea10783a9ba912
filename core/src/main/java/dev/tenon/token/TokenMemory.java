package dev.tenon.token;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.IntegrationName;
import dev.tenon.connection.ConnectionId;
import dev.tenon.workspace.ChangeFeed;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;

/// Tokens that were handed out, kept so that handing them out again costs no statement.
///
/// What is remembered carries its mark of [ChangeMarks], so a token read before a change is never
/// found after it. Nothing is found while the change feed is not current. Safe for use by any
/// thread, without a lock.
public final class TokenMemory {
  private final ConcurrentMap<Key, Entry> entries;
  private final ChangeMarks marks;

  /// Remembers in `entries`, which may drop any entry at any time to stay small.
  public TokenMemory(ConcurrentMap<Key, Entry> entries, ChangeFeed feed) {
    this.entries = entries;
    this.marks = new ChangeMarks(feed);
  }

  /// The token under `key`, when nothing has changed since it was read.
  Optional<IssuedToken> find(Key key) {
    Entry entry = entries.get(key);
    if (entry == null
        || !marks.isCurrent()
        || !isUnchanged(key.workspace(), entry.token().connection(), entry.mark())) {
      return Optional.empty();
    }
    return Optional.of(entry.token());
  }

  /// What this node has heard of changes.
  ChangeMarks marks() {
    return marks;
  }

  /// The number of the last change: to be taken before the store is read.
  long mark() {
    return marks.mark();
  }

  /// Whether nothing that this node has heard of has changed `connection`, or its workspace's
  /// settings, since `mark`.
  boolean isUnchanged(WorkspaceId workspace, ConnectionId connection, long mark) {
    return marks.isUnchanged(workspace, connection, mark);
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

  /// Whose token it is and who asks.
  public record Key(
      WorkspaceId workspace, AppName app, IntegrationName integration, Optional<UserId> user) {}

  /// What is remembered.
  ///
  /// @param mark the number of the last change before it was read
  public record Entry(IssuedToken token, long mark) {}
}
