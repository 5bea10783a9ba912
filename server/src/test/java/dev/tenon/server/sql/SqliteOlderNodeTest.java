package dev.tenon.server.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Rows of an older program in a SQLite file.
final class SqliteOlderNodeTest extends OlderNodeContract {
  SqliteOlderNodeTest(@TempDir Path directory) {
    super(Database.open(new DatabaseSettings.Sqlite(directory.resolve("tenon.db"))));
  }
}
