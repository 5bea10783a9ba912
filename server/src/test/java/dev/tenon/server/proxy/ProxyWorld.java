package dev.tenon.server.proxy;

import dev.tenon.server.Hub;
import dev.tenon.server.Settings;
import dev.tenon.server.SettingsReader.Result;
import dev.tenon.server.outbound.ScriptedServer;
import dev.tenon.server.outbound.ScriptedServer.Received;
import dev.tenon.server.outbound.ScriptedServer.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole hub, a provider that answers by a script, and an app that calls it. Ada is connected
/// through the integration `acme`; her token is `access-token-1`, then `access-token-2` and so on.
final class ProxyWorld implements AutoCloseable {
  static final String API = "/api/v1";
  private static final String ADMIN = "an-admin-key-for-tests";
  private static final JsonMapper JSON = JsonMapper.shared();

  final Hub hub;
  final ScriptedServer provider;
  final AtomicInteger tokens = new AtomicInteger(1);
  final String appKey;
  final String connection;
  private final HttpClient http = HttpClient.newHttpClient();

  /// @param api what the provider's API does
  ProxyWorld(Path directory, Script api) {
    this(directory, api, Map.of());
  }

  ProxyWorld(Path directory, Script api, Map<String, String> settings) {
    this.provider =
        new ScriptedServer(
            (request, answer) -> {
              if (request.requestLine().contains(" /token ")) {
                answer.json(
                    200,
                    """
                    {"access_token":"access-token-%d","refresh_token":"refresh-token-%1$d",
                     "token_type":"Bearer","expires_in":3600}
                    """
                        .formatted(tokens.incrementAndGet()));
              } else {
                api.answer(request, answer);
              }
            });
    Map<String, String> environment = new HashMap<>();
    environment.put("TENON_PORT", "0");
    environment.put("TENON_BIND_ADDRESS", "127.0.0.1");
    environment.put("TENON_DATA_DIR", "data");
    environment.put("TENON_ADMIN_KEY", ADMIN);
    environment.put("TENON_ALLOW_PRIVATE_ADDRESSES", "localhost");
    environment.putAll(settings);
    Result read = Settings.read(Map.of(), environment, directory);
    this.hub = Hub.start(((Result.Valid) read).settings());
    admin("POST", "/apps", Map.of("name", "viewer"));
    this.appKey = admin("POST", "/apps/viewer/keys", Map.of("name", "t")).path("key").asString();
    register("acme", "generic-oauth2", Map.of("api_url", provider.url("/api/v1").toString()));
    this.connection = connect("acme", "ada");
  }

  /// Registers an OAuth client.
  void register(String name, String connector, Map<String, String> parameters) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("name", name);
    fields.put("connector", connector);
    fields.put("parameters", parameters);
    if (!connector.endsWith("api-key")) {
      fields.put("client_id", "c-1");
      fields.put("client_secret", "client-secret-1");
      fields.put("authorization_url", provider.url("/authorize").toString());
      fields.put("token_url", provider.url("/token").toString());
      fields.put("scope", "read");
    }
    admin("POST", "/oauth-clients", fields);
  }

  /// Connects a user by import; the connection's id.
  String connect(String integration, String user) {
    return admin(
            "POST",
            "/connections",
            Map.of(
                "integration",
                integration,
                "user",
                user,
                "access_token",
                "access-token-1",
                "refresh_token",
                "refresh-token-1",
                "expires_in",
                3600,
                "scope",
                "read"))
        .path("id")
        .asString();
  }

  /// What an admin does.
  JsonNode admin(String method, String path, Object body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + API + path))
            .header("Authorization", "Bearer " + ADMIN)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
    HttpResponse<String> answer = send(request.build());
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(path + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /// A call of Ada's below `/proxy/acme`.
  HttpResponse<String> get(String path) {
    return call("GET", path, _ -> {});
  }

  /// A call of Ada's below `/proxy/acme`, with whatever else `more` says.
  HttpResponse<String> call(String method, String path, Consumer<HttpRequest.Builder> more) {
    return callAt("acme", method, path, more);
  }

  /// A call of Ada's below `/proxy/` and `integration`, with whatever else `more` says.
  HttpResponse<String> callAt(
      String integration, String method, String path, Consumer<HttpRequest.Builder> more) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + "/proxy/" + integration + path))
            .header("Authorization", "Bearer " + appKey)
            .header("Tenon-User", "ada")
            .method(method, BodyPublishers.noBody());
    more.accept(request);
    return send(request.build());
  }

  /// The app's asking for Ada's token itself.
  HttpResponse<String> token() {
    return send(
        HttpRequest.newBuilder(URI.create(url() + API + "/token"))
            .header("Authorization", "Bearer " + appKey)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"integration\":\"acme\",\"user\":\"ada\"}"))
            .build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// What the hub answers to exactly this request line and these header lines, on a connection of
  /// its own that ends with the answer.
  String raw(String requestLine, String... lines) {
    String head =
        requestLine
            + "\r\nHost: localhost\r\nAuthorization: Bearer "
            + appKey
            + "\r\nTenon-User: ada\r\n"
            + String.join("", List.of(lines).stream().map(line -> line + "\r\n").toList());
    try (Socket socket = open()) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket
          .getOutputStream()
          .write("Connection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A connection to the hub.
  Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  String url() {
    return "http://127.0.0.1:" + hub.port();
  }

  /// What reached the provider's API.
  List<Received> received() {
    return provider.requests().stream()
        .filter(request -> !request.requestLine().contains(" /token "))
        .toList();
  }

  /// How often the provider's token endpoint was asked.
  long refreshes() {
    return provider.requests().stream()
        .filter(request -> request.requestLine().contains(" /token "))
        .count();
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    http.close();
    hub.close();
    provider.close();
  }
}
