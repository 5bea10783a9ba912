package dev.tenon.server.connect;

import dev.tenon.connector.Field;
import java.util.Map;

/// What is wrong with a field, in the reader's language.
final class FieldWords {
  private FieldWords() {}

  /// @param problem as core says it, in English
  static String of(Words words, Field field, String problem) {
    if (problem.contains("fill this in")) {
      return words.say("field.missing");
    }
    if (problem.contains("longer than")) {
      return words.say("field.long");
    }
    if (problem.contains("one of")) {
      return words.say("field.choice");
    }
    if (problem.contains("must look like")) {
      return field
          .example()
          .map(it -> words.say("field.like", Map.of("example", it)))
          .orElseGet(() -> words.say("field.wrong"));
    }
    return problem.contains("must be ") ? ofFormat(words, field) : words.say("field.wrong");
  }

  private static String ofFormat(Words words, Field field) {
    return words.say(
        switch (field.format()) {
          case TEXT, LINES, BOOLEAN -> "field.wrong";
          case HOST -> "field.host";
          case LABEL -> "field.label";
          case BASE_URL -> "field.base_url";
          case URL -> "field.url";
          case EMAIL -> "field.email";
          case UUID -> "field.uuid";
          case INTEGER -> "field.integer";
        });
  }
}
