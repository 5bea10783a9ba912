package dev.tenon.server.http;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Reads a connection's socket, and can read ahead of whoever reads it: the only way to learn that
/// the other side has closed it while nothing is expected from there. What came is given to the
/// next read, so nothing is lost or out of order. One thread reads; any may have it look ahead,
/// while that thread does not read.
final class SocketReads {
  private final Source socket;
  private final AtomicReference<@Nullable FutureTask<byte @Nullable []>> ahead =
      new AtomicReference<>();

  /// Reads `socket`.
  SocketReads(Source socket) {
    this.socket = socket;
  }

  /// The next bytes; null at the end of the connection.
  byte @Nullable [] read() {
    FutureTask<byte @Nullable []> begun = ahead.getAndSet(null);
    return begun == null ? socket.read() : got(begun);
  }

  /// Waits on a thread of its own for what comes next, and tells `ended` when that is the end.
  void lookAhead(Runnable ended) {
    FutureTask<byte @Nullable []> task = new FutureTask<>(socket::read);
    if (ahead.compareAndSet(null, task)) {
      Thread.ofVirtual()
          .name("http-look-ahead")
          .start(
              () -> {
                task.run();
                if (isEnd(task)) {
                  ended.run();
                }
              });
    }
  }

  private static boolean isEnd(FutureTask<byte @Nullable []> task) {
    return task.state() == FutureTask.State.FAILED || task.resultNow() == null;
  }

  private static byte @Nullable [] got(FutureTask<byte @Nullable []> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException _) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException failure) {
            throw failure;
          }
          throw new IllegalStateException("reading a socket failed oddly", e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// A socket.
  @FunctionalInterface
  interface Source {
    /// Waits for bytes; null, or an exception, at the end of the connection.
    byte @Nullable [] read();
  }
}
