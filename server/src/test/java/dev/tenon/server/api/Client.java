package dev.tenon.server.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Queue;

/// Calls the API with one key. Every answer is held against the OpenAPI document, and kept, so that
/// a test can look for secrets in all of them.
record Client(
    URI hub,
    Optional<String> key,
    Optional<String> authorization,
    Contract contract,
    Queue<String> answers) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /// The same, with this header in place of its key's.
  Client withAuthorization(String header) {
    return new Client(hub, key, Optional.of(header), contract, answers);
  }

  Reply get(String path) {
    return call("GET", path, Optional.empty(), "application/json");
  }

  Reply post(String path, String json) {
    return call("POST", path, Optional.of(json), "application/json");
  }

  Reply post(String path) {
    return call("POST", path, Optional.empty(), "application/json");
  }

  Reply post(String path, String contentType, String body) {
    return call("POST", path, Optional.of(body), contentType);
  }

  Reply patch(String path, String json) {
    return call("PATCH", path, Optional.of(json), "application/json");
  }

  Reply put(String path, String json) {
    return call("PUT", path, Optional.of(json), "application/json");
  }

  Reply delete(String path) {
    return call("DELETE", path, Optional.empty(), "application/json");
  }

  private Reply call(String method, String path, Optional<String> body, String contentType) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(hub.resolve(path))
            .method(method, body.map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()));
    body.ifPresent(_ -> request.header("Content-Type", contentType));
    authorization.ifPresent(it -> request.header("Authorization", it));
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      answers.add(method + " " + path + " " + response.body());
      contract.check(method, contract.pattern(path.split("\\?", 2)[0]), response);
      return new Reply(response);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }
}
