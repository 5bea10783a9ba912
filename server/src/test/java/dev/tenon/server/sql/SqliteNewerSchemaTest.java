package dev.tenon.server.sql;

import dev.tenon.stores.ConnectContract;
import dev.tenon.stores.ConnectionStoreContract;
import dev.tenon.stores.DueGrantsContract;
import dev.tenon.stores.GrantPlansContract;
import dev.tenon.stores.GrantStoreContract;
import dev.tenon.stores.OAuthClientStoreContract;
import dev.tenon.stores.Stores;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/// The stores keep their contracts on Sqlite when a newer program has migrated it.
@TestInstance(Lifecycle.PER_CLASS)
final class SqliteNewerSchemaTest {
  private final Database database;
  private final Stores stores;

  SqliteNewerSchemaTest(@TempDir Path directory) {
    Path file = directory.resolve("tenon.db");
    SQLiteDataSource source = new SQLiteDataSource(SqliteConnection.config());
    source.setUrl(SqliteConnection.url(file));
    NewerSchema.migrate(source, Dialect.SQLITE);
    database = Database.open(new DatabaseSettings.Sqlite(file));
    stores = new DatabaseStores(database);
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Nested
  final class OAuthClientStoreTest extends OAuthClientStoreContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class ConnectionStoreTest extends ConnectionStoreContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class ConnectTest extends ConnectContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class GrantStoreTest extends GrantStoreContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class DueGrantsTest extends DueGrantsContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class GrantPlansTest extends GrantPlansContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }
}
