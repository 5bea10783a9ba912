package dev.tenon.server.outbound;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// How long the other side asks us to stay away (RFC 9110 §10.2.3): seconds, or a date, which is
/// compared with the answer's own date so that a wrong clock on either side does no harm. More than
/// a day is taken as a day: a slip in a header must not silence a connection for weeks. Safe for
/// use by any thread.
public final class RetryAfter {
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Clock clock;

  /// Reads dates against `clock`, where the answer has none of its own.
  public RetryAfter(Clock clock) {
    this.clock = clock;
  }

  /// What `answer` asks for, in the header of that name or the standard one.
  public Optional<Duration> read(HttpAnswer answer, String header) {
    return answer
        .header(header)
        .or(() -> answer.header("Retry-After"))
        .map(String::strip)
        .flatMap(text -> seconds(text).or(() -> until(text, answer)))
        .map(RetryAfter::bounded);
  }

  private static Optional<Duration> seconds(String text) {
    if (!text.matches("[0-9]{1,18}(\\.[0-9]*)?")) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofSeconds(Long.parseLong(text.split("\\.", -1)[0])));
  }

  private Optional<Duration> until(String text, HttpAnswer answer) {
    Instant now = answer.header("Date").flatMap(RetryAfter::date).orElseGet(clock::instant);
    return date(text).map(then -> Duration.between(now, then));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }
}
