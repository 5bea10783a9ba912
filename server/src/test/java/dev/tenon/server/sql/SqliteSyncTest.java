package dev.tenon.server.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Syncs on SQLite.
@TestInstance(Lifecycle.PER_CLASS)
final class SqliteSyncTest {
  private final Database database;

  SqliteSyncTest(@TempDir Path directory) {
    database = Database.open(new DatabaseSettings.Sqlite(directory.resolve("tenon.db")));
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Nested
  final class StoresTest extends SyncContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  final class RunnerTest extends SyncRunnerContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  final class RunsTest extends SyncRunsContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  final class HistoryTest extends SyncHistoryContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  final class LookTest extends RecordLookContract {
    @Override
    Database database() {
      return database;
    }
  }
}
