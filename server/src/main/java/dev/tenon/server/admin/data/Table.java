package dev.tenon.server.admin.data;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.Column;
import dev.tenon.resource.Cells;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The columns of a resource, and things sorted and filtered by them. Immutable.
final class Table {
  private final List<ResourceDefinition> line;
  private final List<String> above;
  private final boolean hasRegion;

  Table(List<ResourceDefinition> line) {
    this.line = line;
    this.above = dev.tenon.resource.Words.narrowing(line);
    this.hasRegion =
        line.getFirst().everyRegion()
            && columns().stream().noneMatch(it -> it.title().equals("Region"));
  }

  List<Column> columns() {
    return line.getLast().columns();
  }

  /// The titles in front of those of the columns: where things were found.
  List<String> places() {
    List<String> titles = new ArrayList<>();
    above.forEach(word -> titles.add(title(word)));
    if (hasRegion) {
      titles.add("Region");
    }
    return titles;
  }

  /// `Project` of `project`, `Equipment activity` of `equipment-activity`.
  static String title(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1).replace('-', ' ');
  }

  List<Cell> cells(Thing thing, Instant now) {
    List<Cell> cells = new ArrayList<>();
    columns().forEach(column -> cells.add(Cell.of(thing, column, now)));
    for (String word : above) {
      cells.add(Cell.plain(title(word), thing.above().getOrDefault(word, "")));
    }
    if (hasRegion) {
      cells.add(Cell.plain("Region", thing.region().orElse("")));
    }
    return cells;
  }

  /// Whether `word` stands in what is shown of it, in whatever case.
  boolean has(Thing thing, String word) {
    String wanted = word.toLowerCase(Locale.ROOT);
    return columns().stream().anyMatch(it -> isIn(Cells.text(thing.item(), it), wanted))
        || thing.above().values().stream().anyMatch(it -> isIn(it, wanted))
        || thing.region().filter(it -> isIn(it, wanted)).isPresent();
  }

  private static boolean isIn(String text, String wanted) {
    return text.toLowerCase(Locale.ROOT).contains(wanted);
  }

  /// The same by the column of that number: numbers by size, moments by time, texts by letter;
  /// those without come last.
  List<Thing> sorted(List<Thing> things, int number, boolean descending) {
    Column column = columns().get(number);
    List<Sorted> keys =
        things.stream().map(it -> Sorted.of(it, Cells.text(it.item(), column), column)).toList();
    Comparator<Sorted> order =
        Comparator.comparingInt((Sorted it) -> it.number().isEmpty() ? 1 : 0)
            .thenComparing(it -> it.number().orElse(BigDecimal.ZERO))
            .thenComparing(it -> it.text().toLowerCase(Locale.ROOT));
    return keys.stream()
        .sorted(
            Comparator.comparing((Sorted it) -> it.text().isEmpty())
                .thenComparing(descending ? order.reversed() : order))
        .map(Sorted::thing)
        .toList();
  }

  private record Sorted(Thing thing, String text, Optional<BigDecimal> number) {
    static Sorted of(Thing thing, String text, Column column) {
      Optional<BigDecimal> number =
          switch (column.type()) {
            case "number" ->
                text.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?")
                    ? Optional.of(new BigDecimal(text))
                    : Optional.empty();
            case "date" -> Cell.moment(text).map(it -> BigDecimal.valueOf(it.toEpochMilli()));
            default -> Optional.empty();
          };
      return new Sorted(thing, text, number);
    }
  }
}
