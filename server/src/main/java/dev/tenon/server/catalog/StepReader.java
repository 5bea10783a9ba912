package dev.tenon.server.catalog;

import dev.tenon.connector.Step;
import dev.tenon.connector.Template;
import dev.tenon.connector.TokenRules;
import java.util.ArrayList;
import java.util.Collection;
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
    Template url = UrlTemplates.required(section, "url", known);
    Map<String, Template> headers = section.templates("headers", known);
    if (usesSecret(headers.values()) && (usesSecret(body.values()) || usesSecret(List.of(url)))) {
      section.problem(
          "headers", "must not hold the client secret when body or url do (RFC 6749 §2.3)");
    }
    return new Step(
        section.text("method", "POST"),
        url,
        headers,
        section.choice("format", TokenRules.BodyFormat.class, TokenRules.BodyFormat.FORM),
        body,
        AnswerReader.read(section.sectionOrEmpty("answer")));
  }

  private static boolean usesSecret(Collection<Template> templates) {
    return templates.stream().anyMatch(each -> each.names().contains("client_secret"));
  }
}
