package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;

/// What came of ending a connection. Here it is over in every case.
///
/// @param revokedAtProvider whether the provider confirmed that the tokens are dead there too
/// @param detail what the provider said or why it was not asked, for people
/// @param members everything that the hub said
public record Revocation(boolean revokedAtProvider, String detail, JsonObject members) {
  static Revocation of(JsonObject members) {
    JsonObject said = members.object("revocation").orElse(members);
    boolean confirmed =
        said.flag("revoked_at_provider")
            || said.text("revoked_at_provider").filter("yes"::equals).isPresent()
            || said.text("result").filter("revoked"::equals).isPresent();
    return new Revocation(
        confirmed, said.text("detail").or(() -> said.text("reason")).orElse(""), members);
  }
}
