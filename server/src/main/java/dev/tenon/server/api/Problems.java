package dev.tenon.server.api;

import dev.tenon.server.http.Problem;
import java.util.List;
import java.util.Map;

/// What can go wrong in more than one call. Each code is explained in `docs/errors.md`.
final class Problems {
  private static final String NOT_VALID = "The request is not valid";

  private Problems() {}

  /// The request says something impossible.
  static Problem invalid(String detail) {
    return Problem.of(400, "invalid_request", NOT_VALID, detail);
  }

  /// One field says something impossible.
  ///
  /// @param message continues the field's name
  static Problem invalid(String field, String message) {
    return invalid(Map.of(field, message));
  }

  /// Some fields do.
  static Problem invalid(Map<String, String> messages) {
    Map.Entry<String, String> first = messages.entrySet().iterator().next();
    List<Map<String, Object>> errors =
        messages.entrySet().stream()
            .map(it -> Map.<String, Object>of("field", it.getKey(), "message", it.getValue()))
            .toList();
    return invalid("The field '%s' %s.".formatted(first.getKey(), first.getValue()))
        .with("errors", errors);
  }

  /// The body is of another type.
  static Problem mediaType(String expected) {
    return Problem.of(
        415,
        "unsupported_media_type",
        "The content type is not supported",
        "Send the body with 'Content-Type: " + expected + "'.");
  }

  /// There is no such thing, or the caller may not know of it: the two are not told apart.
  ///
  /// @param what for example `app`
  static Problem unknown(String what) {
    return Problem.of(
        404,
        "not_found",
        "There is nothing here",
        "There is no such " + what + " that this key may see.");
  }

  /// The name is taken.
  static Problem taken(String field) {
    return Problem.of(
        409,
        "already_exists",
        "It exists already",
        "There is one with this %s already. Choose another, or change that one.".formatted(field));
  }

  /// The caller's app may not use the integration.
  static Problem notAssigned(String integration) {
    return Problem.of(
        412,
        "integration_not_assigned",
        "The integration is not assigned to this app",
        "The integration '%s' exists, but this app may not use it. An admin adds the app to its"
                .formatted(integration)
            + " 'apps'.");
  }

  /// The caller's app calls through the hub only.
  static Problem noTokens() {
    return Problem.of(
        403,
        "token_not_allowed",
        "This app gets no tokens",
        "An admin has said what this app may call ('allowed_calls'), so it calls through the hub, at"
            + " /proxy/{integration}/{path}, where that is looked at.");
  }

  /// There is no integration of that name.
  static Problem noIntegration(String asked, List<String> nearest) {
    String hint = nearest.isEmpty() ? "" : " Did you mean '" + nearest.getFirst() + "'?";
    return Problem.of(
            404,
            "integration_not_found",
            "There is no such integration",
            "No OAuth client of this workspace is called '%s'.".formatted(asked) + hint)
        .with("nearest", nearest);
  }

  /// Somebody else changed it meanwhile.
  static Problem conflict() {
    return Problem.of(
        409,
        "changed_meanwhile",
        "It was changed meanwhile",
        "Somebody else changed it at the same time; nothing was done. Read it and try again.");
  }
}
