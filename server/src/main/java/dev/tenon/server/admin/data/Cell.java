package dev.tenon.server.admin.data;

import dev.tenon.connector.ResourceDefinition.Column;
import dev.tenon.resource.Cells;
import dev.tenon.server.admin.page.Words;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;

/// What stands in one cell of a table.
///
/// @param label the column's title
/// @param number whether it is set as a number
/// @param link where the text leads, out of the hub
/// @param when the moment that the text is, where it is one
record Cell(
    String label, String text, boolean number, Optional<String> link, Optional<Words.When> when) {
  private static final int LONGEST = 300;
  private static final Duration LONG = Duration.ofDays(30);
  private static final DateTimeFormatter MOMENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  static Cell plain(String label, String text) {
    return new Cell(label, shortened(text), false, Optional.empty(), Optional.empty());
  }

  static Cell of(Thing thing, Column column, Instant now) {
    String text = Cells.text(thing.item(), column);
    return switch (column.type()) {
      case "number" ->
          new Cell(column.title(), shortened(text), true, Optional.empty(), Optional.empty());
      case "date" ->
          new Cell(
              column.title(),
              shortened(text),
              false,
              Optional.empty(),
              moment(text).map(it -> when(it, now)));
      case "boolean" -> plain(column.title(), truth(text));
      case "link" -> new Cell(column.title(), shortened(text), false, web(text), Optional.empty());
      default -> plain(column.title(), text);
    };
  }

  /// What is long ago, or far ahead, is told by its day.
  private static Words.When when(Instant at, Instant now) {
    Words.When when = Words.when(at, now);
    return Duration.between(at, now).abs().compareTo(LONG) < 0
        ? when
        : new Words.When(when.exact(), when.machine(), Words.day(at));
  }

  private static String truth(String text) {
    return switch (text) {
      case "true" -> "Yes";
      case "false" -> "No";
      default -> text;
    };
  }

  /// A text that is a moment or a day, as providers write them.
  static Optional<Instant> moment(String text) {
    if (text.length() < 10 || text.length() > 40) {
      return Optional.empty();
    }
    try {
      return text.length() == 10
          ? Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant())
          : Optional.of(OffsetDateTime.parse(text, MOMENT).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// An address of the web, and of nothing else: no script, no program.
  static Optional<String> web(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return (scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null
          ? Optional.of(text)
          : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
