package dev.tenon.server.sql;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Syncs on PostgreSQL.
@ExtendWith(WithPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
final class PostgresSyncTest {
  private final Database database;

  PostgresSyncTest(PostgresServer server) {
    database = Database.open(server.freshDatabase());
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
