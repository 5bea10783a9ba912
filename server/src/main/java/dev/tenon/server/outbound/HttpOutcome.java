package dev.tenon.server.outbound;

/// What came of an outbound call. The line that matters is between [NotSent] and [TooLate] and the
/// others: only after these two is it certain that the other side has seen nothing.
public sealed interface HttpOutcome {
  /// A status line came back; the body may be flawed.
  record Answered(HttpAnswer answer) implements HttpOutcome {}

  /// No byte of the request went out: the address is refused, unknown or does not answer, TLS
  /// failed, or it was not its turn in time.
  ///
  /// @param detail one sentence for people, without addresses or secrets
  record NotSent(String detail) implements HttpOutcome {}

  /// No byte of the request went out, because it could have gone out only after the deadline for
  /// that: this node was paused, or too busy.
  record TooLate() implements HttpOutcome {}

  /// The request went out, at least in part, and no status line came back.
  ///
  /// @param detail one sentence for people, without addresses or secrets
  record NoAnswer(String detail) implements HttpOutcome {}
}
