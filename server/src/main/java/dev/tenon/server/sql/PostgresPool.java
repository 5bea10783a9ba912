package dev.tenon.server.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.server.sql.DatabaseSettings.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// How the hub connects to PostgreSQL. Nothing waits for ever: not for a connection, not for a
/// lock, not for an answer, not for a server that is gone.
final class PostgresPool {
  private static final int CONNECT_SECONDS = 5;
  private static final int WAIT_FOR_CONNECTION_MILLIS = 5_000;
  // The server gives up before we do, so that a slow statement does not cost the connection.
  private static final int STATEMENT_MILLIS = 10_000;
  private static final int SOCKET_SECONDS = 20;

  // A server that confirms commits before they are written down loses leases and tokens when it
  // ends, and nobody knows. Whoever asks for more than "on" gets it.
  private static final String COMMITS_COUNT =
      """
      SELECT set_config('synchronous_commit', 'on', false)
      WHERE current_setting('synchronous_commit') = 'off'
      """;

  private PostgresPool() {}

  static HikariDataSource open(Postgres settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("tenon-sql");
    config.setJdbcUrl(settings.url().reveal());
    config.setDataSourceProperties(properties("tenon"));
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(Math.min(2, settings.connections()));
    config.setConnectionTimeout(WAIT_FOR_CONNECTION_MILLIS);
    config.setInitializationFailTimeout(WAIT_FOR_CONNECTION_MILLIS);
    config.setConnectionInitSql(COMMITS_COUNT);
    return new HikariDataSource(config);
  }

  /// A connection of its own for the change feed.
  static Connection listener(Postgres settings) throws SQLException {
    return DriverManager.getConnection(settings.url().reveal(), properties("tenon changes"));
  }

  /// Connections for migrations, whose statements end when they are done.
  static DataSource migrating(Postgres settings) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(settings.url().reveal());
    source.setApplicationName("tenon migration");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setTcpKeepAlive(true);
    source.setLogServerErrorDetail(false);
    source.setOptions("-c statement_timeout=0 -c lock_timeout=" + STATEMENT_MILLIS);
    return source;
  }

  private static Properties properties(String applicationName) {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", applicationName);
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    properties.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS));
    properties.setProperty("socketTimeout", Integer.toString(SOCKET_SECONDS));
    properties.setProperty("tcpKeepAlive", "true");
    // The detail of an error quotes values of the row.
    properties.setProperty("logServerErrorDetail", "false");
    properties.setProperty(
        "options",
        "-c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=%d"
            .formatted(STATEMENT_MILLIS, STATEMENT_MILLIS, STATEMENT_MILLIS));
    return properties;
  }
}
