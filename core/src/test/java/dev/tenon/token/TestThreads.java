package dev.tenon.token;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// Runs what it is given on virtual threads, or in the caller's own thread one after the other, or
/// not at all.
final class TestThreads implements Executor {
  private final List<Runnable> kept = new ArrayList<>();
  private Executor way = Thread::startVirtualThread;
  private Runnable first = () -> {};

  void hereAndNow() {
    way = Runnable::run;
  }

  void keep() {
    way = kept::add;
  }

  /// Runs what was kept, here and now.
  void runKept() {
    List<Runnable> work = List.copyOf(kept);
    kept.clear();
    work.forEach(Runnable::run);
  }

  /// Before the next work begins `happens`.
  void beforeTheNext(Runnable happens) {
    first = happens;
  }

  @Override
  public void execute(Runnable work) {
    first.run();
    first = () -> {};
    way.execute(work);
  }
}
