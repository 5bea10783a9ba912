package dev.tenon.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When a delivery is tried again, and how long an endpoint is left alone.
final class DeliverySchedule {
  /// Failures in a row after which an endpoint is left alone between tries.
  static final int BREAKS_AFTER = 5;

  // As Standard Webhooks advises. After attempt: 1   2   3    4   5   6    7    8    9
  // Running total:                              5s  5m  35m  2½h 7½h 17½h 31½h 51½h 75½h
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  // As Leaf does: fewer, and to the minute.
  private static final List<Duration> LEAF_WAITS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(30),
          Duration.ofMinutes(60),
          Duration.ofMinutes(240));

  // One try goes through at the end of each pause.
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5));

  private DeliverySchedule() {}

  /// The wait after `attempts` (1 or more) to an endpoint of that dialect have failed; empty when
  /// there were enough. Those of Standard Webhooks are up to a fifth longer by chance.
  static Optional<Duration> again(WebhookDialect dialect, int attempts, RandomGenerator random) {
    return switch (dialect) {
      case STANDARD -> again(attempts, random);
      case LEAF ->
          attempts > LEAF_WAITS.size()
              ? Optional.empty()
              : Optional.of(LEAF_WAITS.get(attempts - 1));
    };
  }

  private static Optional<Duration> again(int attempts, RandomGenerator random) {
    return attempts > WAITS.size()
        ? Optional.empty()
        : Optional.of(jittered(WAITS.get(attempts - 1), random));
  }

  /// How long an endpoint is left alone after `failures` in a row; empty when it is not.
  static Optional<Duration> pause(int failures, RandomGenerator random) {
    if (failures < BREAKS_AFTER) {
      return Optional.empty();
    }
    int index = Math.min(failures - BREAKS_AFTER, PAUSES.size() - 1);
    return Optional.of(jittered(PAUSES.get(index), random));
  }

  private static Duration jittered(Duration wait, RandomGenerator random) {
    return wait.plusMillis(random.nextLong(wait.toMillis() / 5 + 1));
  }
}
