package dev.tenon.server.sql;

import dev.tenon.access.AppName;
import dev.tenon.access.KeyId;
import dev.tenon.access.MemberId;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditChain;
import dev.tenon.audit.AuditEntry;
import dev.tenon.audit.AuditEvent;
import dev.tenon.audit.AuditLog;
import dev.tenon.secret.Fingerprint;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/// The audit log in SQL. One row per workspace holds the end of its chain; whoever appends updates
/// that row first, so entries are written one after the other and without gaps.
final class SqlAuditLog implements AuditLog {
  private static final int BATCH = 500;

  private final Transactions transactions;
  private final AuditRemoval removal;

  SqlAuditLog(Transactions transactions) {
    this.transactions = transactions;
    this.removal = new AuditRemoval(transactions);
  }

  @Override
  public void append(AuditEvent event) {
    transactions.write(
        tx -> {
          append(tx, event);
          return event;
        });
  }

  private static final String LIST =
      """
      SELECT workspace_id, number, at, actor_kind, actor, actor_key, action, target, details_json,
        previous, hash
      FROM audit_events
      WHERE workspace_id = ? AND number < ?
      ORDER BY number DESC
      LIMIT ?
      """;

  @Override
  public List<AuditEntry> list(WorkspaceId workspace, Optional<Long> before, int limit) {
    return transactions.read(
        tx -> tx.list(SqlAuditLog::read, LIST, workspace, before.orElse(Long.MAX_VALUE), limit));
  }

  private static final String WITH_ACTION =
      """
      SELECT workspace_id, number, at, actor_kind, actor, actor_key, action, target, details_json,
        previous, hash
      FROM audit_events
      WHERE workspace_id = ? AND action = ? AND number < ?
      ORDER BY number DESC
      LIMIT ?
      """;

  private static final String WITH_TARGET =
      """
      SELECT workspace_id, number, at, actor_kind, actor, actor_key, action, target, details_json,
        previous, hash
      FROM audit_events
      WHERE workspace_id = ? AND target = ? AND number < ?
      ORDER BY number DESC
      LIMIT ?
      """;

  private static final String WITH_ACTOR =
      """
      SELECT workspace_id, number, at, actor_kind, actor, actor_key, action, target, details_json,
        previous, hash
      FROM audit_events
      WHERE workspace_id = ? AND actor = ? AND number < ?
      ORDER BY number DESC
      LIMIT ?
      """;

  private static final String WITH_KEY =
      """
      SELECT workspace_id, number, at, actor_kind, actor, actor_key, action, target, details_json,
        previous, hash
      FROM audit_events
      WHERE workspace_id = ? AND actor_key = ? AND number < ?
      ORDER BY number DESC
      LIMIT ?
      """;

  /// One look at an index each: all of them together would read the whole log for a rare word.
  @Override
  public List<AuditEntry> search(
      WorkspaceId workspace, String word, Optional<Long> before, int limit) {
    SequencedMap<Long, AuditEntry> found = new TreeMap<>(Comparator.reverseOrder());
    for (String sql : List.of(WITH_ACTION, WITH_TARGET, WITH_ACTOR, WITH_KEY)) {
      transactions
          .read(
              tx ->
                  tx.list(
                      SqlAuditLog::read,
                      sql,
                      workspace,
                      word,
                      before.orElse(Long.MAX_VALUE),
                      limit))
          .forEach(entry -> found.put(entry.number(), entry));
    }
    return found.values().stream().limit(limit).toList();
  }

  private static final String LAST_ACTS =
      """
      SELECT e.actor_key, e.at
      FROM audit_events e
      WHERE e.workspace_id = ? AND e.number IN (
        SELECT (
          SELECT max(x.number) FROM audit_events x
          WHERE x.workspace_id = ? AND x.actor_key = k.id)
        FROM api_keys k
        WHERE k.workspace_id = ? AND k.id IN ({elements}))
      """;

  @Override
  public Map<KeyId, Instant> lastActs(WorkspaceId workspace, Set<KeyId> keys) {
    String ids = Json.list(keys.stream().map(KeyId::value).toList());
    Map<KeyId, Instant> acts = new HashMap<>();
    transactions
        .read(
            tx ->
                tx.list(
                    row -> Map.entry(new KeyId(row.text("actor_key")), row.instant("at")),
                    LAST_ACTS,
                    workspace,
                    workspace,
                    workspace,
                    ids))
        .forEach(it -> acts.put(it.getKey(), it.getValue()));
    return acts;
  }

  private static final String NEXT_AFTER =
      """
      SELECT workspace_id, number, at, actor_kind, actor, actor_key, action, target, details_json,
        previous, hash
      FROM audit_events
      WHERE workspace_id = ? AND number > ?
      ORDER BY number
      LIMIT ?
      """;

  @Override
  public int prune(WorkspaceId workspace, Instant before, int limit) {
    return removal.prune(workspace, before, limit);
  }

  @Override
  public Optional<Long> firstBroken(WorkspaceId workspace) {
    while (true) {
      Span span = span(workspace);
      Optional<Long> broken = firstBroken(workspace, span);
      // What is pruned while it is read is missing, and is not broken.
      if (broken.isEmpty() || span(workspace).removed() == span.removed()) {
        return broken;
      }
    }
  }

