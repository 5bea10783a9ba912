package dev.tenon.server.sql;

import dev.tenon.stores.ApiKeyStoreContract;
import dev.tenon.stores.AppStoreContract;
import dev.tenon.stores.AuditLogContract;
import dev.tenon.stores.BrandingsContract;
import dev.tenon.stores.ChangeFeedContract;
import dev.tenon.stores.ClientStandingsContract;
import dev.tenon.stores.ConnectContract;
import dev.tenon.stores.ConnectStoreContract;
import dev.tenon.stores.ConnectionStoreContract;
import dev.tenon.stores.ConnectorFilesContract;
import dev.tenon.stores.DeliveryQueueContract;
import dev.tenon.stores.DueGrantsContract;
import dev.tenon.stores.ExpiringSecretsContract;
import dev.tenon.stores.GrantPlansContract;
import dev.tenon.stores.GrantStoreContract;
import dev.tenon.stores.IsolationContract;
import dev.tenon.stores.IssuerStoreContract;
import dev.tenon.stores.LearnedLifetimesContract;
import dev.tenon.stores.MemberStoreContract;
import dev.tenon.stores.NodesContract;
import dev.tenon.stores.OAuthClientStoreContract;
import dev.tenon.stores.RetentionsContract;
import dev.tenon.stores.SharedBudgetsContract;
import dev.tenon.stores.Stores;
import dev.tenon.stores.UserStoreContract;
import dev.tenon.stores.WebhookStoreContract;
import dev.tenon.stores.WorkspacesContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// The stores on PostgreSQL keep the contracts.
@ExtendWith(WithPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
final class PostgresStoresTest {
  private final Database database;
  private final Stores stores;

  PostgresStoresTest(PostgresServer server) {
    database = Database.open(server.freshDatabase());
    stores = new DatabaseStores(database);
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Nested
  final class WorkspacesTest extends WorkspacesContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class BrandingsTest extends BrandingsContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class RetentionsTest extends RetentionsContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class AppStoreTest extends AppStoreContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class ApiKeyStoreTest extends ApiKeyStoreContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class OAuthClientStoreTest extends OAuthClientStoreContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class ClientStandingsTest extends ClientStandingsContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class ExpiringSecretsTest extends ExpiringSecretsContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class ClientFiguresTest extends ClientFiguresContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  final class MemberStoreTest extends MemberStoreContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class SignInStoresTest extends SignInStoresContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  final class HoldingsTest extends HoldingsContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  final class OverviewsTest extends OverviewsContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  final class UserStoreTest extends UserStoreContract {
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

  @Nested
  final class LearnedLifetimesTest extends LearnedLifetimesContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class NodesTest extends NodesContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class SharedBudgetsTest extends SharedBudgetsContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class ConnectStoreTest extends ConnectStoreContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class WebhookStoreTest extends WebhookStoreContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class IssuerStoreTest extends IssuerStoreContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class OutboxTest extends OutboxContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class DeliveryQueueTest extends DeliveryQueueContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class AuditLogTest extends AuditLogContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class ConnectorFilesTest extends ConnectorFilesContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class ChangeFeedTest extends ChangeFeedContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  final class IsolationTest extends IsolationContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }
}
