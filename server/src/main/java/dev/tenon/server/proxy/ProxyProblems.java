package dev.tenon.server.proxy;

import dev.tenon.app.CallRule;
import dev.tenon.call.ApiResult;
import dev.tenon.server.http.Problem;
import java.time.Duration;
import java.util.List;

/// Says why there is no answer of the provider, and whose turn it is.
final class ProxyProblems {
  private ProxyProblems() {}

  /// A header or the path says something impossible.
  static Problem invalid(String detail) {
    return Problem.of(400, "invalid_request", "The request is not valid", detail);
  }

  static Problem regionUnknown(ApiResult.RegionUnknown it) {
    return invalid(
            it.known().isEmpty()
                ? "Tenon-Region: this provider has no regions."
                : "Tenon-Region: '%s' is not one of %s."
                    .formatted(it.asked(), String.join(", ", it.known())))
        .with("regions", it.known());
  }

  static Problem notCallable(String problem) {
    return Problem.of(
        502,
        "api_not_callable",
        "The provider's API cannot be called",
        problem + " An admin mends the OAuth client or its connector.");
  }

  static Problem askLater(Duration retryAfter) {
    return Problem.of(
            429,
            "rate_limited",
            "The provider wants to be left alone for now",
            "The provider has said that calls through this connection must wait, for longer than"
                + " this one would: Tenon-Max-Wait says how long. Ask again after Retry-After.")
        .retryAfter(seconds(retryAfter));
  }

  static Problem notSent(String detail) {
    return Problem.of(
            503,
            "provider_unavailable",
            "The provider is not available",
            "Nothing was sent: " + detail + ".")
        .retryAfter(5);
  }

  static Problem noAnswer(ApiResult.NoAnswer it) {
    String detail =
        "The request went out and no answer came: %s. Whether the provider did what was asked is"
                .formatted(it.detail())
            + " unknown.";
    return it.late()
        ? Problem.of(504, "provider_no_answer", "The provider did not answer", detail)
        : Problem.of(502, "provider_no_answer", "The provider did not answer", detail);
  }

  static Problem tooMany() {
    return Problem.of(
            503,
            "too_many_calls",
            "Too many calls are under way",
            "The workspace has as many proxied calls under way as it may. Ask again in a moment.")
        .retryAfter(1);
  }

  static Problem upgrade() {
    return Problem.of(
        501,
        "upgrade_not_supported",
        "The protocol cannot be changed",
        "Connections are not upgraded here: WebSockets are opened at the provider itself.");
  }

  static Problem notAllowed(List<CallRule> rules) {
    List<String> allowed = rules.stream().map(CallRule::toString).toList();
    return Problem.of(
            403,
            "call_not_allowed",
            "This app may not make this call",
            "An admin has said what this app may call: " + String.join(", ", allowed) + ".")
        .with("allowed", allowed);
  }

  /// Whole seconds, never less than what was said and never none.
  private static long seconds(Duration duration) {
    return Math.max(1, duration.plusMillis(999).toSeconds());
  }
}
