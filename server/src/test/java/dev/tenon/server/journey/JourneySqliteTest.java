package dev.tenon.server.journey;

import java.util.Optional;

final class JourneySqliteTest extends JourneyContract {
  @Override
  Optional<String> databaseUrl() {
    return Optional.empty();
  }
}
