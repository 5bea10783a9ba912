package dev.tenon.token;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// Runs what it is given on virtual threads, or in the caller's own thread one after the other, or
/// not at all.
final class TestThreads implements Executor {
  private final List<Runnable> kept = new ArrayList<>();
  private Executor way = Thread::startVirtualThread;

  void hereAndNow() {
    way = Runnable::run;
  }

  void keep() {
    way = kept::add;
  }

  @Override
  public void execute(Runnable work) {
    way.execute(work);
  }
}
