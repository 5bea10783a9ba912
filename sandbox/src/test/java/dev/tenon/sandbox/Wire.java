package dev.tenon.sandbox;

import dev.tenon.sandbox.http.Form;
import dev.tenon.sandbox.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/// A sandbox on a free port and an HTTP client that follows no redirect.
final class Wire implements AutoCloseable {
  static final String BACK = "http://localhost:8080/api/integrations/oauth2/callback/";
  static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Sandbox sandbox;
  private final HttpClient http = HttpClient.newHttpClient();

  Wire(SandboxSettings settings) {
    sandbox = Sandbox.start(settings);
  }

  static Wire open() {
    return new Wire(SandboxSettings.defaults().withPort(0));
  }

  @Override
  public void close() {
    http.close();
    sandbox.close();
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  HttpResponse<String> postForm(String path, Form form, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form.encode())));
  }

  HttpResponse<String> postJson(String path, String json, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  byte[] bytes(String path) {
    try {
      return http.send(request(path).GET().build(), BodyHandlers.ofByteArray()).body();
    } catch (IOException failed) {
      throw new AssertionError("no answer", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return trySend(request);
    } catch (IOException failed) {
      throw new AssertionError("no answer", failed);
    }
  }

  HttpResponse<String> trySend(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  HttpRequest.Builder tokenRequest(String path, Form form, String... headers) {
    return request(path, headers)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form.encode()));
  }

  HttpRequest.Builder request(String path, String... headers) {
    URI uri = path.startsWith("http") ? URI.create(path) : URI.create(sandbox.url() + path);
    var request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
    return headers.length == 0 ? request : request.headers(headers);
  }

  static Form form(String... pairs) {
    Form form = Form.empty();
    for (int i = 0; i < pairs.length; i += 2) {
      form = form.with(pairs[i], pairs[i + 1]);
    }
    return form;
  }

  static ObjectNode json(HttpResponse<String> response) {
    return Json.parseObject(response.body())
        .orElseThrow(() -> new AssertionError("not a JSON object: " + response.body()));
  }

  static String basic(String id, String secret) {
    String pair =
        form("x", id).encode().substring(2) + ":" + form("x", secret).encode().substring(2);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException broken) {
      throw new AssertionError(broken);
    }
  }

  /// The query of the answer that the client gets at its redirect URI.
  static Form callback(HttpResponse<String> response) {
    String location =
        response
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new AssertionError("no redirect: " + response.body()));
    return Form.parse(location.substring(location.indexOf('?') + 1));
  }

  static String param(Form form, String name) {
    return form.first(name).orElseThrow(() -> new AssertionError("no " + name + " in " + form));
  }
}
