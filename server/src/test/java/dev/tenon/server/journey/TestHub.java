package dev.tenon.server.journey;

import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.SandboxSettings;
import dev.tenon.server.Hub;
import dev.tenon.server.Settings;
import dev.tenon.server.SettingsReader.Result;
import dev.tenon.server.sql.MigratedFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/// A hub and the sandbox, both real, and a client with an admin's and an app's key.
final class TestHub implements AutoCloseable {
  private static final String ADMIN_KEY = "an-admin-key-for-tests";
  private static final JsonMapper JSON = JsonMapper.shared();

  final Hub hub;
  final Sandbox sandbox;
  private final HttpClient http = HttpClient.newHttpClient();
  private String appKey = "";

  private TestHub(Hub hub, Sandbox sandbox) {
    this.hub = hub;
    this.sandbox = sandbox;
  }

  /// A hub on SQLite in `directory`, or on `databaseUrl`, with an app `viewer`.
  static TestHub start(Path directory, Optional<String> databaseUrl) {
    return start(directory, databaseUrl, Set.of());
  }

  /// The same, where every client of the sandbox that signs users in has these redirect URIs too.
  static TestHub start(Path directory, Optional<String> databaseUrl, Set<URI> redirectUris) {
    Map<String, String> environment = new HashMap<>();
    environment.put("TENON_PORT", "0");
    environment.put("TENON_DATA_DIR", "data");
    environment.put("TENON_ADMIN_KEY", ADMIN_KEY);
    environment.put("TENON_ALLOW_PRIVATE_ADDRESSES", "localhost,127.0.0.1");
    databaseUrl.ifPresentOrElse(
        url -> environment.put("TENON_DATABASE_URL", url),
        () -> MigratedFile.putInto(directory.resolve("data")));
    Result read = Settings.read(Map.of(), environment, directory);
    Hub hub = Hub.start(((Result.Valid) read).settings());
    Set<URI> redirects = new HashSet<>(redirectUris);
    redirects.add(URI.create(hub.url() + Settings.CALLBACK_PATH));
    Sandbox sandbox =
        Sandbox.start(
            SandboxSettings.defaults()
                .withPort(0)
                .withRedirectUris(redirects)
                .withSecondConsentRedirectUris(
                    Set.of(URI.create(hub.url() + "/connect/second-step/return"))));
    TestHub started = new TestHub(hub, sandbox);
    started.admin("POST", "/api/v1/apps", Map.of("name", "viewer"));
    started.appKey =
        started.admin("POST", "/api/v1/apps/viewer/keys", Map.of("name", "test")).at("key");
    return started;
  }

  /// Registers the sandbox's confidential Trimble client as the integration `name`.
  void registerTrimbleConnect(String name) {
    Reply reply =
        admin(
            "POST",
            "/api/v1/oauth-clients",
            Map.of(
                "name", name,
                "connector", "trimble-connect",
                "client_id", "trimble-web",
                "client_secret", "trimble-web-secret",
                "scope", "openid harbour-app",
                "parameters",
                    Map.of(
                        "identity_url", sandbox.url() + "/trimble-id",
                        "api_url", sandbox.url() + "/connect-na")));
    if (reply.status() != 201) {
      throw new AssertionError(reply.text());
    }
  }

  /// Registers the sandbox's client of Trimble Ag as the integration `name`.
  void registerTrimbleAgriculture(String name) {
    Reply reply =
        admin(
            "POST",
            "/api/v1/oauth-clients",
            Map.of(
                "name", name,
                "connector", "trimble-agriculture",
                "client_id", "trimble-ag",
                "client_secret", "trimble-ag-secret",
                "scope", "openid grower-app",
                "parameters",
                    Map.of(
                        "identity_url", sandbox.url() + "/trimble-id",
                        "api_url", sandbox.url() + "/trimble-ag",
                        "consent_url", sandbox.url() + "/trimble-ag")));
    if (reply.status() != 201) {
      throw new AssertionError(reply.text());
    }
  }

  /// Registers the sandbox's client of Autodesk as the integration `name`, unpaced.
  void registerAutodesk(String name) {
    String faster =
        """
        name: autodesk-platform-services
        extends: autodesk-platform-services
        title: Autodesk, as often as one likes
        sources: ["https://example.com"]
        checked: 2026-11-29
        verified: false
        api: {retry: {per_minute: 100000}}
        """;
    admin("POST", "/api/v1/connectors", Map.of("yaml", faster));
    Reply reply =
        admin(
            "POST",
            "/api/v1/oauth-clients",
            Map.of(
                "name", name,
                "connector", "autodesk-platform-services",
                "connection_definition", "user-sign-in",
                "client_id", "aps-web",
                "client_secret", "aps-web-secret",
                "scope", "data:read",
                "parameters",
                    Map.of(
                        "api_url", sandbox.url() + "/aps",
                        "profile_url", sandbox.url() + "/aps")));
    if (reply.status() != 201) {
      throw new AssertionError(reply.text());
    }
  }

  /// The key of the app `viewer`.
  String appKey() {
    return appKey;
  }

  /// The admin's key.
  String adminKey() {
    return ADMIN_KEY;
  }

  /// A call without a key.
  Reply anybody(String method, String path, Object body) {
    return call(method, path, Optional.of(body), "");
  }

  void verifyLinksBy(String verification) {
    admin("PATCH", "/api/v1/workspace", Map.of("link_verification", verification));
  }

  /// Walks the browser's journey of `user` through `integration` as the sandbox's Ada.
  Browser.Page connect(Browser browser, String integration, String user) {
    Reply link =
        app("POST", "/api/v1/connect-links", Map.of("integration", integration, "user", user));
    return connect(browser, URI.create(link.at("url")));
  }

  Browser.Page connect(Browser browser, URI link) {
    Browser.Page page = browser.open(link);
    Browser.Page consent = browser.submit(page, "Connect", Map.of());
    return browser.submit(consent, "Allow", Map.of("user", "ada", "decision", "allow"));
  }

  Reply token(String integration, String user) {
    return app("POST", "/api/v1/token", Map.of("integration", integration, "user", user));
  }

  /// What the app gets from the provider's API through the hub.
  Reply proxied(String integration, String user, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hub.url() + "/proxy/" + integration + path))
            .header("Authorization", "Bearer " + appKey)
            .header("Tenon-User", user);
    return send(path, headers.length == 0 ? request : request.headers(headers));
  }

  Reply admin(String method, String path, Object body) {
    return call(method, path, Optional.of(body), ADMIN_KEY);
  }

  Reply admin(String path) {
    return call("GET", path, Optional.empty(), ADMIN_KEY);
  }

  Reply app(String method, String path, Object body) {
    return call(method, path, Optional.of(body), appKey);
  }

  /// A call with the app's key and no body.
  Reply app(String method, String path) {
    return call(method, path, Optional.empty(), appKey);
  }

  /// A call with the admin's key and no body.
  Reply admin(String method, String path) {
    return call(method, path, Optional.empty(), ADMIN_KEY);
  }

  Reply call(String method, String path, Optional<Object> body, String key) {
    HttpRequest.BodyPublisher publisher =
        body.map(it -> HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(it)))
            .orElseGet(HttpRequest.BodyPublishers::noBody);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hub.url() + path)).method(method, publisher);
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    body.ifPresent(_ -> request.header("Content-Type", "application/json"));
    return send(path, request);
  }

  private Reply send(String path, HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(answer.statusCode(), answer);
    } catch (IOException e) {
      throw new IllegalStateException(path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    hub.close();
    sandbox.close();
  }
}
