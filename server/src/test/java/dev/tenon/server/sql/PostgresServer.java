package dev.tenon.server.sql;

import dev.tenon.secret.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/// A real PostgreSQL server of the test run, from Maven's registry.
public final class PostgresServer implements AutoCloseable {
  private final EmbeddedPostgres postgres;

  PostgresServer() {
    try {
      postgres = EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL for the tests did not start", e);
    }
  }

  /// An empty database of its own.
  public DatabaseSettings.Postgres freshDatabase() {
    String name = "tenon_" + UUID.randomUUID().toString().replace("-", "");
    execute("CREATE DATABASE " + name);
    return settings(name);
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
