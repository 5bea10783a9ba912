package dev.tenon.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A PostgreSQL of our own.
final class Postgres implements AutoCloseable {
  private static final String LOG = "statements.log";

  private final EmbeddedPostgres server;
  private final Path data;
  private final Path log;

  private Postgres(EmbeddedPostgres server, Path directory) {
    this.server = server;
    this.data = directory.resolve("data");
    this.log = directory.resolve(LOG);
  }

  /// Starts one with its data under `directory` that writes down every statement it is sent.
  static Postgres start(Path directory) {
    return start(
        directory,
        builder(directory)
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_directory", directory.toString())
            .setServerConfig("log_filename", LOG)
            .setServerConfig("log_statement", "all"));
  }

  /// Starts one with its data under `directory` as an operator would run it: what is committed is
  /// on the disk. (The embedded one leaves that out unless told.)
  static Postgres durable(Path directory) {
    return start(
        directory,
        builder(directory)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("shared_buffers", "1GB"));
  }

  private static EmbeddedPostgres.Builder builder(Path directory) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory.resolve("data"))
        .setCleanDataDirectory(false)
        .setOverrideWorkingDirectory(directory.resolve("binaries").toFile());
  }

  private static Postgres start(Path directory, EmbeddedPostgres.Builder builder) {
    try {
      return new Postgres(builder.start(), directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL", e);
    }
  }

  String url() {
    return url("postgres");
  }

  String url(String database) {
    return server.getJdbcUrl("postgres", database);
  }

  /// Makes a database beside the first one.
  void create(String database) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    }
  }

  /// Processor time that its processes have used so far; those that have ended do not count.
  Duration processorTime() {
    try {
      long postmaster =
          Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
      ProcessHandle first = ProcessHandle.of(postmaster).orElseThrow();
      return Stream.concat(Stream.of(first), first.descendants())
          .map(Child::processor)
          .reduce(Duration.ZERO, Duration::plus);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every statement so far, one on a line.
  List<String> statements() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.contains("LOG:  statement:") || line.contains("LOG:  execute "))
          .map(line -> line.substring(line.indexOf("LOG:") + 4).strip())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
