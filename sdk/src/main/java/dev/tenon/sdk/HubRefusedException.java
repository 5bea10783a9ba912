package dev.tenon.sdk;

/// The hub was reached and did not do what was asked; [#problem()] says why.
public final class HubRefusedException extends TenonException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  HubRefusedException(Problem problem) {
    super(problem.status() + " " + problem.code() + ": " + problem.detail());
    this.problem = problem;
  }

  /// Why.
  public Problem problem() {
    return problem;
  }
}
