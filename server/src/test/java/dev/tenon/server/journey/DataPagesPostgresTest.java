package dev.tenon.server.journey;

import dev.tenon.server.sql.PostgresServer;
import dev.tenon.server.sql.WithPostgres;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithPostgres.class)
final class DataPagesPostgresTest extends DataPagesContract {
  private final String url;

  DataPagesPostgresTest(PostgresServer server) {
    this.url = server.freshDatabase().url().reveal();
  }

  @Override
  Optional<String> databaseUrl() {
    return Optional.of(url);
  }
}
