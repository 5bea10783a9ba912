package dev.tenon.server.outbound.token;

import dev.tenon.connector.TokenReading.ExpiryUnit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// Reads how long a token lives. What makes no sense says nothing, so that the connector's own
/// lifetime applies: zero and less (some providers mean "never" by it, some nothing), what is no
/// number, and more than ten years (which is a point in time, another unit, or "never").
final class Expiry {
  private static final Duration LONGEST = Duration.ofDays(3650);
  private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.valueOf(1000);
  private static final int DIGITS = 40;

  private Expiry() {}

  /// The life that `text` tells, counted from `requestedAt`.
  static Optional<Duration> read(String text, ExpiryUnit unit, Instant requestedAt) {
    return switch (unit) {
      case SECONDS -> number(text).flatMap(Expiry::seconds);
      case MILLISECONDS -> number(text).flatMap(it -> seconds(it.divide(MILLIS_PER_SECOND)));
      case EPOCH_SECONDS -> number(text).flatMap(it -> until(it, requestedAt));
      case EPOCH_MILLISECONDS ->
          number(text).flatMap(it -> until(it.divide(MILLIS_PER_SECOND), requestedAt));
      case TIMESTAMP -> time(text).flatMap(it -> plausible(Duration.between(requestedAt, it)));
    };
  }

  private static Optional<BigDecimal> number(String text) {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > DIGITS) {
      return Optional.empty();
    }
    try {
      // A huge exponent would make a number of a billion digits as soon as we reckon with it.
      return Optional.of(new BigDecimal(digits)).filter(it -> Math.abs(it.scale()) <= DIGITS);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> seconds(BigDecimal seconds) {
    boolean sensible =
        seconds.signum() > 0 && seconds.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) <= 0;
    return sensible ? plausible(Duration.ofSeconds(seconds.longValue())) : Optional.empty();
  }

  private static Optional<Duration> until(BigDecimal epochSeconds, Instant requestedAt) {
    return seconds(epochSeconds.subtract(BigDecimal.valueOf(requestedAt.getEpochSecond())));
  }

  private static Optional<Instant> time(String text) {
    try {
      String colon = text.strip().replaceFirst("([+-][0-9]{2})([0-9]{2})$", "$1:$2");
      return Optional.of(OffsetDateTime.parse(colon).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> plausible(Duration life) {
    return life.isPositive() && life.compareTo(LONGEST) <= 0 ? Optional.of(life) : Optional.empty();
  }
}
