package dev.tenon.token;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.OAuthClientStore;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// OAuth clients as background refreshes found them, kept so that the next refresh through the same
/// one costs no statement. A client is found again until its workspace's settings change, or, where
/// it is borrowed, its lender's: its standing, secrets and loan are among them. Safe for use by any
/// thread, without a lock.
final class ClientMemory {
  /// So many are kept. When one more comes, all are forgotten.
  static final int ROOM = 1024;

  private final OAuthClientStore clients;
  private final ChangeMarks marks;
  private final ConcurrentMap<Key, Entry> entries = new ConcurrentHashMap<>();

  ClientMemory(OAuthClientStore clients, ChangeMarks marks) {
    this.clients = clients;
    this.marks = marks;
  }

  /// The client of that id, as [OAuthClientStore#find(WorkspaceId, OAuthClientId)] finds it.
  ///
  /// @throws dev.tenon.workspace.StoreUnavailableException when the store is needed and away
  Optional<OAuthClient> find(WorkspaceId workspace, OAuthClientId id) {
    Key key = new Key(workspace, id);
    Entry known = entries.get(key);
    if (known != null && marks.isCurrent() && isUnchanged(known)) {
      return Optional.of(known.client());
    }
    long mark = marks.mark();
    Optional<OAuthClient> found = clients.find(workspace, id);
    found.ifPresent(client -> remember(key, new Entry(client, mark)));
    return found;
  }

  private boolean isUnchanged(Entry entry) {
    return marks.isUnchanged(entry.client().workspace(), entry.mark())
        && marks.isUnchanged(entry.client().home(), entry.mark());
  }

  private void remember(Key key, Entry entry) {
    if (entries.size() >= ROOM) {
      entries.clear();
    }
    entries.put(key, entry);
  }

  private record Key(WorkspaceId workspace, OAuthClientId client) {}

  /// @param mark the number of the last change before it was read
  private record Entry(OAuthClient client, long mark) {}
}
