package dev.tenon.cli;

import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.SandboxSettings;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.server.Hub;
import dev.tenon.server.Settings;
import dev.tenon.server.SettingsReader;
import dev.tenon.server.sql.MigratedFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// A real hub and the sandbox, each on a port of its own, which know each other's addresses.
final class HubWithSandbox implements AutoCloseable {
  private static final String ADMIN_KEY = "an-admin-key-for-tests";

  private final Hub hub;
  private final Sandbox sandbox;

  private HubWithSandbox(Hub hub, Sandbox sandbox) {
    this.hub = hub;
    this.sandbox = sandbox;
  }

  static HubWithSandbox start(Path directory) {
    Map<String, String> environment =
        Map.of(
            "TENON_PORT", "0",
            "TENON_DATA_DIR", "data",
            "TENON_ADMIN_KEY", ADMIN_KEY,
            "TENON_ALLOW_PRIVATE_ADDRESSES", "localhost,127.0.0.1");
    MigratedFile.putInto(directory.resolve("data"));
    var read = Settings.read(Map.of(), environment, directory);
    Hub hub = Hub.start(((SettingsReader.Result.Valid) read).settings());
    URI secondStep = URI.create(hub.url() + "/connect/second-step/return");
    SandboxSettings sandbox =
        SandboxSettings.defaults()
            .withPort(0)
            .withRedirectUris(Set.of(URI.create(hub.url() + Settings.CALLBACK_PATH)))
            .withSecondConsentRedirectUris(Set.of(secondStep));
    var both = new HubWithSandbox(hub, Sandbox.start(sandbox));
    try (TenonClient admin = both.admin()) {
      admin.setLinkVerification("none");
    }
    return both;
  }

  /// Where both are and how to administer the hub, as the variables of the Python tests.
  Map<String, String> variables() {
    return Map.of(
        "TENON_TEST_HUB", hub.url().toString(),
        "TENON_TEST_ADMIN_KEY", ADMIN_KEY,
        "TENON_TEST_SANDBOX", sandbox.url().toString());
  }

  String adminKey() {
    return ADMIN_KEY;
  }

  URI hub() {
    return hub.url();
  }

  URI sandbox() {
    return sandbox.url();
  }

  TenonClient admin() {
    return TenonClient.of(hub.url(), Secret.of(ADMIN_KEY));
  }

  @Override
  public void close() {
    sandbox.close();
    hub.close();
  }
}
