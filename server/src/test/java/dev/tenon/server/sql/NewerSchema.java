package dev.tenon.server.sql;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// A database that a later version of the program has migrated, by adding to it.
final class NewerSchema {
  private NewerSchema() {}

  static void migrate(DataSource source, Dialect dialect) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration", "classpath:db/newer")
        .placeholders(dialect.schemaWords())
        .load()
        .migrate();
  }
}
