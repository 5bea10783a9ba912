package dev.tenon.server.sql;

import org.junit.jupiter.api.extension.ExtendWith;

/// An older node beside ours on PostgreSQL.
@ExtendWith(WithPostgres.class)
final class PostgresOlderNodeTest extends OlderNodeContract {
  PostgresOlderNodeTest(PostgresServer server) {
    super(Database.open(server.freshDatabase()));
  }
}
