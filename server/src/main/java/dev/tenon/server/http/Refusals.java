package dev.tenon.server.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers what Helidon refuses before it is a request of ours: malformed, too long, of another
/// protocol. Says nothing of what was sent.
final class Refusals implements DirectHandler {
  private final RequestIds ids;
  private final List<Header> always;

  private Refusals(RequestIds ids, List<Header> always) {
    this.ids = ids;
    this.always = always;
  }

  static DirectHandlers handlers(RequestIds ids, List<Header> always) {
    Refusals refusals = new Refusals(ids, always);
    DirectHandlers.Builder builder = DirectHandlers.builder();
    for (EventType event : EventType.values()) {
      builder.addHandler(event, refusals);
    }
    return builder.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType event,
      Status status,
      ServerResponseHeaders headers,
      @Nullable String message) {
    String id = ids.next();
    Answer answer = ProblemAnswer.of(problem(status.code()), id);
    TransportResponse.Builder response =
        TransportResponse.builder()
            .status(Status.create(answer.status()))
            .headers(headers)
            .header(HeaderNames.create("X-Request-Id"), id)
            .keepAlive(false)
            .entity(answer.body());
    always.forEach(response::header);
    for (Answer.Header header : answer.headers()) {
      response.header(HeaderNames.create(header.name()), header.value());
    }
    return response.build();
  }

  private static Problem problem(int status) {
    return switch (status) {
      case 413 ->
          Problem.of(413, "payload_too_large", "The body is too large", "Nothing of it was read.");
      case 414 ->
          Problem.of(
              414, "uri_too_long", "The address is too long", "Send long values in the body.");
      case 431 ->
          Problem.of(
              431,
              "headers_too_large",
              "The headers are too large",
              "Send fewer or shorter headers.");
      case 501 ->
          Problem.of(
              501,
              "not_implemented",
              "The transfer encoding is not supported",
              "Send a Content-Length, or chunks.");
      case 505 ->
          Problem.of(
              505, "http_version_not_supported", "The HTTP version is not supported", "Use 1.1.");
      case 500, 503 ->
          Problem.of(
              500,
              "internal_error",
              "The hub failed",
              "This is a fault of the hub. Its log says more under the request_id.");
      default ->
          Problem.of(
              400,
              "invalid_request",
              "The request is not valid",
              "It is not well-formed HTTP/1.1.");
    };
  }
}
