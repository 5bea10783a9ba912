package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/// One answer of the hub: its status, its JSON, and how long it asks us to wait.
record Answer(int status, JsonObject body, Optional<Duration> retryAfter) {

  boolean succeeded() {
    return status / 100 == 2;
  }

  Problem problem() {
    return Problem.of(status, body);
  }

  JsonObject orThrow() {
    if (!succeeded()) {
      throw new HubRefusedException(problem());
    }
    return body;
  }

  Optional<JsonObject> orThrowUnlessAbsent() {
    return status == 404 ? Optional.empty() : Optional.of(orThrow());
  }
}
