package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;

/// Refusals in the shape of RFC 6749 §5.2.
final class OAuthErrors {
  private OAuthErrors() {}

  static Reply.Answer of(Refused refused) {
    Reply.Answer answer =
        Reply.json(
                refused.reason().status,
                Json.object()
                    .put("error", refused.reason().error)
                    .put("error_description", refused.description()))
            .with("Cache-Control", "no-store");
    return refused.reason().status == 401
        ? answer.with("WWW-Authenticate", "Basic realm=\"sandbox\"")
        : answer;
  }
}
