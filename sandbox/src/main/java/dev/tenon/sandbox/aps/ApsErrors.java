package dev.tenon.sandbox.aps;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;
import tools.jackson.databind.node.ObjectNode;

/// Errors in the shapes of the API gateway, of Data Management (JSON:API) and of ACC.
final class ApsErrors {
  private ApsErrors() {}

  static Reply.Answer gateway(int status, String code, String message) {
    return Reply.json(
        status,
        Json.object()
            .put("developerMessage", message)
            .put("userMessage", "")
            .put("errorCode", code)
            .put("more info", "https://aps.autodesk.com/en/docs/oauth/v2/developers_guide/"));
  }

  static Reply.Answer quota(long seconds) {
    return Reply.json(429, Json.object().put("developerMessage", "Quota limit exceeded."))
        .with("Retry-After", Long.toString(seconds));
  }

  static Reply.Answer jsonApi(int status, String code, String detail) {
    ObjectNode error =
        Json.object()
            .put("status", Integer.toString(status))
            .put("code", code)
            .put("title", detail)
            .put("detail", detail);
    ObjectNode json = Json.object();
    json.set("jsonapi", Json.object().put("version", "1.0"));
    json.set("errors", Json.array().add(error));
    return Reply.json(status, json);
  }

  static Reply.Answer notFound() {
    return jsonApi(404, "NOT_FOUND", "The specified resource does not exist");
  }

  /// What a missing custom integration or a missing membership looks like.
  static Reply.Answer notProvisioned() {
    return jsonApi(403, "BIM360DM_ERROR", "You don't have permission to access this API");
  }

  static Reply.Answer acc(int status, String title) {
    return Reply.json(status, Json.object().put("title", title).put("detail", title));
  }
}
