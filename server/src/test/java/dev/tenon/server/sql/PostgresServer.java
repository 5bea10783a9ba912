package dev.tenon.server.sql;

import dev.tenon.secret.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// A real PostgreSQL server of the test run, from Maven's registry.
public final class PostgresServer implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private Optional<String> migrated = Optional.empty();

  PostgresServer() {
    try {
      // No test pulls the plug of the machine, so nothing need be on its disk.
      postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "200")
              .setServerConfig("fsync", "off")
              .setServerConfig("full_page_writes", "off")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL for the tests did not start", e);
    }
  }

  /// A database of its own that has the schema and nothing in it: a copy of one that was migrated
  /// for all tests of the run.
  public synchronized DatabaseSettings.Postgres freshDatabase() {
    if (migrated.isEmpty()) {
      migrated = Optional.of(migrate());
    }
    String name = name();
    execute("CREATE DATABASE " + name + " TEMPLATE " + migrated.get());
    return settings(name);
  }

  /// A database of its own that nobody has migrated.
  DatabaseSettings.Postgres emptyDatabase() {
    String name = name();
    execute("CREATE DATABASE " + name);
    return settings(name);
  }

  private String migrate() {
    String name = name();
    execute("CREATE DATABASE " + name);
    DataSource source = PostgresPool.migrating(settings(name));
    try {
      new Schema(source, source, Dialect.POSTGRES).migrate();
    } catch (SQLException e) {
      throw new IllegalStateException("the schema could not be migrated", e);
    }
    return name;
  }

  private static String name() {
    return "tenon_" + UUID.randomUUID().toString().replace("-", "");
  }

  /// Runs `sql` as the server's administrator.
  void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(url("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("refused: " + sql, e);
    }
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL for the tests did not stop", e);
    }
  }

  private DatabaseSettings.Postgres settings(String database) {
    return new DatabaseSettings.Postgres(Secret.of(url(database)), 8);
  }

  private String url(String database) {
    return postgres.getJdbcUrl("postgres", database);
  }
}
