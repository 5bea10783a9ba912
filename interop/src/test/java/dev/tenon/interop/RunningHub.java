package dev.tenon.interop;

import dev.tenon.server.Hub;
import dev.tenon.server.Settings;
import dev.tenon.server.SettingsReader.Result;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A hub on SQLite with an app, and its API as the admin and that app see it.
final class RunningHub implements AutoCloseable {
  private static final String ADMIN_KEY = "an-admin-key-for-tests";

  private final Hub hub;
  private final Http http = new Http();
  private final String appKey;

  private RunningHub(Hub hub) {
    this.hub = hub;
    expect(201, admin("POST", "/api/v1/apps", Map.of("name", "viewer")));
    this.appKey =
        expect(201, admin("POST", "/api/v1/apps/viewer/keys", Map.of("name", "test"))).at("key");
    expect(200, admin("PATCH", "/api/v1/workspace", Map.of("link_verification", "none")));
  }

  static RunningHub start(Path directory) {
    Map<String, String> environment =
        Map.of(
            "TENON_PORT", "0",
            "TENON_DATA_DIR", "data",
            "TENON_ADMIN_KEY", ADMIN_KEY,
            "TENON_ALLOW_PRIVATE_ADDRESSES", "localhost,127.0.0.1");
    Result read = Settings.read(Map.of(), environment, directory);
    return new RunningHub(Hub.start(((Result.Valid) read).settings()));
  }

  URI url() {
    return hub.url();
  }

  /// The key of the app `viewer`.
  String appKey() {
    return appKey;
  }

  URI callback() {
    return URI.create(hub.url() + Settings.CALLBACK_PATH);
  }

  Reply admin(String method, String path) {
    return http.call(method, URI.create(hub.url() + path), ADMIN_KEY, Optional.empty());
  }

  Reply admin(String method, String path, Map<String, ?> body) {
    return http.call(method, URI.create(hub.url() + path), ADMIN_KEY, Optional.of(body));
  }

  Reply app(String method, String path, Map<String, ?> body) {
    return http.call(method, URI.create(hub.url() + path), appKey, Optional.of(body));
  }

  /// `reply`, whose status must be `status`.
  static Reply expect(int status, Reply reply) {
    if (reply.status() != status) {
      throw new AssertionError(reply.status() + " from " + reply.url() + ": " + reply.text());
    }
    return reply;
  }

  @Override
  public void close() {
    http.close();
    hub.close();
  }
}
