package dev.tenon.bench.chaos;

import dev.tenon.sdk.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/// One call of a token endpoint, as the sandbox saw it.
///
/// @param grant whose refresh token came, and its turn
/// @param port that it came from
/// @param worked when the provider did its work and with what status
/// @param ended when the answer was over
/// @param whole whether all of it was handed to the network
record TokenCall(
    long number,
    String clientId,
    String grant,
    long turn,
    Instant arrived,
    int port,
    Optional<Instant> worked,
    long workedStatus,
    Optional<Instant> ended,
    long endedStatus,
    boolean whole) {

  static TokenCall of(JsonObject json) {
    return new TokenCall(
        json.number("number").orElseThrow(),
        json.requiredText("client_id"),
        json.text("grant_id").orElse(""),
        json.number("turn").orElse(0),
        json.time("arrived_at").orElseThrow(),
        Math.toIntExact(json.number("client_port").orElse(0)),
        json.time("worked_at"),
        json.number("worked_status").orElse(0),
        json.time("ended_at"),
        json.number("ended_status").orElse(0),
        json.flag("whole"));
  }

  /// The provider has spent the refresh token.
  boolean isSpent() {
    return workedStatus == 200;
  }

  /// The answer that goes with it went out.
  boolean isAnswered() {
    return isSpent() && whole && endedStatus == 200;
  }
}
