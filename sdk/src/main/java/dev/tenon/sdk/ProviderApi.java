package dev.tenon.sdk;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonException;
import dev.tenon.sdk.json.JsonObject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/// A provider's API, called through the hub. Immutable; safe for use by any thread.
///
/// What the provider answers comes back as it is, whatever its status: a 404 of the provider's is
/// an answer. Where the hub itself has something to say, that is an exception:
/// [ConnectRequiredException] where the user must connect, [TokenRefusedException] where somebody
/// else must act, [HubRefusedException] for what is wrong with the call.
public final class ProviderApi {
  private final Transport transport;
  private final String integration;
  private final Optional<String> user;
  private final Optional<String> region;

  ProviderApi(
      Transport transport, String integration, Optional<String> user, Optional<String> region) {
    this.transport = transport;
    this.integration = integration;
    this.user = user;
    this.region = region;
  }

  /// The same API in one of the provider's regions.
  public ProviderApi inRegion(String name) {
    return new ProviderApi(transport, integration, user, Optional.of(name));
  }

  /// Gets what is at `path` below the provider's base address.
  public ProviderAnswer get(String path) {
    return send(ProviderCall.get(path));
  }

  /// Makes the call. The body of the answer is read as it arrives: close the answer.
  public ProviderAnswer send(ProviderCall call) {
    HttpRequest.Builder request = call.request(address(call));
    user.ifPresent(it -> request.header("Tenon-User", it));
    region.ifPresent(it -> request.header("Tenon-Region", it));
    HttpResponse<InputStream> response = transport.stream(request);
    ProviderAnswer answer = new ProviderAnswer(response);
    if (answer.header("Tenon-Error").isPresent()) {
      throw refusal(response, answer);
    }
    return answer;
  }

  private URI address(ProviderCall call) {
    String base = transport.hub().toString().replaceAll("/+$", "");
    return URI.create(base + "/proxy/" + ApiPath.escaped(integration) + "/" + call.target());
  }

  static TenonException refusal(HttpResponse<InputStream> response, ProviderAnswer answer) {
    try (answer) {
      JsonObject said =
          Json.parse(answer.text()) instanceof JsonObject object ? object : JsonObject.empty();
      return refusal(response, Problem.of(response.statusCode(), said));
    } catch (JsonException e) {
      return new HubRefusedException(Problem.of(response.statusCode(), JsonObject.empty()));
    }
  }

  private static TenonException refusal(HttpResponse<InputStream> response, Problem problem) {
    try {
      return TokenRefusedException.of(TokenAnswer.refusal(problem, Transport.retryAfter(response)));
    } catch (HubRefusedException e) {
      return e;
    }
  }
}
