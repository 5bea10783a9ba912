package dev.tenon.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A table for people: columns aligned, two spaces between, no lines. In a window the widest
/// columns give way until it fits; elsewhere nothing is cut.
public final class Table {
  private static final int GAP = 2;
  private static final int NARROWEST = 6;

  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<String> titles) {
    rows.add(titles);
  }

  /// A table with these column titles.
  public static Table of(String... titles) {
    return new Table(List.of(titles));
  }

  /// Adds a row, with one cell for each title.
  public Table row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row has one cell for each title");
    }
    rows.add(Arrays.stream(cells).map(Table::printable).toList());
    return this;
  }

  /// Prints it; only `none` where it has no row.
  public void print(Terminal terminal, String none) {
    if (rows.size() == 1) {
      terminal.out().println(none);
      return;
    }
    int[] widths = widths();
    if (terminal.isInteractive()) {
      fit(widths, terminal.columns());
    }
    rows.forEach(row -> terminal.out().println(line(row, widths)));
  }

  /// `text` without control characters, so that no name rewrites the screen.
  public static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
  }

  private int[] widths() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], width(row.get(column)));
      }
    }
    return widths;
  }

  private static void fit(int[] widths, int columns) {
    int over = Arrays.stream(widths).sum() + GAP * (widths.length - 1) - columns;
    for (; over > 0; over--) {
      int widest = widest(widths);
      if (widths[widest] <= NARROWEST) {
        return;
      }
      widths[widest]--;
    }
  }

  private static int widest(int[] widths) {
    int widest = 0;
    for (int column = 1; column < widths.length; column++) {
      if (widths[column] > widths[widest]) {
        widest = column;
      }
    }
    return widest;
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cut(row.get(column), widths[column]);
      line.append(cell).repeat(' ', widths[column] - width(cell) + GAP);
    }
    return line.toString().stripTrailing();
  }

  private static String cut(String cell, int width) {
    if (width(cell) <= width) {
      return cell;
    }
    return cell.substring(0, cell.offsetByCodePoints(0, width - 1)) + "…";
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
