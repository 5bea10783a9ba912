package dev.tenon.server.admin.page;

import dev.tenon.server.http.Multipart;
import dev.tenon.server.http.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields of a form that was sent.
public final class Form {
  /// The field that holds the form's token.
  public static final String TOKEN = "form_token";

  private final Map<String, List<String>> values;
  private final Map<String, byte[]> files;

  private Form(Map<String, List<String>> values, Map<String, byte[]> files) {
    this.values = values;
    this.files = files;
  }

  /// The form that a request carries; without fields where it carries none.
  public static Form of(Request request) {
    if (Multipart.isIn(request)) {
      Multipart parts = Multipart.of(request);
      return new Form(parts.texts(), parts.files());
    }
    return new Form(request.form(), Map.of());
  }

  /// What was typed into the field, without spaces around it; empty text where nothing was, or
  /// where the field came twice.
  public String text(String name) {
    return exact(name).strip();
  }

  /// What was typed into the field, as it was typed.
  public String exact(String name) {
    List<String> all = all(name);
    return all.size() == 1 ? all.getFirst() : "";
  }

  /// What was typed, where something was.
  public Optional<String> some(String name) {
    return Optional.of(text(name)).filter(it -> !it.isEmpty());
  }

  /// Whether a box is ticked.
  public boolean ticked(String name) {
    return !all(name).isEmpty();
  }

  /// The file that was chosen in the field.
  public Optional<byte[]> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /// Every value of the field, in order.
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }
}
