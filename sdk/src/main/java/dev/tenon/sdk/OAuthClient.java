package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The organisation's registration at a provider. Its secret is never here.
///
/// @param name also the name of the integration, under which apps ask for it
/// @param connectionDefinition which of the connector's ways of authorising it uses
/// @param secretExpiresAt when the provider ends the secret
/// @param isPublic whether other workspaces may use it
/// @param forAllApps whether every app of the workspace may use it
/// @param apps the apps that may use it where not all may
/// @param redirectUri what to register at the provider, exactly as it is
/// @param members everything that the hub said
public record OAuthClient(
    String name,
    String connector,
    String connectionDefinition,
    String clientId,
    Optional<Instant> secretExpiresAt,
    String scope,
    boolean isPublic,
    boolean forAllApps,
    List<String> apps,
    Optional<URI> redirectUri,
    JsonObject members) {
  /// Copies the apps.
  public OAuthClient {
    apps = List.copyOf(apps);
  }

  static OAuthClient of(JsonObject members) {
    boolean all = members.text("apps").filter("all"::equals).isPresent();
    return new OAuthClient(
        members.requiredText("name"),
        members.text("connector").orElse(""),
        members.text("connection_definition").orElse(""),
        members.text("client_id").orElse(""),
        members.time("client_secret_expires_at"),
        members.text("scope").orElse(""),
        members.flag("public"),
        all,
        all ? List.of() : members.texts("apps"),
        members.address("redirect_uri"),
        members);
  }
}
