package dev.tenon.spring;

import dev.tenon.sdk.json.JsonObject;

/// What a program is told whose user must connect.
final class ProblemText {
  private ProblemText() {}

  static String connectRequired(TenonConnectRequiredException required) {
    JsonObject problem =
        JsonObject.empty()
            .with("title", "The user must connect")
            .with("code", "connect_required")
            .with("integration", required.getClientRegistrationId());
    return required
        .connectUrl()
        .map(url -> problem.with("connect_url", url.toString()))
        .orElse(problem)
        .toString();
  }
}
