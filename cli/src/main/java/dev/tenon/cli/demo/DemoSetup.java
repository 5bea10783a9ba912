package dev.tenon.cli.demo;

import dev.tenon.sandbox.Sandbox;
import dev.tenon.sdk.Connection;
import dev.tenon.sdk.HubRefusedException;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// Sets a hub up for the demo, as an admin would, and may be run on the same hub again.
public final class DemoSetup {
  /// The app that the demo plays.
  public static final String APP = "Demo app";

  private static final int UNAUTHORIZED = 401;

  private DemoSetup() {}

  /// Registers every client of `sandbox`, creates the app with its key, and ends connections of an
  /// earlier run, since the simulated providers forget when they stop.
  ///
  /// @return the keys, with the app's
  public static DemoKeys prepare(URI hub, Sandbox sandbox, DemoKeys keys, Path directory)
      throws IOException {
    try (var admin = TenonClient.of(hub, keys.admin())) {
      admin.setLinkVerification("none");
      DemoClient.of(sandbox).forEach(client -> register(admin, client));
      endOldConnections(admin);
      if (keys.app().filter(key -> works(hub, key)).isPresent()) {
        return keys;
      }
      if (admin.apps().find(APP).isEmpty()) {
        admin.apps().create(APP);
      }
      DemoKeys complete = keys.withApp(admin.apps().createKey(APP, "demo").key());
      complete.write(directory);
      return complete;
    }
  }

  /// A link that signs its one admin in to the console.
  public static URI consoleLink(URI hub, Secret adminKey) {
    try (var admin = TenonClient.of(hub, adminKey)) {
      return admin.createConsoleLink("admin", "demo@example.com", "Demo admin").url();
    }
  }

  private static void register(TenonClient admin, DemoClient client) {
    var clients = admin.oauthClients();
    if (clients.find(client.integration()).isPresent()) {
      clients.update(client.integration(), client.fields());
    } else {
      clients.create(client.integration(), client.fields());
    }
  }

  private static void endOldConnections(TenonClient admin) {
    List<Connection> old = admin.connections().list().toList();
    old.stream()
        .filter(connection -> !connection.status().equals("revoked"))
        .forEach(connection -> admin.connections().delete(connection.id()));
  }

  private static boolean works(URI hub, Secret key) {
    try (var app = TenonClient.of(hub, key)) {
      app.connectors().list().forEach(_ -> {});
      return true;
    } catch (HubRefusedException e) {
      return e.problem().status() != UNAUTHORIZED;
    }
  }
}
