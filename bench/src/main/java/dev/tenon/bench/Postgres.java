package dev.tenon.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A PostgreSQL of our own that writes down every statement it is sent.
final class Postgres implements AutoCloseable {
  private static final String LOG = "statements.log";

  private final EmbeddedPostgres server;
  private final Path log;

  private Postgres(EmbeddedPostgres server, Path log) {
    this.server = server;
    this.log = log;
  }

  /// Starts it with its data under `directory`.
  static Postgres start(Path directory) {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(directory.resolve("data"))
              .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
              .setServerConfig("logging_collector", "on")
              .setServerConfig("log_directory", directory.toString())
              .setServerConfig("log_filename", LOG)
              .setServerConfig("log_statement", "all")
              .start();
      return new Postgres(server, directory.resolve(LOG));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL", e);
    }
  }

  String url() {
    return server.getJdbcUrl("postgres", "postgres");
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
