package dev.tenon.server.journey;

import java.util.Optional;

final class DataPagesSqliteTest extends DataPagesContract {
  @Override
  Optional<String> databaseUrl() {
    return Optional.empty();
  }
}
