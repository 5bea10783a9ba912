package dev.tenon.server.proxy;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.Column;
import dev.tenon.resource.ListedItem;
import dev.tenon.resource.ListedItem.Ancestor;
import dev.tenon.resource.ListingSummary;
import dev.tenon.resource.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A table in CSV (RFC 4180), safe to open in a spreadsheet: a cell that would be taken for a
/// formula begins with an apostrophe.
final class CsvFormat extends ListingFormat {
  private static final String FORMULAS = "=+-@\t\r";

  private final boolean partial;
  private final List<String> above;
  private final boolean hasRegion;

  /// @param partial whether a list that is not complete is ended like one that is
  CsvFormat(List<ResourceDefinition> line, boolean partial) {
    super(line);
    this.partial = partial;
    this.above = Words.narrowing(line);
    this.hasRegion =
        line.getFirst().everyRegion()
            && resource().columns().stream().noneMatch(it -> it.title().equals("Region"));
  }

  @Override
  void begin(OutputStream out) throws IOException {
    List<String> titles = new ArrayList<>();
    if (hasRegion) {
      titles.add("Region");
    }
    above.forEach(word -> titles.add(title(word)));
    resource().columns().forEach(column -> titles.add(column.title()));
    row(out, titles);
  }

  @Override
  void item(OutputStream out, ListedItem item) throws IOException {
    List<String> cells = new ArrayList<>();
    if (hasRegion) {
      cells.add(safe(item.region().orElse("")));
    }
    for (String word : above) {
      Ancestor ancestor = item.ancestors().get(word);
      cells.add(safe(ancestor == null ? "" : ancestor.name()));
    }
    for (Column column : resource().columns()) {
      String cell = cell(item, column);
      cells.add(column.type().equals("number") && isNumber(cell) ? cell : safe(cell));
    }
    row(out, cells);
  }

  @Override
  void end(OutputStream out, ListingSummary summary) throws IOException {
    if (!summary.isComplete() && !partial) {
      out.flush();
      throw new IOException("the table is not complete");
    }
  }

  private static String title(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static boolean isNumber(String text) {
    return text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  }

  private static String safe(String text) {
    boolean formula = !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0;
    return formula && !isNumber(text) ? "'" + text : text;
  }

  private static void row(OutputStream out, List<String> cells) throws IOException {
    write(out, cells.stream().map(CsvFormat::quoted).collect(Collectors.joining(",", "", "\r\n")));
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
