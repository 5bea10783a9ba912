package dev.tenon.server.http;

import java.util.List;

/// Ends the handling of a request with a [Problem]. Has no stack trace: it is an answer, not a bug.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient List<Answer.Header> headers;

  /// Ends the request with `problem`.
  public ProblemException(Problem problem) {
    this(problem, List.of());
  }

  /// Ends the request with `problem` and further headers, such as `WWW-Authenticate`.
  public ProblemException(Problem problem, List<Answer.Header> headers) {
    super(problem.code(), null, false, false);
    this.problem = problem;
    this.headers = List.copyOf(headers);
  }

  /// What to answer.
  public Problem problem() {
    return problem;
  }

  /// Headers besides those that every problem has.
  public List<Answer.Header> headers() {
    return headers;
  }
}
