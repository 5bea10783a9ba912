package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;

/// Errors in the shape of the Core API.
final class ConnectErrors {
  private ConnectErrors() {}

  static Reply.Answer of(int status, String code, String message) {
    return Reply.json(status, Json.object().put("message", message).put("errorcode", code));
  }

  static Reply.Answer notFound() {
    return of(404, "NOT_FOUND", "The object is not on this server");
  }

  static Reply.Answer noSuchEndpoint() {
    return of(404, "INVALID_ENDPOINT", "Endpoint url does not exist");
  }

  static Reply.Answer forbidden(String message) {
    return of(403, "FORBIDDEN", message);
  }
}
