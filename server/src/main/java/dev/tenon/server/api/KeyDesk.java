package dev.tenon.server.api;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.access.Names;
import dev.tenon.app.ApiKeys;
import dev.tenon.app.StoredKey;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import java.util.Optional;

/// Lists, makes and revokes the API keys of one owner: an app, or the admins.
final class KeyDesk {
  private final Desk desk;
  private final ApiKeys keys;

  KeyDesk(Desk desk, ApiKeys keys) {
    this.desk = desk;
    this.keys = keys;
  }

  Answer list(Request request, Caller.Admin admin, Optional<AppName> owner) {
    return desk.pageOfAll(
        request,
        admin.workspace(),
        "keys of " + owner.map(AppName::value).orElse(""),
        keys.list(admin.workspace(), owner),
        key -> "%020d %s".formatted(key.createdAt().toEpochMilli(), key.id()),
        KeyDesk::write);
  }

  Answer make(Request request, Caller.Admin admin, Optional<AppName> owner) {
    Fields fields = desk.fields(request);
    Optional<String> name = fields.requiredText("name", Names::require);
    fields.end();
    ApiKeys.NewKey made =
        keys.make(admin, owner, name.orElseThrow())
            .orElseThrow(() -> new ProblemException(Problems.unknown("app")));
    return Desk.created(
        json ->
            json.text("id", made.stored().id().value())
                .text("name", made.stored().name())
                .text("key", made.key().secret().reveal()));
  }

  Answer revoke(Request request, Caller.Admin admin, Optional<AppName> owner) {
    Optional<KeyId> id = Ids.key(request.pathParameter("id"));
    ApiKeys.Revocation revocation =
        id.map(it -> keys.revoke(admin, owner, it)).orElse(ApiKeys.Revocation.UNKNOWN);
    return switch (revocation) {
      case REVOKED -> Desk.gone();
      case UNKNOWN -> throw new ProblemException(Problems.unknown("key"));
      case LAST_ADMIN_KEY ->
          throw new ProblemException(
              Problem.of(
                  409,
                  "last_admin_key",
                  "The last admin key cannot be revoked",
                  "Without it nobody could administer the workspace. Make another one first."));
    };
  }

  private static void write(JsonWriter json, StoredKey key) {
    json.text("id", key.id().value())
        .text("name", key.name())
        .text("last_four", key.lastFour())
        .time("created_at", key.createdAt())
        .time("revoked_at", key.revokedAt());
  }
}
