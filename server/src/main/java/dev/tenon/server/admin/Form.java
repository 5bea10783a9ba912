package dev.tenon.server.admin;

import dev.tenon.server.http.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields of a form that was sent.
final class Form {
  /// The field that holds the form's token.
  static final String TOKEN = "form_token";

  private final Map<String, List<String>> values;

  private Form(Map<String, List<String>> values) {
    this.values = values;
  }

  static Form of(Request request) {
    return new Form(request.form());
  }

  /// What was typed into the field, without spaces around it; empty text where nothing was, or
  /// where the field came twice.
  String text(String name) {
    return exact(name).strip();
  }

  /// What was typed into the field, as it was typed.
  String exact(String name) {
    List<String> all = all(name);
    return all.size() == 1 ? all.getFirst() : "";
  }

  /// What was typed, where something was.
  Optional<String> some(String name) {
    return Optional.of(text(name)).filter(it -> !it.isEmpty());
  }

  /// Whether a box is ticked.
  boolean ticked(String name) {
    return !all(name).isEmpty();
  }

  /// Every value of the field, in order.
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }
}
