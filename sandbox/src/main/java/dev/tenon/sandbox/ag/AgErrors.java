package dev.tenon.sandbox.ag;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;

/// Errors of the external API.
final class AgErrors {
  private AgErrors() {}

  static Reply.Answer of(int status, String message) {
    return Reply.json(status, Json.object().put("status", status).put("message", message));
  }
}
