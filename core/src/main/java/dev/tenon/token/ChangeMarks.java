package dev.tenon.token;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// Which changes this node has heard of, in numbers, so that what was read can be told to be older
/// than a change.
///
/// A change notes its own number at its connection or workspace before the write that made it
/// returns; what is read carries a mark, the number of the last change before it was read. What was
/// read before a change is therefore never taken for unchanged after it. Several connections or
/// workspaces may share a place for their number: then more is taken for changed than was. Safe for
/// use by any thread, without a lock.
final class ChangeMarks {
  private static final int CONNECTION_SLOTS = 1 << 14;
  private static final int WORKSPACE_SLOTS = 1 << 8;

  private final ChangeFeed feed;
  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong everything = new AtomicLong();
  private final AtomicLongArray connections = new AtomicLongArray(CONNECTION_SLOTS);
  private final AtomicLongArray workspaces = new AtomicLongArray(WORKSPACE_SLOTS);

  ChangeMarks(ChangeFeed feed) {
    this.feed = feed;
    feed.listen(this::changed);
  }

  /// Whether changes are heard, so that what is unchanged may be served from memory. To be asked
  /// before that: what was missed meanwhile is noted when this becomes true again.
  boolean isCurrent() {
    return feed.isCurrent();
  }

  /// The number of the last change: to be taken before the store is read.
  long mark() {
    return changes.get();
  }

  /// Whether nothing that this node has heard of has changed `connection`, or its workspace's
  /// settings, since `mark`.
  boolean isUnchanged(WorkspaceId workspace, ConnectionId connection, long mark) {
    return connections.get(slot(connection.value(), CONNECTION_SLOTS)) <= mark
        && isUnchanged(workspace, mark);
  }

  /// Whether nothing that this node has heard of has changed the settings of `workspace` since
  /// `mark`.
  boolean isUnchanged(WorkspaceId workspace, long mark) {
    return workspaces.get(slot(workspace.value(), WORKSPACE_SLOTS)) <= mark
        && everything.get() <= mark;
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
}
