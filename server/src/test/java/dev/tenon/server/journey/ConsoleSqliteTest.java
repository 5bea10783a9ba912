package dev.tenon.server.journey;

import java.util.Optional;

final class ConsoleSqliteTest extends ConsoleContract {
  @Override
  Optional<String> databaseUrl() {
    return Optional.empty();
  }
}
