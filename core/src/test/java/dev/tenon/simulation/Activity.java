package dev.tenon.simulation;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// One thread of the simulated world. It runs only while it has the turn, which [Stage] gives.
final class Activity {
  final String name;
  final Life life;
  private final Thread thread;
  private volatile boolean turn;
  private boolean started;
  private boolean cancelled;
  private boolean sleeping;
  private BooleanSupplier awaited = Activity::never;
  private long wakeAt;

  /// Whether a port has refused this activity its service.
  boolean wasRefused;

  /// How often, and how long by its own will, it has waited for other activities.
  int waits;

  long waitedMillis;

  Activity(String name, Life life, Runnable work) {
    this.name = name;
    this.life = life;
    this.thread = Thread.ofVirtual().unstarted(work);
  }

  boolean isDoomed() {
    return cancelled || life.isOver();
  }

  void cancel() {
    cancelled = true;
  }

  /// Not ready until `awaited` is true or the time is `wakeAt`.
  void sleep(BooleanSupplier until, long at) {
    sleeping = true;
    awaited = until;
    wakeAt = at;
  }

  void wake() {
    sleeping = false;
    awaited = Activity::never;
  }

  boolean isReady(long now) {
    return life.node().pausedUntil() <= now
        && (!sleeping || wakeAt <= now || awaited.getAsBoolean());
  }

  /// When it is ready at the latest, if nothing else happens.
  long readyAt() {
    return Math.max(life.node().pausedUntil(), sleeping ? wakeAt : 0);
  }

  private static boolean never() {
    return false;
  }

  void giveTurn() {
    turn = true;
    if (started) {
      LockSupport.unpark(thread);
    } else {
      started = true;
      thread.start();
    }
  }

  void awaitTurn() {
    while (!turn) {
      LockSupport.park(this);
    }
    turn = false;
  }
}
