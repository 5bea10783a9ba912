package dev.tenon.resource;

import dev.tenon.resource.PageCalls.Got;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/// Asks for the next pages of a list while the one before them is told: the next one, and where it
/// is known beforehand the one after it. Used by one thread, which closes it.
final class PageAhead implements AutoCloseable {
  private final Function<PageAsk, Got> asking;
  private final Deque<Coming> coming = new ArrayDeque<>();

  /// Asks by `asking`.
  PageAhead(Function<PageAsk, Got> asking) {
    this.asking = asking;
  }

  /// Begins to ask for `next`, unless that was guessed before; whether no guess was wrong.
  boolean begin(PageAsk next) {
    boolean right = coming.isEmpty() || coming.element().ask().equals(next);
    if (!right) {
      close();
    }
    if (coming.isEmpty()) {
      start(next);
    }
    return right;
  }

  /// Begins to ask for `guess`, which is thought to be what comes after what was begun.
  void guess(PageAsk guess) {
    if (coming.size() < 2) {
      start(guess);
    }
  }

  private void start(PageAsk ask) {
    FutureTask<Got> task = new FutureTask<>(() -> asking.apply(ask));
    coming.add(new Coming(ask, task, Thread.ofVirtual().name("page-ahead").start(task)));
  }

  /// What `ask` brings: what was begun, or else is asked for now.
  ///
  /// @throws IOException when this thread is interrupted
  Got next(PageAsk ask) throws IOException {
    if (coming.isEmpty() || !coming.element().ask().equals(ask)) {
      close();
      return asking.apply(ask);
    }
    try {
      Got got = coming.element().task().get();
      coming.remove();
      return got;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("the listing was given up");
    } catch (ExecutionException e) {
      coming.remove();
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a page was asked for, and something broke", e.getCause());
    }
  }

  /// Gives up what nobody has taken.
  @Override
  public void close() {
    coming.forEach(each -> each.thread().interrupt());
    boolean interrupted = Thread.interrupted();
    while (!coming.isEmpty()) {
      try {
        if (coming.element().task().get() instanceof Got.Part part) {
          part.page().close();
        }
        coming.remove();
      } catch (InterruptedException _) {
        interrupted = true;
      } catch (ExecutionException _) {
        // Nobody wants to know any more.
        coming.remove();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private record Coming(PageAsk ask, FutureTask<Got> task, Thread thread) {}
}
