package dev.tenon.cli.terminal;

/// Ends a command with a [Failure]. Has no stack trace: it is an answer, not a bug.
public final class FailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /// Ends the command with `failure`.
  public FailedException(Failure failure) {
    super(failure.happened(), null, false, false);
    this.failure = failure;
  }

  /// What to tell.
  public Failure failure() {
    return failure;
  }
}
