package dev.tenon.sdk;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonException;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;

/// Sends one JSON request to the hub, with the API key, and reads its JSON answer. Redirects are
/// not followed, since the key would go along; answers are read up to 32 MB.
final class Transport {
  private static final int LARGEST_BYTES = 32 * 1024 * 1024;

  private final HttpClient http;
  private final URI hub;
  private final Secret apiKey;
  private final Duration timeout;

  Transport(HttpClient http, URI hub, Secret apiKey, Duration timeout) {
    this.http = http;
    this.hub = hub;
    this.apiKey = apiKey;
    this.timeout = timeout;
  }

  Answer get(ApiPath path) {
    return send(request(path).GET().build());
  }

  Answer post(ApiPath path, Json body) {
    return send(with("POST", path, body));
  }

  Answer post(ApiPath path) {
    return send(request(path).POST(BodyPublishers.noBody()).build());
  }

  Answer patch(ApiPath path, Json body) {
    return send(with("PATCH", path, body));
  }

  Answer put(ApiPath path, Json body) {
    return send(with("PUT", path, body));
  }

  Answer delete(ApiPath path) {
    return send(request(path).DELETE().build());
  }

  /// Posts a text that is not JSON, such as the YAML of a connector.
  Answer post(ApiPath path, String contentType, String text) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(text))
            .build());
  }

  private HttpRequest with(String method, ApiPath path, Json body) {
    return request(path)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body.toString()))
        .build();
  }

  private HttpRequest.Builder request(ApiPath path) {
    return HttpRequest.newBuilder(path.under(hub))
        .timeout(timeout)
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + apiKey.reveal());
  }

  /// Sends a call to the provider's API; the answer's body is still on its way.
  HttpResponse<InputStream> stream(HttpRequest.Builder call) {
    return exchange(
        call.header("Authorization", "Bearer " + apiKey.reveal()).build(),
        BodyHandlers.ofInputStream());
  }

  URI hub() {
    return hub;
  }

  private Answer send(HttpRequest request) {
    return read(exchange(request, info -> new LimitedText(LARGEST_BYTES)));
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (HttpTimeoutException e) {
      throw new HubUnreachableException(hub, timedOut(e), e);
    } catch (ConnectException e) {
      throw new HubUnreachableException(hub, refused(e), e);
    } catch (IOException e) {
      throw new HubUnreachableException(hub, "the connection broke off", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HubUnreachableException(hub, "interrupted while waiting for the answer", e);
    }
  }

  private Answer read(HttpResponse<String> response) {
    return new Answer(response.statusCode(), body(response), retryAfter(response));
  }

  private JsonObject body(HttpResponse<String> response) {
    if (response.body().isBlank()) {
      return JsonObject.empty();
    }
    try {
      return Json.parse(response.body()) instanceof JsonObject object
          ? object
          : notJson(response, "a JSON value that is not an object");
    } catch (JsonException e) {
      return notJson(response, "something that is not JSON");
    }
  }

  private JsonObject notJson(HttpResponse<String> response, String what) {
    throw new HubUnreachableException(
        hub, "status " + response.statusCode() + " came with " + what + "; is this the hub?");
  }

  private String timedOut(HttpTimeoutException e) {
    return e instanceof HttpConnectTimeoutException
        ? "it does not accept connections"
        : "no answer within " + timeout.toSeconds() + " s";
  }

  private static String refused(ConnectException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "the name does not resolve";
      }
    }
    return "nothing listens there";
  }

  /// How long the hub asks us to wait.
  static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,9}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }
}
