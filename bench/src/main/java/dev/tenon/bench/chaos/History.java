package dev.tenon.bench.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Every change of every grant, noted by the database itself: who had the lease when, which version
/// was stored when, and until when its access token was good.
final class History {
  private final Map<String, List<Change>> changes;

  /// @param changes by connection, the first one first
  History(Map<String, List<Change>> changes) {
    this.changes = changes;
  }

  static void begin(Rows rows) throws SQLException {
    try (Connection connection = rows.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(rows.note());
    }
  }

  static History read(Rows database) throws SQLException {
    Map<String, List<Change>> changes = new HashMap<>();
    try (Connection connection = database.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT at, connection_id, version, owner, attempt, expires_at, ended"
                    + " FROM chaos_changes ORDER BY number");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        changes
            .computeIfAbsent(rows.getString("connection_id"), _ -> new ArrayList<>())
            .add(
                new Change(
                    Instant.ofEpochMilli(rows.getLong("at")),
                    rows.getLong("version"),
                    Optional.ofNullable(rows.getString("owner")),
                    Instant.ofEpochMilli(rows.getLong("expires_at")),
                    rows.getInt("ended") != 0));
      }
    }
    return new History(changes);
  }

  /// Who have had the lease of a connection up to `time`, each once, the last one last.
  List<String> owners(String connection, Instant time) {
    Set<String> owners = new LinkedHashSet<>();
    // The database rounds to milliseconds, up too.
    Instant rounded = time.plusMillis(1);
    for (Change change : of(connection)) {
      if (change.at().isAfter(rounded)) {
        break;
      }
      // Who comes once more comes last.
      change
          .owner()
          .ifPresent(
              owner -> {
                owners.remove(owner);
                owners.add(owner);
              });
    }
    return List.copyOf(owners);
  }

  /// What was stored at `time`.
  Optional<Change> at(String connection, Instant time) {
    Optional<Change> last = Optional.empty();
    for (Change change : of(connection)) {
      if (change.at().isAfter(time)) {
        break;
      }
      last = Optional.of(change);
    }
    return last;
  }

  /// Whether it was written down before `time` that the grant of `connection` is over.
  boolean isOver(String connection, Instant time) {
    return of(connection).stream()
        .takeWhile(change -> change.at().isBefore(time))
        .anyMatch(Change::ended);
  }

  /// When `version` or a later one was stored first.
  Optional<Instant> stored(String connection, long version) {
    return of(connection).stream()
        .filter(change -> change.version() >= version)
        .map(Change::at)
        .findFirst();
  }

  Optional<Long> lastVersion(String connection) {
    List<Change> all = of(connection);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().version());
  }

  /// The changes of a connection, the first one first.
  List<Change> of(String connection) {
    return changes.getOrDefault(connection, List.of());
  }

  /// One row as it was written.
  record Change(Instant at, long version, Optional<String> owner, Instant expires, boolean ended) {}
}
