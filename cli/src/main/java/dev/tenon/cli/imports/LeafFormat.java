package dev.tenon.cli.imports;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Users as Leaf's `GET /users` shows them, each with the credentials of the providers that they
/// have connected: `trimbleCredentials`, `johnDeereCredentials` and so on.
final class LeafFormat {
  private static final String ENDING = "Credentials";

  private LeafFormat() {}

  static void read(Draft draft) {
    List<String> members = members(draft);
    if (members.isEmpty()) {
      draft.skip();
      return;
    }
    if (members.size() > 1) {
      draft.wrong("", "has %s: say which with --provider".formatted(String.join(" and ", members)));
      return;
    }
    if (draft.choices().integration().isEmpty()) {
      draft.wrong("", "does not say which integration it is; give --integration NAME");
      return;
    }
    draft.holder("integration", "id");
    ObjectNode credentials = Export.object(draft.row(), members.getFirst()).orElseThrow();
    draft.tokens(
        Draft.text(credentials, "accessToken"),
        Optional.empty(),
        Draft.text(credentials, "refreshToken"));
    JsonNode scopes = credentials.path("tokenMetadata").path("scopes");
    draft.scope(String.join(" ", scopes.valueStream().map(JsonNode::asString).toList()));
  }

  private static List<String> members(Draft draft) {
    Optional<String> wanted = draft.choices().provider().map(LeafFormat::plain);
    return draft.row().propertyNames().stream()
        .filter(name -> name.endsWith(ENDING) && Export.object(draft.row(), name).isPresent())
        .filter(
            name ->
                wanted
                    .map(plain(name.substring(0, name.length() - ENDING.length()))::equals)
                    .orElse(true))
        .toList();
  }

  /// `JohnDeere`, `johnDeere` and `john-deere` are one.
  private static String plain(String provider) {
    return provider.replaceAll("[^A-Za-z]", "").toLowerCase(java.util.Locale.ROOT);
  }
}
