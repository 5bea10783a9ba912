package dev.tenon.bench.chaos;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A PostgreSQL that can be stopped, the hard way too, and started again.
public final class Store implements Rows, AutoCloseable {
  private static final String NOTE =
      """
      CREATE TABLE chaos_changes (
        number BIGSERIAL PRIMARY KEY,
        at BIGINT NOT NULL DEFAULT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT),
        connection_id TEXT NOT NULL, version BIGINT NOT NULL, owner TEXT, attempt TEXT,
        expires_at BIGINT, ended INTEGER NOT NULL);
      CREATE FUNCTION chaos_note() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO chaos_changes (connection_id, version, owner, attempt, expires_at, ended)
          VALUES (NEW.connection_id, NEW.version, NEW.lease_owner, NEW.attempt_id, NEW.expires_at,
            NEW.ended);
          RETURN NULL;
        END $$;
      CREATE TRIGGER chaos AFTER INSERT OR UPDATE ON grants
        FOR EACH ROW EXECUTE FUNCTION chaos_note();
      """;

  /// A stop in fast mode writes everything down first, which takes long on a busy machine.
  private static final long PATIENCE_NANOS = 180_000_000_000L;

  private final EmbeddedPostgres server;
  private final Path directory;
  private final List<String> command;

  private Store(EmbeddedPostgres server, Path directory, List<String> command) {
    this.server = server;
    this.directory = directory;
    this.command = command;
  }

  /// Starts it with its data under `directory`.
  public static Store start(Path directory) {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(directory.resolve("data"))
              .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
              .setServerConfig("max_connections", "200")
              // As an operator would have it. The embedded one confirms commits that it has not
              // written down unless told, and loses them when it is stopped at once.
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("fsync", "on")
              .start();
      List<String> command = new ArrayList<>();
      if ("root".equals(System.getProperty("user.name"))) {
        // PostgreSQL refuses to run as root; in a name space of its own it does not see that.
        command.addAll(List.of("unshare", "-U"));
      }
      byte[] words = Files.readAllBytes(Path.of("/proc", pid(directory), "cmdline"));
      command.addAll(
          List.of(new String(words, StandardCharsets.UTF_8).split("\0", -1)).stream()
              .filter(word -> !word.isEmpty())
              .toList());
      return new Store(server, directory, List.copyOf(command));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL", e);
    }
  }

  /// Its address.
  public String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url() + "&connectTimeout=5&socketTimeout=60");
  }

  @Override
  public Connection held(String connection) throws SQLException {
    Connection holding = connect();
    try (PreparedStatement lock =
        holding.prepareStatement("SELECT 1 FROM grants WHERE connection_id = ? FOR UPDATE")) {
      holding.setAutoCommit(false);
      lock.setString(1, connection);
      lock.executeQuery().close();
      return holding;
    } catch (SQLException e) {
      holding.close();
      throw e;
    }
  }

  @Override
  public boolean holdsAll() {
    return false;
  }

  @Override
  public String note() {
    return NOTE;
  }

  /// Stops it as `pg_ctl stop` does.
  ///
  /// @param signal `QUIT` for its immediate mode, `INT` for its fast mode
  void stop(String signal) throws InterruptedException {
    try {
      Signals.send(signal, Long.parseLong(pid(directory)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await(false);
  }

  /// Starts it again, unless it is still there; it takes connections when this returns.
  void startAgain() throws InterruptedException {
    if (listens() || hasPidFile()) {
      await(true);
      return;
    }
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("again.log").toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await(true);
  }

  boolean takesConnections() {
    try (Connection _ = connect()) {
      return true;
    } catch (SQLException _) {
      return false;
    }
  }

  private void await(boolean running) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end) {
      boolean is = running ? takesConnections() : !listens() && !hasPidFile();
      if (is) {
        return;
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException("PostgreSQL does not " + (running ? "start" : "stop"));
  }

  private boolean hasPidFile() {
    return Files.exists(directory.resolve("data/postmaster.pid"));
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()), 500);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static String pid(Path directory) throws IOException {
    return Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst().strip();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      Log.say("PostgreSQL does not end: " + e);
    }
  }
}
