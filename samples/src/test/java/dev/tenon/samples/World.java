package dev.tenon.samples;

import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.SandboxSettings;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.server.Hub;
import dev.tenon.server.Settings;
import dev.tenon.server.SettingsReader.Result;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// A hub and the sandbox, both real, with the integration `trimble-connect` and an app's key.
final class World implements AutoCloseable {
  private static final String ADMIN_KEY = "an-admin-key-for-tests";

  final Hub hub;
  final Sandbox sandbox;
  final String appKey;

  World(Path directory) {
    Map<String, String> environment =
        Map.of(
            "TENON_PORT", "0",
            "TENON_DATA_DIR", "data",
            "TENON_ADMIN_KEY", ADMIN_KEY,
            "TENON_ALLOW_PRIVATE_ADDRESSES", "localhost,127.0.0.1");
    Result read = Settings.read(Map.of(), environment, directory);
    this.hub = Hub.start(((Result.Valid) read).settings());
    this.sandbox =
        Sandbox.start(
            SandboxSettings.defaults()
                .withPort(0)
                .withRedirectUris(Set.of(URI.create(hub.url() + Settings.CALLBACK_PATH))));
    try (TenonClient admin = TenonClient.of(hub.url(), Secret.of(ADMIN_KEY))) {
      admin.apps().create("projects");
      this.appKey = admin.apps().createKey("projects", "test").key().reveal();
      register(admin);
    }
  }

  private void register(TenonClient admin) {
    admin
        .oauthClients()
        .create(
            "trimble-connect",
            OAuthClientFields.none()
                .connector("trimble-connect")
                .clientId("trimble-web")
                .clientSecret(Secret.of("trimble-web-secret"))
                .scope("openid harbour-app")
                .parameters(
                    Map.of(
                        "identity_url", sandbox.url() + "/trimble-id",
                        "api_url", sandbox.url() + "/connect-na")));
  }

  /// Where the projects of whoever's token it is are.
  URI projects() {
    return URI.create(sandbox.url() + "/connect-na/tc/api/2.0/projects");
  }

  @Override
  public void close() {
    hub.close();
    sandbox.close();
  }
}
