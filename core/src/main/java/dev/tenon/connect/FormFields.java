package dev.tenon.connect;

import dev.tenon.client.UserFields;
import dev.tenon.client.UserFields.Reading;
import dev.tenon.connector.ConnectionDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads what a user typed into the fields of a connect form, and says what is wrong in sentences
/// for that user.
///
/// @param asked what the connection definition asks of the user
record FormFields(UserFields asked) {
  /// The form of `definition`.
  static FormFields of(ConnectionDefinition definition) {
    return new FormFields(UserFields.of(definition));
  }

  /// What was typed, or what is wrong with it.
  ///
  /// @param typed the text typed into the field of a name
  Reading read(Function<String, Optional<String>> typed) {
    return switch (asked.read(typed)) {
      case Reading.Read read -> read;
      case Reading.Wrong(Map<String, String> problems) -> {
        Map<String, String> sentences = new LinkedHashMap<>();
        problems.forEach((name, problem) -> sentences.put(name, sentence(problem)));
        yield new Reading.Wrong(sentences);
      }
    };
  }

  /// What is wrong with the form, where resolving the client with what was typed ended with
  /// `problem`: the field that the problem names, or nothing of the user's.
  Optional<Reading.Wrong> blamed(String problem) {
    return asked
        .blamed(problem)
        .map(field -> new Reading.Wrong(Map.of(field.name(), "This does not fit here.")));
  }

  private static String sentence(String problem) {
    return problem.equals(UserFields.MISSING) ? "Please fill this in." : "This " + problem + ".";
  }
}
