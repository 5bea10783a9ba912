package dev.tenon.server.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteDataSource;

/// A SQLite file that has the schema and nothing in it: a copy of one that was migrated for all
/// tests of the run.
public final class MigratedFile {
  private static Optional<byte[]> content = Optional.empty();

  private MigratedFile() {}

  /// Puts one into `directory`, where the hub looks for it; leaves one that is there.
  public static synchronized void putInto(Path directory) {
    Path file = directory.resolve("tenon.db");
    try {
      if (Files.notExists(file)) {
        byte[] made = content.isPresent() ? content.get() : migrate();
        content = Optional.of(made);
        Files.createDirectories(directory);
        Files.write(file, made);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] migrate() throws IOException {
    Path directory = Files.createTempDirectory("tenon-migrated");
    Path file = directory.resolve("tenon.db");
    SQLiteDataSource source = new SQLiteDataSource(SqliteConnection.config());
    source.setUrl(SqliteConnection.url(file));
    try {
      new Schema(source, source, Dialect.SQLITE).migrate();
      return Files.readAllBytes(file);
    } catch (SQLException e) {
      throw new IllegalStateException("the schema could not be migrated", e);
    } finally {
      // Fails where a log is left, without which the file is not whole.
      Files.delete(file);
      Files.delete(directory);
    }
  }
}
