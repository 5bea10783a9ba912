package dev.tenon.server.outbound;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// How far one call has come, shared by the thread that makes it and the thread that waits for it.
/// Sending and giving up exclude each other: whichever comes first wins, so a call that was given
/// up as not sent is never sent afterwards. Safe for use by both threads.
final class Progress {
  private enum Phase {
    WAITING,
    SENDING,
    TOO_LATE,
    GIVEN_UP
  }

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
  private final Deadline deadline;
  private volatile long sentAt;
  private volatile @Nullable HttpAnswer answer;

  Progress(Deadline deadline) {
    this.deadline = deadline;
  }

  /// Called with an open connection before the first byte of the request.
  ///
  /// @throws InterruptedIOException when the call was given up, or it is too late to send
  void sending() throws InterruptedIOException {
    if (!deadline.maySend()) {
      tooLate();
      throw new InterruptedIOException("too late");
    }
    if (!phase.compareAndSet(Phase.WAITING, Phase.SENDING)) {
      throw new InterruptedIOException("given up");
    }
    sentAt = deadline.now();
  }

  /// It has become too late to send, and nothing was sent.
  void tooLate() {
    phase.compareAndSet(Phase.WAITING, Phase.TOO_LATE);
  }

  /// So much of the answer has come: first its head, then its body.
  void answered(HttpAnswer soFar) {
    answer = soFar.aged(() -> Duration.ofNanos(deadline.now() - sentAt));
  }

  /// What the call came to when it ends here.
  ///
  /// @param reason one sentence, shown when there is no answer at all
  HttpOutcome end(String reason) {
    phase.compareAndSet(Phase.WAITING, Phase.GIVEN_UP);
    return switch (phase.get()) {
      case WAITING, GIVEN_UP -> new HttpOutcome.NotSent(reason);
      case TOO_LATE -> new HttpOutcome.TooLate();
      case SENDING ->
          Optional.ofNullable(answer)
              .<HttpOutcome>map(HttpOutcome.Answered::new)
              .orElseGet(() -> new HttpOutcome.NoAnswer(reason));
    };
  }
}
