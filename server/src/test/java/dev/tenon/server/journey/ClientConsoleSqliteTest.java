package dev.tenon.server.journey;

import java.util.Optional;

final class ClientConsoleSqliteTest extends ClientConsoleContract {
  @Override
  Optional<String> databaseUrl() {
    return Optional.empty();
  }
}
