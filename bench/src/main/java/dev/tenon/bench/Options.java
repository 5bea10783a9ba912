package dev.tenon.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a command was given: flags, and options with a value after `=`.
public record Options(Map<String, String> values) {

  /// Ends the program where something else than `known` is given.
  public static Options read(String[] args, String... known) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String arg : args) {
      String[] parts = arg.split("=", 2);
      if (!List.of(known).contains(parts[0])) {
        System.err.println("unknown: " + arg + "; known: " + String.join(" ", known));
        System.exit(2);
      }
      values.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return new Options(values);
  }

  public boolean isSet(String name) {
    return values.containsKey(name);
  }

  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  public int number(String name, int otherwise) {
    return Integer.parseInt(values.getOrDefault(name, Integer.toString(otherwise)));
  }

  /// As they were given.
  public String words() {
    StringBuilder words = new StringBuilder();
    values.forEach(
        (name, value) ->
            words.append(name).append(value.isEmpty() ? "" : "=").append(value).append(' '));
    return words.toString().strip();
  }
}
