package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Form;
import dev.tenon.server.admin.page.Words;
import dev.tenon.workspace.Retention;
import dev.tenon.workspace.Retention.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What stands in the form of the retention.
///
/// @param texts as they were typed
record RetentionForm(Map<Kind, String> texts, boolean auditForEver, Map<Kind, String> problems) {
  static final String FOR_EVER = "audit_for_ever";

  static RetentionForm of(Retention retention) {
    Map<Kind, String> texts = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      texts.put(kind, retention.days(kind).map(it -> Integer.toString(it)).orElse(""));
    }
    return new RetentionForm(texts, retention.auditDays().isEmpty(), Map.of());
  }

  static RetentionForm of(Form form) {
    Map<Kind, String> texts = new EnumMap<>(Kind.class);
    Map<Kind, String> problems = new EnumMap<>(Kind.class);
    boolean forEver = form.ticked(FOR_EVER);
    for (Kind kind : Kind.values()) {
      String text = form.text(kind.field());
      texts.put(kind, text);
      if (!(kind == Kind.AUDIT && forEver) && number(kind, text).isEmpty()) {
        problems.put(
            kind,
            "A whole number from %s to %s is needed."
                .formatted(Words.number(kind.least()), Words.number(kind.most())));
      }
    }
    if (problems.containsKey(Kind.AUDIT) && form.text(Kind.AUDIT.field()).isEmpty()) {
      problems.put(Kind.AUDIT, "For how many days? Or keep it for ever.");
    }
    return new RetentionForm(texts, forEver, problems);
  }

  String text(Kind kind) {
    return texts.getOrDefault(kind, "");
  }

  String problem(Kind kind) {
    return problems.getOrDefault(kind, "");
  }

  /// What it says, where nothing in it is wrong.
  Optional<Retention> retention() {
    return problems.isEmpty()
        ? Optional.of(
            new Retention(
                days(Kind.CONNECTION_EVENTS),
                days(Kind.WEBHOOK_EVENTS),
                days(Kind.STATISTICS),
                auditForEver ? Optional.empty() : number(Kind.AUDIT, text(Kind.AUDIT))))
        : Optional.empty();
  }

  private int days(Kind kind) {
    return number(kind, text(kind)).orElseThrow();
  }

  private static Optional<Integer> number(Kind kind, String text) {
    return text.matches("[0-9]{1,6}") && kind.allows(Long.parseLong(text))
        ? Optional.of(Integer.valueOf(text))
        : Optional.empty();
  }
}
