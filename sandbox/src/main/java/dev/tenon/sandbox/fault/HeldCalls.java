package dev.tenon.sandbox.fault;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The calls that are kept waiting on purpose. The lock guards the counts and is free while a call
/// waits. Safe for use by any thread.
public final class HeldCalls {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int silent;
  private long releases;

  /// Returns when the held calls are next released.
  void hold() throws InterruptedException {
    lock.lock();
    try {
      long entered = releases;
      silent++;
      changed.signalAll();
      while (releases == entered) {
        changed.await();
      }
    } finally {
      silent--;
      lock.unlock();
    }
  }

  /// Returns after this much real time, or when the held calls are released.
  void pause(Duration real) throws InterruptedException {
    lock.lock();
    try {
      long entered = releases;
      long left = real.toNanos();
      while (left > 0 && releases == entered) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Lets every call go that waits now; says how many were held in silence.
  public int release() {
    lock.lock();
    try {
      releases++;
      changed.signalAll();
      return silent;
    } finally {
      lock.unlock();
    }
  }

  /// How many calls are held in silence now.
  public int count() {
    lock.lock();
    try {
      return silent;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until at least `count` calls are held; false where that has not come within `atMost`.
  public boolean awaitCount(int count, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(atMost.toMillis());
      while (silent < count) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
