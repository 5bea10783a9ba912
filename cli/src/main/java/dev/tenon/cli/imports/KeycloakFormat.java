package dev.tenon.cli.imports;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Rows of the table `federated_identity`, whose `token` is the provider's answer as Keycloak keeps
/// it where an identity provider has "Store tokens": JSON, or a form for some social providers.
final class KeycloakFormat {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private KeycloakFormat() {}

  static void read(Draft draft) {
    JsonNode row = draft.row();
    draft.holder("identity_provider", "user_id");
    Optional<String> stored = Draft.text(row, "token");
    if (stored.isEmpty()) {
      draft.wrong("token", "is empty: the identity provider of the realm does not store tokens");
      return;
    }
    JsonNode answer = answer(stored.get());
    if (answer.isEmpty()) {
      draft.wrong("token", "is neither JSON nor a form");
      return;
    }
    // Not `expires_in`: when that was said is not known.
    draft.tokens(
        Draft.text(answer, "access_token"),
        draft.time(answer, "accessTokenExpiration"),
        Draft.text(answer, "refresh_token"));
    Draft.text(answer, "scope").ifPresent(draft::scope);
    draft.account(Draft.text(row, "federated_user_id"), Draft.text(row, "federated_username"));
  }

  private static JsonNode answer(String text) {
    if (text.startsWith("{")) {
      try {
        return JSON.readTree(text);
      } catch (JacksonException _) {
        return JSON.createObjectNode();
      }
    }
    ObjectNode form = JSON.createObjectNode();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return value;
    }
  }
}
