package dev.tenon.bench.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every change of every grant, noted by a trigger in the database: who had the lease when, which
/// version was stored when, and until when its access token was good.
final class History {
  private static final String NOTE =
      """
      CREATE SCHEMA chaos;
      CREATE TABLE chaos.changes (
        number BIGSERIAL PRIMARY KEY,
        at BIGINT NOT NULL DEFAULT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT),
        connection_id TEXT NOT NULL, version BIGINT NOT NULL, owner TEXT, attempt TEXT,
        expires_at BIGINT);
      CREATE FUNCTION chaos.note() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO chaos.changes (connection_id, version, owner, attempt, expires_at)
          VALUES (NEW.connection_id, NEW.version, NEW.lease_owner, NEW.attempt_id, NEW.expires_at);
          RETURN NULL;
        END $$;
      CREATE TRIGGER chaos AFTER INSERT OR UPDATE ON grants
        FOR EACH ROW EXECUTE FUNCTION chaos.note();
      """;

  private final Map<String, List<Change>> changes;

  private History(Map<String, List<Change>> changes) {
    this.changes = changes;
  }

  static void begin(Store store) throws SQLException {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(NOTE);
    }
  }

  static History none() {
    return new History(Map.of());
  }

  static History read(Store store) throws SQLException {
    Map<String, List<Change>> changes = new HashMap<>();
    try (Connection connection = store.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT at, connection_id, version, owner, attempt, expires_at"
                    + " FROM chaos.changes ORDER BY number");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        changes
            .computeIfAbsent(rows.getString("connection_id"), _ -> new ArrayList<>())
            .add(
                new Change(
                    Instant.ofEpochMilli(rows.getLong("at")),
                    rows.getLong("version"),
                    Optional.ofNullable(rows.getString("owner")),
                    Instant.ofEpochMilli(rows.getLong("expires_at"))));
      }
    }
    return new History(changes);
  }

  /// Who has, or had last, the lease of a connection at `time`.
  Optional<String> owner(String connection, Instant time) {
    Optional<String> owner = Optional.empty();
    // The database rounds to milliseconds, up too.
    Instant rounded = time.plusMillis(1);
    for (Change change : of(connection)) {
      if (change.at().isAfter(rounded)) {
        break;
      }
      owner = change.owner().isPresent() ? change.owner() : owner;
    }
    return owner;
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

  private List<Change> of(String connection) {
    return changes.getOrDefault(connection, List.of());
  }

  /// One row as it was written.
  record Change(Instant at, long version, Optional<String> owner, Instant expires) {}
}
