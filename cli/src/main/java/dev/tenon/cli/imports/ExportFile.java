package dev.tenon.cli.imports;

import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/// The rows of a file: CSV with a line of names, JSON objects one a line, a JSON list of objects,
/// or a JSON object with such a list. Which of them it is, it says itself.
final class ExportFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> LISTS = List.of("connections", "items", "users", "content");

  private ExportFile() {}

  /// The rows of `file`; what cannot be read at all is a [FailedException].
  static List<JsonNode> rows(Path file) throws IOException {
    String text = text(file);
    try {
      return switch (first(text)) {
        case '[' -> items(JSON.readTree(text), file);
        case '{' -> objects(text, file);
        default -> lines(text);
      };
    } catch (JacksonException e) {
      // Its message may quote the file, and so a token.
      throw refused(
          "%s cannot be read: line %d, column %d."
              .formatted(file, e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
  }

  private static String text(Path file) throws IOException {
    try {
      String text = Files.readString(file);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException _) {
      throw refused("There is no file " + file + ".");
    } catch (CharacterCodingException _) {
      throw refused(file + " is not UTF-8.");
    }
  }

  private static char first(String text) {
    String plain = text.stripLeading();
    return plain.isEmpty() ? ' ' : plain.charAt(0);
  }

  private static List<JsonNode> objects(String text, Path file) {
    List<JsonNode> rows = new ArrayList<>();
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
      values.forEachRemaining(rows::add);
    }
    if (rows.size() == 1) {
      for (String list : LISTS) {
        if (rows.getFirst().path(list).isArray()) {
          return items(rows.getFirst().path(list), file);
        }
      }
    }
    return items(JSON.createArrayNode().addAll(rows), file);
  }

  private static List<JsonNode> items(JsonNode list, Path file) {
    List<JsonNode> rows = list.valueStream().toList();
    if (rows.stream().anyMatch(row -> !row.isObject())) {
      throw refused(file + " has something in its list that is no JSON object.");
    }
    return rows;
  }

  private static List<JsonNode> lines(String text) {
    CsvSchema header = CsvSchema.emptySchema().withHeader();
    try (MappingIterator<Map<String, String>> rows =
        CsvMapper.builder()
            .enable(CsvReadFeature.TRIM_SPACES)
            .enable(CsvReadFeature.SKIP_EMPTY_LINES)
            .build()
            .readerForMapOf(String.class)
            .with(header)
            .readValues(text)) {
      List<JsonNode> all = new ArrayList<>();
      while (rows.hasNext()) {
        ObjectNode row = JSON.createObjectNode();
        // An empty cell says nothing.
        rows.next()
            .forEach(
                (name, value) -> {
                  if (value != null && !value.isEmpty()) {
                    row.put(name.strip(), value);
                  }
                });
        all.add(row);
      }
      return all;
    }
  }

  static FailedException refused(String happened) {
    return new FailedException(Failure.usage(happened, "Mend the file: see docs/import.md."));
  }
}
