package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A commit is written down when it is confirmed, whatever the database is set to.
@ExtendWith(WithPostgres.class)
final class PostgresCommitsTest {
  private final PostgresServer server;

  PostgresCommitsTest(PostgresServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @CsvSource({"off, on", "on, on", "local, local", "remote_apply, remote_apply"})
  void a_database_that_confirms_too_early_is_told_not_to(String set, String used)
      throws SQLException {
    DatabaseSettings.Postgres settings = server.freshDatabase();
    String database = settings.url().reveal().replaceAll(".*/([a-z0-9_]+)\\?.*", "$1");
    server.execute("ALTER DATABASE %s SET synchronous_commit = '%s'".formatted(database, set));

    try (HikariDataSource pool = PostgresPool.open(settings);
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo(used);
    }
  }
}
