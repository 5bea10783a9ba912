package dev.tenon.sandbox.aps;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/// So many calls a minute for each client and endpoint. Who goes over is refused for 25 seconds,
/// which is what `Retry-After` says, and starts a new minute after it. Safe for use by any thread.
public final class RateLimit {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration PENALTY = Duration.ofSeconds(25);

  private record Window(Instant start, int calls, Instant refusedUntil) {}

  private final Clock clock;
  private final IntSupplier callsPerMinute;
  private final Map<String, Window> windows = new HashMap<>();
  private int taken;
  private int refused;

  /// How many calls were let through and how many were not.
  public record Outcomes(int taken, int refused) {}

  RateLimit(Clock clock, IntSupplier callsPerMinute) {
    this.clock = clock;
    this.callsPerMinute = callsPerMinute;
  }

  /// How many seconds the caller must wait; 0 means that the call is taken.
  synchronized long secondsToWait(String caller) {
    Instant now = clock.instant();
    Window window = windows.getOrDefault(caller, new Window(now, 0, Instant.MIN));
    if (now.isBefore(window.refusedUntil())) {
      refused++;
      return Math.max(1, Duration.between(now, window.refusedUntil()).toSeconds());
    }
    boolean over = !now.isBefore(window.start().plus(WINDOW));
    boolean afterPenalty = !window.refusedUntil().equals(Instant.MIN);
    Window current = over || afterPenalty ? new Window(now, 0, Instant.MIN) : window;
    if (current.calls() >= callsPerMinute.getAsInt()) {
      refused++;
      windows.put(caller, new Window(current.start(), current.calls(), now.plus(PENALTY)));
      return PENALTY.toSeconds();
    }
    windows.put(caller, new Window(current.start(), current.calls() + 1, Instant.MIN));
    taken++;
    return 0;
  }

  /// What became of all calls so far.
  synchronized Outcomes outcomes() {
    return new Outcomes(taken, refused);
  }

  synchronized void clear() {
    windows.clear();
    taken = 0;
    refused = 0;
  }
}
