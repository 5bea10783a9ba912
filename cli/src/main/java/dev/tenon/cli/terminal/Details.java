package dev.tenon.cli.terminal;

import java.util.LinkedHashMap;
import java.util.Map;

/// One thing shown to people: a line for each of its properties, without those that are empty.
public final class Details {
  private final Map<String, String> lines = new LinkedHashMap<>();

  /// Adds a property.
  public Details line(String name, String value) {
    if (!value.isBlank()) {
      lines.put(name, Table.printable(value));
    }
    return this;
  }

  /// Prints it.
  public void print(Terminal terminal) {
    int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
    lines.forEach(
        (name, value) ->
            terminal.out().println(name + " ".repeat(width - name.length() + 2) + value));
  }
}
