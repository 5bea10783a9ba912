package dev.tenon.cli.imports;

import tools.jackson.databind.JsonNode;

/// What `vault read -format=json` says of a credential, with its `name` added. The OAuth plugin
/// shows access tokens only; a key-value store shows whatever was put into it.
final class VaultFormat {
  private VaultFormat() {}

  static void read(Draft draft) {
    draft.holder("integration", "name");
    JsonNode data = draft.row().path("data");
    // A key-value store of version 2 wraps what it keeps once more.
    JsonNode kept = data.path("data").isObject() ? data.path("data") : data;
    String end = kept.has("expire_time") ? "expire_time" : "expires_at";
    draft.tokens(
        Draft.text(kept, "access_token"),
        draft.time(kept, kept.has("expires") ? "expires" : end),
        Draft.text(kept, "refresh_token"));
    Draft.text(kept, "scope").ifPresent(draft::scope);
  }
}
