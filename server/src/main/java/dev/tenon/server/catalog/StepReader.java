package dev.tenon.server.catalog;

import dev.tenon.connector.Step;
import dev.tenon.connector.Template;
import dev.tenon.connector.TokenRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads the requests of logins and exchanges.
final class StepReader {
  private StepReader() {}

  static List<Step> read(Section definition, String field, Placeholders known) {
    List<Step> steps = new ArrayList<>();
    for (Section each : definition.sections(field)) {
      steps.add(step(each, context(known)));
    }
    return steps;
  }

  /// What templates of a request may use besides.
  static Placeholders context(Placeholders known) {
    return known.and("client_secret", "now", "random", "steps.");
  }

  private static Step step(Section section, Placeholders known) {
    boolean isText = section.text("format", "form").equals("text");
    if (isText != section.has("text")) {
      section.problem("text", isText ? "is needed by format text" : "goes with format text only");
    }
    if (isText && section.has("body")) {
      section.problem("body", "does not go with format text");
    }
    Map<String, Template> body =
        isText
            ? Map.of("", section.template("text", known).orElseGet(ConnectorReader::nothing))
            : section.templates("body", known);
    return new Step(
        section.text("method", "POST"),
        UrlTemplates.required(section, "url", known),
        section.templates("headers", known),
        section.choice("format", TokenRules.BodyFormat.class, TokenRules.BodyFormat.FORM),
        body,
        AnswerReader.read(section.sectionOrEmpty("answer")));
  }
}
