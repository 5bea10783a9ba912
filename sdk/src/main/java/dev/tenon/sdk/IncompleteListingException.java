package dev.tenon.sdk;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.util.List;

/// A list has come to its end, and not everything is in it. What was there has been given.
public final class IncompleteListingException extends TenonException {
  private static final long serialVersionUID = 1L;

  private final transient List<JsonObject> missing;

  IncompleteListingException(String message, List<JsonObject> missing) {
    super(message);
    this.missing = List.copyOf(missing);
  }

  static IncompleteListingException of(JsonObject summary) {
    List<JsonObject> missing =
        summary.items("missing").stream()
            .filter(JsonObject.class::isInstance)
            .map(JsonObject.class::cast)
            .toList();
    String first =
        missing.stream()
            .findFirst()
            .map(it -> ": " + it.text("detail").orElse(it.text("code").orElse("")))
            .orElse("");
    return new IncompleteListingException(
        "The list is not complete" + first.replaceAll("\\.+$", "") + ".", missing);
  }

  static IncompleteListingException cut() {
    return new IncompleteListingException(
        "The list is not complete: it broke off before its end.", List.of());
  }

  /// What could not be had, as the hub says it: `what`, `region`, `parent`, `code`, `detail`. Empty
  /// where the list broke off.
  public List<JsonObject> missing() {
    return missing;
  }

  /// What could not be had, as one JSON value.
  public Json json() {
    return new Json.JsonArray(List.copyOf(missing));
  }
}
