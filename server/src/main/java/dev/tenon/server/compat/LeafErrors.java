package dev.tenon.server.compat;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Endpoint;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.json.JsonWriter;
import java.util.List;

/// Errors in Leaf's shape: problem JSON with `path`, `message` and `errorKey`. Our own `detail` and
/// `code` stand beside them, so that [docs/errors.md](docs/errors.md) helps here too.
final class LeafErrors {
  private static final String TYPE = "https://www.jhipster.tech/problem/problem-with-message";

  private LeafErrors() {}

  /// `endpoint`, whose problems are written in Leaf's shape.
  static Endpoint around(Endpoint endpoint) {
    return request -> {
      try {
        return endpoint.answer(request);
      } catch (ProblemException e) {
        return answer(e.problem(), request).with(e.headers());
      }
    };
  }

  private static Answer answer(Problem problem, Request request) {
    Answer answer =
        new Answer(
            problem.status(),
            List.of(
                new Answer.Header("Content-Type", "application/problem+json"),
                new Answer.Header("Cache-Control", "no-store")),
            JsonWriter.object(json -> write(json, problem, request)));
    return problem
        .retryAfterSeconds()
        .map(seconds -> answer.with("Retry-After", Long.toString(seconds)))
        .orElse(answer);
  }

  private static void write(JsonWriter json, Problem problem, Request request) {
    json.text("type", TYPE)
        .text("title", problem.title())
        .number("status", problem.status())
        .text("path", request.path())
        .text("message", problem.detail())
        .text("errorKey", camel(problem.code()))
        .text("detail", problem.detail())
        .text("code", problem.code());
    problem.extras().forEach(json::any);
  }

  private static String camel(String code) {
    StringBuilder key = new StringBuilder();
    for (String word : code.split("_", -1)) {
      key.append(
          key.isEmpty() || word.isEmpty()
              ? word
              : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return key.toString();
  }
}
