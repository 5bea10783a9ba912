package dev.tenon.server.outbound.token;

import dev.tenon.connector.TokenReading;
import dev.tenon.server.outbound.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An error as a provider words it, in the words of RFC 6749 §5.2 where we know them.
///
/// @param code lower-case
/// @param description what the provider says to it, not yet cleaned
record ProviderError(String code, String description) {
  /// Other names of the RFC's errors. GitHub: docs.github.com, troubleshooting OAuth app access
  /// token request errors. Slack: docs.slack.dev, oauth.v2.access.
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("bad_verification_code", "invalid_grant"),
          Map.entry("bad_refresh_token", "invalid_grant"),
          Map.entry("incorrect_client_credentials", "invalid_client"),
          Map.entry("invalid_code", "invalid_grant"),
          Map.entry("code_already_used", "invalid_grant"),
          Map.entry("invalid_refresh_token", "invalid_grant"),
          Map.entry("invalid_client_id", "invalid_client"),
          Map.entry("bad_client_secret", "invalid_client"),
          Map.entry("bad_redirect_uri", "invalid_request"));

  /// The gateway of Autodesk Platform Services, which answers before its authorization server does.
  private static final Map<String, String> GATEWAY =
      Map.of(
          "AUTH-001", "unauthorized_client",
          "AUTH-002", "unauthorized_client",
          "AUTH-003", "invalid_client",
          "AUTH-004", "invalid_scope",
          "AUTH-009", "unsupported_grant_type",
          "AUTH-010", "unauthorized_client",
          "AUTH-011", "unauthorized_client",
          "AUTH-012", "invalid_client",
          "AUTH-013", "unsupported_token_type");

  private static final Set<String> STANDARD =
      Set.of(
          "invalid_request",
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "unsupported_grant_type",
          "invalid_scope");

  private static final Set<String> NOT_NOW =
      Set.of(
          "temporarily_unavailable",
          "server_error",
          "slow_down",
          "ratelimited",
          "rate_limited",
          "too_many_requests",
          "internal_error",
          "service_unavailable");

  private static final List<String> DESCRIPTIONS =
      List.of(
          "error_description",
          "error.message",
          "developerMessage",
          "message",
          "errorSummary",
          "error_message",
          "errors.0.message",
          "detail",
          "title");

  /// The error that `fields` tell; empty when they tell none.
  static Optional<ProviderError> of(Fields fields) {
    String gateway = fields.text("errorCode").orElse("");
    String standard = GATEWAY.get(gateway);
    if (standard != null) {
      return Optional.of(new ProviderError(standard, gateway + ": " + description(fields)));
    }
    return fields
        .text("error")
        .or(() -> fields.text("error.type"))
        .or(() -> fields.text("error.status"))
        .or(() -> fields.text("error.code"))
        .or(() -> fields.text("errorCode").filter(STANDARD::contains))
        .filter(text -> !text.isBlank())
        .map(text -> named(text, description(fields)));
  }

  /// The failure inside a success that `reading` declares; empty when there is none.
  static Optional<ProviderError> inSuccess(Fields fields, TokenReading reading) {
    return reading
        .failedWhen()
        .filter(it -> fields.text(it.path()).filter(it.value()::equalsIgnoreCase).isPresent())
        .map(
            it ->
                named(fields.text(it.errorPath()).orElse("invalid_request"), description(fields)));
  }

  /// What the answer says to its error, from wherever it says it.
  static String description(Fields fields) {
    return DESCRIPTIONS.stream()
        .flatMap(path -> fields.text(path).stream())
        .filter(text -> !text.isBlank())
        .findFirst()
        .orElse("");
  }

  /// Whether it only means "not now".
  boolean isPassing() {
    return NOT_NOW.contains(code);
  }

  private static ProviderError named(String text, String description) {
    String code = text.strip().toLowerCase(Locale.ROOT);
    String standard = OTHER_NAMES.get(code);
    if (standard != null) {
      return new ProviderError(standard, description.isEmpty() ? code : code + ": " + description);
    }
    return code.matches("[a-z0-9_.-]{1,64}")
        ? new ProviderError(code, description)
        : new ProviderError("invalid_request", description.isEmpty() ? text : description);
  }
}