  private Optional<Long> firstBroken(WorkspaceId workspace, Span span) {
    long number = span.removed();
    Fingerprint previous = span.removedHash();
    if (number > 0 && !isTold(workspace, span)) {
      return Optional.of(number + 1);
    }
    while (true) {
      long seen = number;
      List<AuditEntry> batch =
          transactions.read(tx -> tx.list(SqlAuditLog::read, NEXT_AFTER, workspace, seen, BATCH));
      for (AuditEntry entry : batch) {
        number++;
        boolean fits = AuditChain.fits(entry, number, previous);
        if (!fits || (number == span.number() && !entry.hash().equals(span.hash()))) {
          return Optional.of(number);
        }
        previous = entry.hash();
      }
      if (batch.isEmpty()) {
        // Fewer than there were: the newest are gone.
        return number < span.number() ? Optional.of(number + 1) : Optional.empty();
      }
    }
  }

  /// Whether the log itself says that its beginning was removed.
  private boolean isTold(WorkspaceId workspace, Span span) {
    return transactions
        .read(
            tx ->
                tx.list(
                    SqlAuditLog::read,
                    WITH_ACTION,
                    workspace,
                    AuditChain.PRUNED,
                    Long.MAX_VALUE,
                    1))
        .stream()
        .anyMatch(it -> AuditChain.tells(it.event(), span.removed(), span.removedHash()));
  }

  private static final String SPAN =
      """
      SELECT number, hash, removed, removed_hash FROM audit_heads WHERE workspace_id = ?
      """;

  private Span span(WorkspaceId workspace) {
    return transactions
        .read(
            tx ->
                tx.one(
                    row ->
                        new Span(
                            row.number("number"),
                            row.fingerprint("hash"),
                            row.number("removed"),
                            row.optionalText("removed_hash")
                                .map(Fingerprint::new)
                                .orElse(AuditChain.START)),
                    SPAN,
                    workspace))
        .orElse(Span.NONE);
  }

  private static final String MOVE_END =
      """
      UPDATE audit_heads SET number = number + 1 WHERE workspace_id = ? RETURNING number, hash
      """;

  private static final String SET_END =
      """
      UPDATE audit_heads SET hash = ? WHERE workspace_id = ?
      """;

  private static final String INSERT =
      """
      INSERT INTO audit_events (workspace_id, number, at, actor_kind, actor, actor_key, action,
        target, details_json, previous, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /// Appends `event` within the transaction that it describes; as late as possible, because it
  /// makes every other writer of the workspace wait until the end.
  static void append(Tx tx, AuditEvent event) throws SQLException {
    End end = moveEnd(tx, event.workspace());
    AuditEntry entry = AuditChain.entry(end.number(), event, end.hash());
    tx.update(
        INSERT,
        event.workspace(),
        entry.number(),
        event.at(),
        kind(event.actor()),
        name(event.actor()),
        key(event.actor()),
        event.action(),
        event.target(),
        Json.object(event.details()),
        entry.previous(),
        entry.hash());
    tx.update(SET_END, entry.hash(), event.workspace());
  }

  private static final String BEGIN =
      """
      INSERT INTO audit_heads (workspace_id, number, hash) VALUES (?, 0, ?) ON CONFLICT DO NOTHING
      """;

  /// The number of the next entry, and the hash of the one before it.
  private static End moveEnd(Tx tx, WorkspaceId workspace) throws SQLException {
    Row.Reader<End> reader = row -> new End(row.number("number"), row.fingerprint("hash"));
    Optional<End> end = tx.one(reader, MOVE_END, workspace);
    if (end.isPresent()) {
      return end.get();
    }
    tx.update(BEGIN, workspace, AuditChain.START);
    return tx.one(reader, MOVE_END, workspace)
        .orElseThrow(() -> new IllegalStateException("no end of the chain: indicates a bug"));
  }

  static AuditEntry read(Row row) throws SQLException {
    AuditEvent event =
        new AuditEvent(
            row.workspace(),
            row.instant("at"),
            actor(row),
            row.text("action"),
            row.text("target"),
            Json.readObject(row.text("details_json")));
    return new AuditEntry(
        row.number("number"), event, row.fingerprint("previous"), row.fingerprint("hash"));
  }

  private static Actor actor(Row row) throws SQLException {
    return switch (row.text("actor_kind")) {
      case "admin" -> new Actor.Admin(new KeyId(row.text("actor_key")));
      case "app" -> new Actor.App(new AppName(row.text("actor")), new KeyId(row.text("actor_key")));
      case "member" -> new Actor.Member(new MemberId(row.text("actor")));
      case "user" -> new Actor.User(new UserId(row.text("actor")));
      case "hub" -> new Actor.Hub();
      default -> throw new IllegalStateException("an actor of another kind: indicates a bug");
    };
  }

  private static String kind(Actor actor) {
    return switch (actor) {
      case Actor.Admin _ -> "admin";
      case Actor.App _ -> "app";
      case Actor.Member _ -> "member";
      case Actor.User _ -> "user";
      case Actor.Hub _ -> "hub";
    };
  }

  private static Optional<String> name(Actor actor) {
    return switch (actor) {
      case Actor.App app -> Optional.of(app.name().value());
      case Actor.Member member -> Optional.of(member.id().value());
      case Actor.User user -> Optional.of(user.id().value());
      case Actor.Admin _, Actor.Hub _ -> Optional.empty();
    };
  }

  private static Optional<KeyId> key(Actor actor) {
    return switch (actor) {
      case Actor.Admin admin -> Optional.of(admin.key());
      case Actor.App app -> Optional.of(app.key());
      case Actor.Member _, Actor.User _, Actor.Hub _ -> Optional.empty();
    };
  }

  private record End(long number, Fingerprint hash) {}

  /// From where to where the log goes.
  ///
  /// @param removed number of the last entry that was pruned; 0 where none was
  private record Span(long number, Fingerprint hash, long removed, Fingerprint removedHash) {
    static final Span NONE = new Span(0, AuditChain.START, 0, AuditChain.START);
  }
}
