package dev.tenon.call;

import dev.tenon.connector.Api;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// What an answer says of the provider's rate limit, by the headers that its connector names, else
/// by the usual ones ([RateHeaders]; RFC 9110 §10.2.3, RFC 6585 §4). Immutable.
///
/// @param later whether the call was refused for now
/// @param delay how long to stay away, where that is said
/// @param remaining calls that are left until then, where that is said
public record RetryHints(boolean later, Optional<Duration> delay, OptionalInt remaining) {
  private static final OptionalInt NONE = OptionalInt.empty();
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}(\\.[0-9]*)?");

  /// From here on a number is a date in seconds since 1970, and from the second on in milliseconds.
  private static final long EPOCH_SECONDS = 1_000_000_000L;

  private static final long EPOCH_MILLIS = 100_000_000_000L;

  /// More than a day is a slip in a header, which must not silence a connection for weeks.
  private static final Duration LONGEST = Duration.ofDays(1);

  /// Nothing is said.
  static RetryHints none() {
    return new RetryHints(false, Optional.empty(), NONE);
  }

  /// Reads `answer`.
  static RetryHints read(ApiAnswer answer, Api.Retry rules, Clock clock) {
    RateHeaders said =
        rules.remainingHeader().isPresent() ? RateHeaders.none() : RateHeaders.read(answer);
    OptionalInt remaining =
        rules.remainingHeader().map(it -> count(answer, it)).orElse(said.remaining());
    boolean spent = remaining.isPresent() && remaining.getAsInt() == 0;
    boolean named = rules.errorCodes().contains(answer.status()) || answer.saysLater();
    if (answer.status() < 400 && !spent && !named) {
      return remaining.isEmpty() ? none() : new RetryHints(false, Optional.empty(), remaining);
    }
    Instant now = answer.header("Date").flatMap(RetryHints::date).orElseGet(clock::instant);
    Optional<Duration> after =
        answer
            .header(rules.afterHeader())
            .or(() -> answer.header("Retry-After"))
            .flatMap(text -> duration(text, now));
    Optional<Duration> at =
        rules.atHeader().flatMap(answer::header).flatMap(text -> duration(text, now));
    Optional<Duration> reset = at.or(() -> said.delay(now));
    boolean later =
        answer.status() == TOO_MANY_REQUESTS
            || named
            || (answer.status() == SERVICE_UNAVAILABLE && after.isPresent())
            || (answer.status() == FORBIDDEN && spent && at.isPresent());
    return new RetryHints(
        later, after.or(() -> later || spent ? reset : Optional.empty()), remaining);
  }

  /// How long `text` says to wait from `now` on: seconds, or a date.
  public static Optional<Duration> duration(String text, Instant now) {
    String plain = text.strip();
    if (!SECONDS.matcher(plain).matches()) {
      return date(plain).map(then -> bounded(Duration.between(now, then)));
    }
    long number = Long.parseLong(plain.split("\\.", 2)[0]);
    if (number >= EPOCH_MILLIS) {
      return Optional.of(bounded(Duration.between(now, Instant.ofEpochMilli(number))));
    }
    return Optional.of(
        bounded(
            number >= EPOCH_SECONDS
                ? Duration.between(now, Instant.ofEpochSecond(number))
                : Duration.ofSeconds(number)));
  }

  /// The date that `text` writes as RFC 9110 §5.6.7 does, or as RFC 3339.
  public static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException _) {
      return dateOfRfc3339(text.strip());
    }
  }

  private static Optional<Instant> dateOfRfc3339(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static OptionalInt count(ApiAnswer answer, String header) {
    return answer
        .header(header)
        .map(String::strip)
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(NONE);
  }

  private static Duration bounded(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }
}
