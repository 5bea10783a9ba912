package dev.tenon.server.api;

import dev.tenon.client.OAuthClientDraft;
import dev.tenon.secret.Secret;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.Json;
import dev.tenon.server.http.json.Json.JsonList;
import dev.tenon.server.http.json.Json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads OAuth clients as admins send them. What is left out stays as it is; `null` takes a value
/// away.
final class OAuthClientDrafts {
  private static final List<String> NEEDED = List.of("name", "connector");

  private OAuthClientDrafts() {}

  /// The draft that `fields` says, as far as they can be read; they are still to be ended.
  ///
  /// @param isNew whether name and connector must be there
  static OAuthClientDraft read(Fields fields, boolean isNew) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : OAuthClientDraft.TEXTS) {
      text(fields, name, isNew && isNeeded(fields, name)).ifPresent(it -> texts.put(name, it));
    }
    Optional<Secret> secret = fields.text("client_secret", Secret::of);
    Optional<Boolean> lent = fields.flag("public");
    Optional<OAuthClientDraft.Apps> apps = apps(fields);
    Map<String, String> parameters = fields.textsByName("parameters").orElse(Map.of());
    return new OAuthClientDraft(texts, secret, lent, apps, parameters);
  }

  /// A client that uses another workspace's has its connector, and perhaps its name, from there.
  private static boolean isNeeded(Fields fields, String name) {
    return NEEDED.contains(name) && !fields.has("uses");
  }

  private static Optional<String> text(Fields fields, String name, boolean isNeeded) {
    if (isNeeded) {
      return fields.requiredText(name, text -> text);
    }
    return fields.isNull(name) ? Optional.of("") : fields.text(name);
  }

  private static Optional<OAuthClientDraft.Apps> apps(Fields fields) {
    Optional<Json> value = fields.any("apps");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof JsonText(String word) && word.equals("all")) {
      return Optional.of(new OAuthClientDraft.Apps.All());
    }
    if (value.get() instanceof JsonList) {
      return fields.texts("apps", text -> text).map(OAuthClientDraft.Apps.Named::new);
    }
    fields.problem("apps", "must be \"all\" or a list of app names");
    return Optional.empty();
  }
}
