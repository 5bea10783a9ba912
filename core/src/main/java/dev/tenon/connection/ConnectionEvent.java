package dev.tenon.connection;

import java.time.Instant;
import java.util.Map;

/// Something that happened in a connection's life.
///
/// @param type `connected`, `confirmed`, `refreshed`, `refresh_failed`, `recovered`,
///   `reauthorization_required`, `reported_invalid`, `revoked` …
/// @param details facts in snake_case; never a secret
public record ConnectionEvent(Instant at, String type, Map<String, String> details) {
  public ConnectionEvent {
    details = Map.copyOf(details);
  }
}
