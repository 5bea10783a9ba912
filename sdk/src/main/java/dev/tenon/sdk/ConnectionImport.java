package dev.tenon.sdk;

import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Tokens that were obtained elsewhere, to be kept by the hub from now on. Each `with` method
/// returns a changed copy; `toString` shows no token.
public final class ConnectionImport {
  private final JsonObject json;

  private ConnectionImport(JsonObject json) {
    this.json = json;
  }

  /// Tokens of `user` at `integration`; add at least one of the two tokens.
  public static ConnectionImport of(String integration, String user) {
    return new ConnectionImport(
        JsonObject.empty().with("integration", integration).with("user", user));
  }

  /// An import as `POST /api/v1/connections` takes it; the hub judges what is in it.
  public static ConnectionImport of(JsonObject json) {
    return new ConnectionImport(json);
  }

  /// With this access token.
  public ConnectionImport withAccessToken(Secret token) {
    return and("access_token", token.reveal());
  }

  /// With the time at which the access token ends; not given, it is not known.
  public ConnectionImport withExpiresAt(Instant time) {
    return and("expires_at", time.toString());
  }

  /// With this refresh token. Whoever had it before must not use it again.
  public ConnectionImport withRefreshToken(Secret token) {
    return and("refresh_token", token.reveal());
  }

  /// With the API key that the user has at the provider, for a connector that takes one.
  public ConnectionImport withApiKey(Secret key) {
    return withCredentials(JsonObject.empty().with("api_key", key.reveal()));
  }

  /// With the name and password that the user has at the provider, for a connector that takes them.
  public ConnectionImport withPassword(Secret username, Secret password) {
    return withCredentials(
        JsonObject.empty().with("username", username.reveal()).with("password", password.reveal()));
  }

  /// With the scopes that the tokens have.
  public ConnectionImport withScopes(List<String> scopes) {
    return new ConnectionImport(json.with("scopes", JsonArray.ofTexts(scopes)));
  }

  /// With what the user would have typed into the connect form, by field.
  public ConnectionImport withValues(Map<String, String> values) {
    JsonObject object = JsonObject.empty();
    for (var value : values.entrySet()) {
      object = object.with(value.getKey(), value.getValue());
    }
    return new ConnectionImport(json.with("values", object));
  }

  JsonObject toJson() {
    return json;
  }

  private ConnectionImport withCredentials(JsonObject credentials) {
    return new ConnectionImport(json.with("credentials", credentials));
  }

  private ConnectionImport and(String name, String value) {
    return new ConnectionImport(json.with(name, value));
  }

  @Override
  public String toString() {
    return "ConnectionImport" + json.members().keySet();
  }
}
