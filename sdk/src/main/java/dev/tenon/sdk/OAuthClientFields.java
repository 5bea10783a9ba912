package dev.tenon.sdk;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.Json.JsonFlag;
import dev.tenon.sdk.json.Json.JsonText;
import dev.tenon.sdk.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The fields of an OAuth client to set; what is not given keeps its value or takes the
/// connector's. Immutable; each method returns a copy with one more. `toString` shows no value.
public final class OAuthClientFields {
  private final JsonObject json;

  private OAuthClientFields(JsonObject json) {
    this.json = json;
  }

  /// Fields as the API has them, without a secret.
  public static OAuthClientFields of(JsonObject members) {
    return new OAuthClientFields(members);
  }

  /// No field yet.
  public static OAuthClientFields none() {
    return new OAuthClientFields(JsonObject.empty());
  }

  /// Another name for it; apps ask for it by that name from then on.
  public OAuthClientFields rename(String name) {
    return and("name", new JsonText(name));
  }

  /// The public client of another workspace that it uses, as [OAuthClients#list] names it. Only
  /// name, apps and refresh stand beside it.
  public OAuthClientFields uses(String reference) {
    return and("uses", new JsonText(reference));
  }

  /// The connector, by name.
  public OAuthClientFields connector(String name) {
    return and("connector", new JsonText(name));
  }

  /// Which of the connector's ways of authorising is used.
  public OAuthClientFields connectionDefinition(String name) {
    return and("connection_definition", new JsonText(name));
  }

  /// The id that the provider gave.
  public OAuthClientFields clientId(String id) {
    return and("client_id", new JsonText(id));
  }

  /// The secret that the provider gave; it can be set and never read.
  public OAuthClientFields clientSecret(Secret secret) {
    return and("client_secret", new JsonText(secret.reveal()));
  }

  /// When the provider ends the secret.
  public OAuthClientFields clientSecretExpiresAt(Instant time) {
    return and("client_secret_expires_at", new JsonText(time.toString()));
  }

  /// Where users consent.
  public OAuthClientFields authorizationUrl(URI url) {
    return and("authorization_url", new JsonText(url.toString()));
  }

  /// Where codes become tokens.
  public OAuthClientFields tokenUrl(URI url) {
    return and("token_url", new JsonText(url.toString()));
  }

  /// Where refresh tokens are spent, if not at the token URL.
  public OAuthClientFields refreshUrl(URI url) {
    return and("refresh_url", new JsonText(url.toString()));
  }

  /// Where tokens are revoked.
  public OAuthClientFields revocationUrl(URI url) {
    return and("revocation_url", new JsonText(url.toString()));
  }

  /// The scopes to ask for, as the provider writes them.
  public OAuthClientFields scope(String scope) {
    return and("scope", new JsonText(scope));
  }

  /// The `prompt` of the authorization request.
  public OAuthClientFields prompt(String prompt) {
    return and("prompt", new JsonText(prompt));
  }

  /// How the client proves itself: `client_secret_basic`, `client_secret_post`, `private_key_jwt`
  /// or `none`.
  public OAuthClientFields clientAuthentication(String method) {
    return and("client_authentication", new JsonText(method));
  }

  /// When tokens are refreshed: `on_demand`, or `always_warm`.
  public OAuthClientFields refresh(String mode) {
    return and("refresh", new JsonText(mode));
  }

  /// Shared with other workspaces.
  public OAuthClientFields sharedWithOtherWorkspaces() {
    return and("public", new JsonFlag(true));
  }

  /// Not shared with other workspaces.
  public OAuthClientFields ownWorkspaceOnly() {
    return and("public", new JsonFlag(false));
  }

  /// Usable by every app of the workspace.
  public OAuthClientFields forAllApps() {
    return and("apps", new JsonText("all"));
  }

  /// Usable by these apps only.
  public OAuthClientFields forApps(List<String> names) {
    return and("apps", JsonArray.ofTexts(names));
  }

  /// The connector's own parameters, such as an environment or an application name.
  public OAuthClientFields parameters(Map<String, String> parameters) {
    var object = JsonObject.empty();
    for (var parameter : parameters.entrySet()) {
      object = object.with(parameter.getKey(), parameter.getValue());
    }
    return and("parameters", object);
  }

  /// Whether no field was given.
  public boolean isEmpty() {
    return json.members().isEmpty();
  }

  /// Whether the secret was given.
  public boolean hasClientSecret() {
    return json.text("client_secret").isPresent();
  }

  JsonObject toJson() {
    return json;
  }

  private OAuthClientFields and(String name, Json value) {
    return new OAuthClientFields(json.with(name, value));
  }

  @Override
  public String toString() {
    return "OAuthClientFields" + json.members().keySet();
  }
}
