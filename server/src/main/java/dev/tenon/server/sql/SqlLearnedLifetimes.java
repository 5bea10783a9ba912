package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.token.LearnedLifetimes;
import dev.tenon.workspace.Change;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What was learned of lifetimes in SQL, remembered until settings change.
///
/// A remembered value carries the count of changes from before it was read, so that what was read
/// before a change is not found after it.
final class SqlLearnedLifetimes implements LearnedLifetimes {
  private final Transactions transactions;
  private final Map<Key, Remembered> memory = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();

  SqlLearnedLifetimes(Transactions transactions) {
    this.transactions = transactions;
    transactions.changes().listen(this::heard);
  }

  private static final String FIND =
      """
      SELECT access_millis, refresh_died_millis, refresh_survived_millis
      FROM learned_lifetimes
      WHERE workspace_id = ? AND oauth_client_id = ?
      """;

  @Override
  public Learned find(WorkspaceId workspace, OAuthClientId client) {
    Key key = new Key(workspace, client);
    long now = changes.get();
    Remembered remembered = memory.get(key);
    if (remembered != null && remembered.at() == now && transactions.changes().isCurrent()) {
      return remembered.learned();
    }
    Learned learned =
        transactions
            .read(tx -> tx.one(SqlLearnedLifetimes::read, FIND, workspace, client))
            .orElseGet(Learned::nothing);
    memory.put(key, new Remembered(learned, now));
    return learned;
  }

  private static final String ACCESS_ENDED =
      """
      INSERT INTO learned_lifetimes (workspace_id, oauth_client_id, access_millis)
      SELECT c.workspace_id, c.id, ? FROM oauth_clients c WHERE c.workspace_id = ? AND c.id = ?
      ON CONFLICT (workspace_id, oauth_client_id) DO UPDATE
      SET access_millis = excluded.access_millis
      WHERE learned_lifetimes.access_millis IS NULL
        OR excluded.access_millis * 10 < learned_lifetimes.access_millis * 9
      """;

  @Override
  public void accessEnded(WorkspaceId workspace, OAuthClientId client, Duration age) {
    if (find(workspace, client).learnsAccessEnded(age)) {
      write(ACCESS_ENDED, workspace, client, age);
    }
  }

  private static final String REFRESH_DIED =
      """
      INSERT INTO learned_lifetimes (workspace_id, oauth_client_id, refresh_died_millis)
      SELECT c.workspace_id, c.id, ? FROM oauth_clients c WHERE c.workspace_id = ? AND c.id = ?
      ON CONFLICT (workspace_id, oauth_client_id) DO UPDATE
      SET refresh_died_millis = excluded.refresh_died_millis
      WHERE learned_lifetimes.refresh_died_millis IS NULL
        OR excluded.refresh_died_millis * 10 < learned_lifetimes.refresh_died_millis * 9
      """;

  @Override
  public void refreshDied(WorkspaceId workspace, OAuthClientId client, Duration idle) {
    if (find(workspace, client).learnsRefreshDied(idle)) {
      write(REFRESH_DIED, workspace, client, idle);
    }
  }

  private static final String REFRESH_SURVIVED =
      """
      INSERT INTO learned_lifetimes (workspace_id, oauth_client_id, refresh_survived_millis)
      SELECT c.workspace_id, c.id, ? FROM oauth_clients c WHERE c.workspace_id = ? AND c.id = ?
      ON CONFLICT (workspace_id, oauth_client_id) DO UPDATE
      SET refresh_survived_millis = excluded.refresh_survived_millis
      WHERE learned_lifetimes.refresh_survived_millis IS NULL
        OR excluded.refresh_survived_millis * 10 > learned_lifetimes.refresh_survived_millis * 11
      """;

  @Override
  public void refreshSurvived(WorkspaceId workspace, OAuthClientId client, Duration idle) {
    if (find(workspace, client).learnsRefreshSurvived(idle)) {
      write(REFRESH_SURVIVED, workspace, client, idle);
    }
  }

  private void write(String sql, WorkspaceId workspace, OAuthClientId client, Duration seen) {
    transactions.write(
        tx -> {
          boolean learned = tx.update(sql, seen, workspace, client) == 1;
          if (learned) {
            tx.changed(new Change.SettingsChanged(workspace));
          } else {
            tx.undo();
          }
          return learned;
        });
  }

  private void heard(Change change) {
    switch (change) {
      case Change.ConnectionChanged _ -> {
        // Says nothing of lifetimes.
      }
      case Change.SettingsChanged _, Change.Everything _ -> changes.incrementAndGet();
    }
  }

  private static Learned read(Row row) throws SQLException {
    return new Learned(
        row.optionalDuration("access_millis"),
        row.optionalDuration("refresh_died_millis"),
        row.optionalDuration("refresh_survived_millis"));
  }

  private record Key(WorkspaceId workspace, OAuthClientId client) {}

  /// @param at how many changes had been heard of before it was read
  private record Remembered(Learned learned, long at) {}
}
