package dev.tenon.sandbox;

import dev.tenon.sandbox.sample.Tuning;

/// Sizes and quirks as the control API writes them.
final class TuningReader {
  private static final String[] KNOWN = {
    "data",
    "todos",
    "attachments",
    "plain_todos",
    "plain_attachments",
    "items",
    "issues",
    "fields",
    "samples",
    "first_slice",
    "content_type_breaks_get",
    "hostile_names",
    "hub_calls_per_minute"
  };

  private TuningReader() {}

  /// `now` with what `fields` say; `data` is a whole set, which the others then change.
  static Tuning read(Fields fields, Tuning now) {
    fields.only(KNOWN);
    Tuning base = fields.text("data").map(Tuning::named).orElse(now);
    return new Tuning(
        fields.integer("todos", base.todos()),
        fields.integer("attachments", base.attachments()),
        fields.integer("plain_todos", base.plainTodos()),
        fields.integer("plain_attachments", base.plainAttachments()),
        fields.integer("items", base.items()),
        fields.integer("issues", base.issues()),
        fields.integer("fields", base.fields()),
        fields.integer("samples", base.samples()),
        fields.integer("first_slice", base.firstSlice()),
        fields.flag("content_type_breaks_get", base.contentTypeBreaksGet()),
        fields.flag("hostile_names", base.hostileNames()),
        fields.integer("hub_calls_per_minute", base.hubCallsPerMinute()));
  }
}
