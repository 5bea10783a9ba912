package dev.tenon.cli.apply;

import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.Json.JsonNull;
import dev.tenon.sdk.json.Json.JsonNumber;
import dev.tenon.sdk.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// For how long the workspace keeps things.
final class RetentionPart {
  static final String NAME = "retention";

  private static final String KIND = "workspace";
  private static final String AUDIT = "audit_days";
  private static final String FOR_EVER = "for_ever";
  private static final List<String> FIELDS =
      List.of("connection_events_days", "webhook_events_days", "statistics_days", AUDIT);

  private RetentionPart() {}

  /// The fields as the API has them.
  static Wish read(Entry entry) {
    entry.allowing(FIELDS.toArray(String[]::new));
    JsonObject fields = JsonObject.empty();
    for (String name : FIELDS) {
      Optional<String> text = entry.text(name);
      if (text.isPresent()) {
        fields = fields.with(name, days(entry, name, text.get()));
      }
    }
    return new Wish(NAME, fields, Optional.empty(), Map.of());
  }

  private static Json days(Entry entry, String name, String text) {
    boolean isAudit = name.equals(AUDIT);
    if (isAudit && text.equals(FOR_EVER)) {
      return new JsonNull();
    }
    if (!text.matches("[0-9]{1,9}")) {
      entry.fault(name, "is a number of days" + (isAudit ? ", or for_ever" : ""));
      return new JsonNull();
    }
    return JsonNumber.of(Long.parseLong(text));
  }

  /// What is to be done. What the file leaves out stays as it is, and goes along in the request,
  /// which says all of it.
  static Step plan(Wish wish, TenonClient hub) {
    JsonObject there = hub.retention();
    Difference difference = Difference.of(wish, there);
    if (difference.isNone()) {
      return Step.unchanged(KIND, NAME);
    }
    JsonObject all = there;
    for (Map.Entry<String, Json> field : wish.fields().members().entrySet()) {
      all = all.with(field.getKey(), field.getValue());
    }
    JsonObject wanted = all;
    return Step.of(
            Step.Act.CHANGE,
            KIND,
            NAME,
            difference.words().stream().map(RetentionPart::readable).toList(),
            at -> at.changeRetention(wanted))
        .noting("What is older than that is removed for good.");
  }

  /// Nothing is a time too: for ever.
  private static String readable(String line) {
    return line.startsWith(AUDIT) ? line.replace("none", FOR_EVER) : line;
  }
}
