package dev.tenon.resource;

import dev.tenon.resource.PageCalls.Got;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// Asks for the next page of a list while the one before it is told: one page ahead, and no more.
/// Used by one thread, which closes it.
final class PageAhead implements AutoCloseable {
  private Optional<FutureTask<Got>> coming = Optional.empty();
  private Optional<Thread> thread = Optional.empty();

  /// Begins to ask.
  void begin(Supplier<Got> asking) {
    FutureTask<Got> task = new FutureTask<>(asking::get);
    coming = Optional.of(task);
    thread = Optional.of(Thread.ofVirtual().name("page-ahead").start(task));
  }

  /// What has been asked for, else what `asking` gets now.
  ///
  /// @throws IOException when this thread is interrupted
  Got next(Supplier<Got> asking) throws IOException {
    if (coming.isEmpty()) {
      return asking.get();
    }
    FutureTask<Got> task = coming.get();
    try {
      Got got = task.get();
      coming = Optional.empty();
      return got;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("the listing was given up");
    } catch (ExecutionException e) {
      coming = Optional.empty();
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a page was asked for, and something broke", e.getCause());
    }
  }

  /// Gives up what nobody has taken.
  @Override
  public void close() {
    if (coming.isEmpty()) {
      return;
    }
    thread.ifPresent(Thread::interrupt);
    boolean interrupted = Thread.interrupted();
    try {
      if (coming.get().get() instanceof Got.Part part) {
        part.page().close();
      }
    } catch (InterruptedException _) {
      interrupted = true;
    } catch (ExecutionException _) {
      // Nobody wants to know any more.
    } finally {
      coming = Optional.empty();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
