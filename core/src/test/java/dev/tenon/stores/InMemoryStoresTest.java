package dev.tenon.stores;

import dev.tenon.secret.Vault;
import dev.tenon.token.Journal;
import java.time.Clock;
import org.junit.jupiter.api.Nested;

/// The stores in memory keep the contracts, so a test that uses them says something about the hub.
final class InMemoryStoresTest {
  private final InMemoryStores stores = new InMemoryStores(Clock.systemUTC());
  private final InMemoryVault vault = new InMemoryVault();

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
  final class MemberStoreTest extends MemberStoreContract {
    @Override
    protected Stores stores() {
      return stores;
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

  @Nested
  final class VaultTest extends VaultContract {
    @Override
    protected Vault vault() {
      return vault;
    }
  }

  @Nested
  final class JournalTest extends JournalContract {
    private final Journal journal = new InMemoryJournal();

    @Override
    protected Journal journal() {
      return journal;
    }
  }
}
