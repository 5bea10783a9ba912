package dev.tenon.server.journey;

import java.util.Optional;

final class ConsoleConnectionsSqliteTest extends ConsoleConnectionsContract {
  @Override
  Optional<String> databaseUrl() {
    return Optional.empty();
  }
}
