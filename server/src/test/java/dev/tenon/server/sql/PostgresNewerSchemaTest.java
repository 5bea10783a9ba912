package dev.tenon.server.sql;

import dev.tenon.stores.ConnectContract;
import dev.tenon.stores.ConnectionStoreContract;
import dev.tenon.stores.DueGrantsContract;
import dev.tenon.stores.GrantPlansContract;
import dev.tenon.stores.GrantStoreContract;
import dev.tenon.stores.OAuthClientStoreContract;
import dev.tenon.stores.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

/// The stores keep their contracts on Postgres when a newer program has migrated it.
@ExtendWith(WithPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
final class PostgresNewerSchemaTest {
  private final Database database;
  private final Stores stores;

  PostgresNewerSchemaTest(PostgresServer server) {
    DatabaseSettings.Postgres settings = server.emptyDatabase();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(settings.url().reveal());
    NewerSchema.migrate(source, Dialect.POSTGRES);
    database = Database.open(settings);
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
