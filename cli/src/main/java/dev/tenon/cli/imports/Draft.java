package dev.tenon.cli.imports;

import dev.tenon.cli.imports.Export.Choices;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One row on its way from a foreign format to the hub's. No message quotes a value: it may be a
/// token.
final class Draft {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int JWT_PARTS = 3;

  private final JsonNode row;
  private final Choices choices;
  private final ObjectNode json = JSON.createObjectNode();
  private final List<Wrong> problems = new ArrayList<>();
  private boolean skipped;

  Draft(JsonNode row, Choices choices) {
    this.row = row;
    this.choices = choices;
  }

  JsonNode row() {
    return row;
  }

  Choices choices() {
    return choices;
  }

  List<Wrong> problems() {
    return problems;
  }

  boolean isSkipped() {
    return skipped;
  }

  String json() {
    return json.toString();
  }

  /// The row has nothing to import.
  void skip() {
    skipped = true;
  }

  void wrong(String field, String message) {
    problems.add(new Wrong(field, message));
  }

  /// Sets who holds it at which integration: what was chosen, else what the row says.
  void holder(String integrationField, String userField) {
    choices
        .integration()
        .or(() -> text(row, integrationField))
        .ifPresentOrElse(
            it -> json.put("integration", it),
            () -> wrong(integrationField, "is not there; give --integration NAME"));
    String field = choices.userField().orElse(userField);
    text(row, field)
        .ifPresentOrElse(
            it -> json.put("user", it),
            () -> wrong(field, "is not there, and says who the user is"));
  }

  /// Sets the tokens. An access token whose end is not known is left out where there is a refresh
  /// token: it would be handed out for ever.
  void tokens(Optional<String> access, Optional<Instant> end, Optional<String> refresh) {
    Optional<Instant> known = end.or(() -> access.flatMap(Draft::endOfJwt));
    if (access.isEmpty() && refresh.isEmpty()) {
      wrong("", "has no token");
    }
    refresh.ifPresent(it -> json.put("refresh_token", it));
    if (known.isPresent() || refresh.isEmpty()) {
      access.ifPresent(it -> json.put("access_token", it));
      access.flatMap(_ -> known).ifPresent(it -> json.put("expires_at", it.toString()));
    }
  }

  void scope(String scope) {
    if (!scope.isBlank()) {
      json.put("scope", scope.strip());
    }
  }

  void account(Optional<String> subject, Optional<String> name) {
    if (subject.isPresent() || name.isPresent()) {
      ObjectNode account = json.putObject("account");
      subject.ifPresent(it -> account.put("subject", it));
      name.ifPresent(it -> account.put("name", it));
    }
  }

  /// Everything as it is.
  void take(ObjectNode whole) {
    json.setAll(whole);
    choices.integration().ifPresent(it -> json.put("integration", it));
  }

  /// The time under `field` of `node`.
  Optional<Instant> time(JsonNode node, String field) {
    Optional<String> text = text(node, field);
    Optional<Instant> time = text.flatMap(ForeignTime::parse);
    if (text.isPresent() && time.isEmpty()) {
      wrong(field, "is no time such as 2026-01-02T03:04:05Z or 2026-01-02 03:04:05+00");
    }
    return time;
  }

  /// The text under `field` of `node`; a number reads as its digits.
  static Optional<String> text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return (value.isString() || value.isNumber()) && !value.asString().isBlank()
        ? Optional.of(value.asString().strip())
        : Optional.empty();
  }

  /// When a token that is a JWT says that it ends (RFC 7519 §4.1.4).
  private static Optional<Instant> endOfJwt(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != JWT_PARTS) {
      return Optional.empty();
    }
    try {
      byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
      JsonNode end = JSON.readTree(new String(claims, StandardCharsets.UTF_8)).path("exp");
      return end.isIntegralNumber()
          ? Optional.of(Instant.ofEpochSecond(end.asLong()))
          : Optional.empty();
    } catch (IllegalArgumentException | JacksonException _) {
      return Optional.empty();
    }
  }

  /// @param field as the file names it; empty where it is the row itself
  record Wrong(String field, String message) {}
}
