package dev.tenon.server.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The schema and its versions: `db/migration/V*.sql`, the same files for both databases.
///
/// A database that is up to date is recognised by one query; Flyway, which takes its time to start,
/// is asked only where there is something to migrate.
final class Schema {
  /// The version that this program needs: that of the newest file.
  static final int VERSION = 19;

  private static final String SUPPORT =
      """
      SELECT oldest FROM schema_support WHERE id = 1
      """;

  private static final String MIGRATED =
      """
      SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE success
      """;

  private final DataSource source;
  private final DataSource migrating;
  private final Dialect dialect;

  /// @param migrating connections on which a statement may take its time: an index of many rows
  ///   does
  Schema(DataSource source, DataSource migrating, Dialect dialect) {
    this.source = source;
    this.migrating = migrating;
    this.dialect = dialect;
  }

  /// Brings the database up to date. One that a newer program has migrated is left as it is, so
  /// that nodes of both versions work side by side while a cluster is being upgraded.
  ///
  /// @throws IllegalStateException when a newer program has taken away what this one needs
  void migrate() throws SQLException {
    OptionalInt version = number(MIGRATED);
    if (version.isEmpty() || version.getAsInt() < VERSION) {
      runFlyway();
    } else if (version.getAsInt() > VERSION) {
      int oldest = number(SUPPORT).orElse(VERSION);
      if (oldest > VERSION) {
        throw new IllegalStateException(
            ("the database has schema version %d, made for programs that know version %d, and this"
                    + " program knows %d: use the newer program")
                .formatted(version.getAsInt(), oldest, VERSION));
      }
    }
  }

  private OptionalInt number(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? OptionalInt.of(result.getInt(1)) : OptionalInt.empty();
    } catch (SQLException e) {
      if (dialect.isBug(e)) {
        // There is no such table yet.
        return OptionalInt.empty();
      }
      throw e;
    }
  }

  private void runFlyway() throws SQLException {
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(migrating)
          .locations("classpath:db/migration")
          .ignoreMigrationPatterns("*:future")
          .placeholders(dialect.schemaWords())
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new SQLException("the schema could not be migrated", e);
    }
  }
}
