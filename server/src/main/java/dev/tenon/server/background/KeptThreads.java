package dev.tenon.server.background;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Runs each task at once on a virtual thread that has nothing else to do, or on a new one.
///
/// What libraries keep with a thread is so made once for many tasks: Tink, which seals tokens, has
/// a random generator with each, and takes twenty times as long to make one as to seal. A thread
/// that has had nothing to do for a while ends.
public final class KeptThreads {
  private static final int KEPT_SECONDS = 10;

  private KeptThreads() {}

  /// Threads of that name.
  public static Executor named(String name) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        KEPT_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        Thread.ofVirtual().name(name + "-", 0).factory());
  }
}
