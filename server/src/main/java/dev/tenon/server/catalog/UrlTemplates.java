package dev.tenon.server.catalog;

import dev.tenon.connector.Template;
import java.util.Optional;

/// Templates of absolute URLs, checked by filling them with a harmless value.
final class UrlTemplates {
  private UrlTemplates() {}

  static Optional<Template> optional(Section section, String field, Placeholders known) {
    Optional<Template> template = section.template(field, known);
    template.ifPresent(each -> check(section, field, each));
    return template;
  }

  static Template required(Section section, String field, Placeholders known) {
    return optional(section, field, known).orElseGet(ConnectorReader::nothing);
  }

  /// Says so when no value could make a URL of `template`.
  static void check(Section section, String field, Template template) {
    if (!template.canBeUrl()) {
      section.problem(field, "is not an absolute http or https URL");
    }
  }
}
