package dev.tenon.cli.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// Times as databases and programs write them.
final class ForeignTime {
  // From here on a number counts milliseconds.
  private static final long EPOCH_MILLIS = 100_000_000_000L;

  private ForeignTime() {}

  /// The time that `text` writes: with an offset, without one (then UTC), or as seconds or
  /// milliseconds since 1970.
  static Optional<Instant> parse(String text) {
    try {
      if (text.matches("[0-9]{1,15}")) {
        long number = Long.parseLong(text);
        return Optional.of(
            number >= EPOCH_MILLIS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number));
      }
      String iso = text.strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T").replace(" ", "");
      String whole =
          iso.replaceFirst("([+-]\\d{2})$", "$1:00").replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
      return Optional.of(
          whole.matches(".*(Z|[+-]\\d{2}:\\d{2})$")
              ? OffsetDateTime.parse(whole).toInstant()
              : LocalDateTime.parse(whole).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
