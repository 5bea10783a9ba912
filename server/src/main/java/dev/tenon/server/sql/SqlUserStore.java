package dev.tenon.server.sql;

import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.connection.User;
import dev.tenon.connection.UserStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The users in SQL.
final class SqlUserStore implements UserStore {
  private final Transactions transactions;
  private final Writes writes;

  SqlUserStore(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String FIND =
      """
      SELECT workspace_id, id, name, email, details_json, created_at
      FROM users
      WHERE workspace_id = ? AND id = ?
      """;

  @Override
  public Optional<User> find(WorkspaceId workspace, UserId id) {
    return transactions.read(tx -> tx.one(SqlUserStore::read, FIND, workspace, id));
  }

  private static final String LIST =
      """
      SELECT workspace_id, id, name, email, details_json, created_at
      FROM users
      WHERE workspace_id = ? AND id > ?
      ORDER BY id
      LIMIT ?
      """;

  @Override
  public List<User> list(WorkspaceId workspace, Optional<UserId> after, int limit) {
    // No user id is empty, so all of them come after the empty text.
    String last = after.map(UserId::value).orElse("");
    return transactions.read(tx -> tx.list(SqlUserStore::read, LIST, workspace, last, limit));
  }

  private static final String SEARCH =
      """
      SELECT workspace_id, id, name, email, details_json, created_at
      FROM users
      WHERE workspace_id = ?
      """;

  private static final String SEARCH_ID = "AND id = ?\n";
  private static final String SEARCH_NAME = "AND name = ?\n";
  private static final String SEARCH_EMAIL = "AND email = ?\n";

  private static final String SEARCH_PART =
      """
      ORDER BY id
      LIMIT ? OFFSET ?
      """;

  @Override
  public List<User> search(WorkspaceId workspace, UserQuery query, int offset, int limit) {
    StringBuilder sql = new StringBuilder(SEARCH);
    List<Object> parameters = new ArrayList<>(List.of(workspace));
    query.id().ifPresent(it -> add(sql, SEARCH_ID, parameters, it));
    query.name().ifPresent(it -> add(sql, SEARCH_NAME, parameters, it));
    query.email().ifPresent(it -> add(sql, SEARCH_EMAIL, parameters, it));
    sql.append(SEARCH_PART);
    parameters.addAll(List.of(limit, offset));
    return transactions.read(tx -> tx.list(SqlUserStore::read, sql.toString(), parameters));
  }

  private static void add(
      StringBuilder sql, String condition, List<Object> parameters, Object parameter) {
    sql.append(condition);
    parameters.add(parameter);
  }

  private static final String INSERT =
      """
      INSERT INTO users (workspace_id, id, name, email, details_json, created_at)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  @Override
  public boolean create(User user, AuditEvent event) {
    return writes.audited(
        event,
        tx ->
            tx.update(
                    INSERT,
                    user.workspace(),
                    user.id(),
                    user.name(),
                    user.email(),
                    Json.object(user.details()),
                    user.createdAt())
                == 1);
  }

  private static final String UPDATE =
      """
      UPDATE users SET name = ?, email = ?, details_json = ? WHERE workspace_id = ? AND id = ?
      """;

  @Override
  public boolean update(User user, AuditEvent event) {
    return writes.audited(
        event,
        tx ->
            tx.update(
                    UPDATE,
                    user.name(),
                    user.email(),
                    Json.object(user.details()),
                    user.workspace(),
                    user.id())
                == 1);
  }

  private static final String LOCK =
      """
      SELECT 1 FROM users WHERE workspace_id = ? AND id = ? {for update}
      """;

  private static final String DELETE =
      """
      DELETE FROM users
      WHERE workspace_id = ? AND id = ?
        AND NOT EXISTS (
          SELECT 1 FROM connections
          WHERE workspace_id = ? AND owner_kind = 'user' AND owner = ? AND status <> 'revoked')
      """;

  @Override
  public boolean delete(WorkspaceId workspace, UserId id, AuditEvent event) {
    return writes.audited(
        event,
        // Locked by a statement of its own, so that the next one sees what we waited for.
        tx ->
            tx.exists(LOCK, workspace, id) && tx.update(DELETE, workspace, id, workspace, id) == 1);
  }

  private static final String KEEP =
      """
      INSERT INTO users (workspace_id, id, created_at)
      VALUES (?, ?, ?)
      ON CONFLICT (workspace_id, id) DO UPDATE SET id = excluded.id
      """;

  /// Inserts the user if new, and keeps anybody from deleting it until the transaction ends.
  static void keep(Tx tx, WorkspaceId workspace, UserId id, Instant now) throws SQLException {
    tx.update(KEEP, workspace, id, now);
  }

  private static User read(Row row) throws SQLException {
    return new User(
        row.workspace(),
        new UserId(row.text("id")),
        row.optionalText("name"),
        row.optionalText("email"),
        row.optionalText("details_json")
            .<Map<String, String>>map(Json::readObject)
            .orElse(Map.of()),
        row.instant("created_at"));
  }
}
