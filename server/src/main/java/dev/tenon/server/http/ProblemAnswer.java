package dev.tenon.server.http;

import dev.tenon.server.http.json.JsonWriter;
import java.util.List;

/// Writes problems as `application/problem+json` (RFC 9457).
final class ProblemAnswer {
  private static final String TYPES = "https://tenon.dev/problems/";

  /// Tells the hub's own errors from those that it passes on.
  private static final String MARK = "Tenon-Error";

  private ProblemAnswer() {}

  /// The answer that says `problem`.
  static Answer of(Problem problem, String requestId) {
    Answer answer =
        new Answer(
            problem.status(),
            List.of(
                new Answer.Header("Content-Type", "application/problem+json"),
                new Answer.Header("Cache-Control", "no-store"),
                new Answer.Header(MARK, problem.code())),
            JsonWriter.object(json -> write(json, problem, requestId)));
    return problem
        .retryAfterSeconds()
        .map(seconds -> answer.with("Retry-After", Long.toString(seconds)))
        .orElse(answer);
  }

  private static void write(JsonWriter json, Problem problem, String requestId) {
    json.text("type", TYPES + problem.code())
        .text("title", problem.title())
        .number("status", problem.status())
        .text("detail", problem.detail())
        .text("code", problem.code());
    problem.extras().forEach(json::any);
    json.text("request_id", requestId);
  }
}
