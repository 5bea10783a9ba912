package dev.tenon.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Where activities take turns. Exactly one runs; at each step it may hand the turn to another, as
/// the choices say. Time stands still while anybody can go on, and then jumps to the next moment at
/// which somebody can.
final class Stage {
  /// Nobody runs for so long; then something goes round in circles.
  private static final int MOST_STEPS = 60_000;

  private final Choices choices;
  private final Temper temper;
  private final List<Activity> activities = new ArrayList<>();
  private final List<Activity> ready = new ArrayList<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Optional<StringBuilder> log;
  private Runnable watch = () -> {};
  private Runnable trouble = () -> {};
  private Activity current;
  private long now;
  private int steps;
  private long timersSet;
  private Optional<Broken> broken = Optional.empty();

  Stage(Choices choices, Temper temper, boolean logged) {
    this.choices = choices;
    this.temper = temper;
    this.log = logged ? Optional.of(new StringBuilder()) : Optional.empty();
    this.current = new Activity("nobody", Life.outside(), () -> {});
  }

  /// Plays `script` to its end; everybody else ends with it. What was broken, if anything.
  Optional<Broken> play(Runnable script, Runnable watchers, Runnable troubles) {
    watch = watchers;
    trouble = troubles;
    Activity director = start("director", Life.outside(), script);
    current = director;
    director.giveTurn();
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return broken;
  }

  /// Another activity, which begins when it gets the turn.
  Activity start(String name, Life life, Runnable work) {
    if (life.isOver()) {
      throw new Crashed();
    }
    Activity[] self = new Activity[1];
    Activity activity = new Activity(name, life, () -> run(self[0], work));
    self[0] = activity;
    activities.add(activity);
    return activity;
  }

  private void run(Activity me, Runnable work) {
    me.awaitTurn();
    try {
      if (!me.isDoomed()) {
        work.run();
      }
    } catch (Crashed _) {
      // So it is.
    } catch (RuntimeException | Error e) {
      broken("nothing unforeseen is thrown", e.toString() + " at " + trace(e));
    }
    activities.remove(me);
    if (me.name.equals("director")) {
      activities.forEach(Activity::cancel);
    }
    if (activities.isEmpty()) {
      over.countDown();
    } else {
      give(next(me));
    }
  }

  private static String trace(Throwable e) {
    StackTraceElement[] frames = e.getStackTrace();
    return frames.length == 0 ? "?" : frames[0].toString();
  }

  /// A place where anything may happen: another goes on, this node stops or dies.
  void step(String what) {
    Activity me = current;
    checkAlive(me);
    if (++steps > MOST_STEPS) {
      broken("it comes to rest", steps + " steps and no end");
    }
    watch.run();
    checkAlive(me);
    trouble.run();
    checkAlive(me);
    note(() -> what);
    turn(me);
  }

  /// Goes on after `duration`.
  void sleep(Duration duration) {
    await(() -> false, duration);
  }

  /// Goes on when `awaited` is true, or after `patience`; whether it was true.
  boolean await(BooleanSupplier awaited, Duration patience) {
    Activity me = current;
    checkAlive(me);
    me.sleep(awaited, now + Math.max(0, patience.toMillis()));
    turn(me);
    me.wake();
    return awaited.getAsBoolean();
  }

  /// Runs `work` at `at`; it takes no step.
  void at(long at, Runnable work) {
    timers.add(new Timer(at, timersSet++, work));
  }

  private void turn(Activity me) {
    Activity next = next(me);
    if (next != me) {
      give(next);
      me.awaitTurn();
    }
    current = me;
    checkAlive(me);
  }

  private static void checkAlive(Activity me) {
    if (me.isDoomed()) {
      throw new Crashed();
    }
  }

  private void give(Activity next) {
    current = next;
    next.giveTurn();
  }

  private Activity next(Activity from) {
    while (true) {
      ready.clear();
      for (Activity each : activities) {
        if (each.isDoomed()) {
          return each;
        }
        if (each.isReady(now)) {
          ready.add(each);
        }
      }
      if (!ready.isEmpty()) {
        return chosen(from);
      }
      advance();
    }
  }

  private Activity chosen(Activity from) {
    if (ready.size() == 1) {
      return ready.getFirst();
    }
    if (ready.contains(from) && !choices.chance(temper.switching())) {
      return from;
    }
    return ready.get(choices.among(ready.size()));
  }

  private void advance() {
    long next = timers.isEmpty() ? Long.MAX_VALUE : timers.peek().at();
    for (Activity each : activities) {
      next = Math.min(next, Math.max(now + 1, each.readyAt()));
    }
    now = Math.max(now, next);
    while (!timers.isEmpty() && timers.peek().at() <= now) {
      timers.remove().work().run();
    }
  }

  /// The first thing that was broken ends the play.
  void broken(String invariant, String how) {
    if (broken.isEmpty()) {
      broken = Optional.of(new Broken(invariant, how));
      note(() -> "BROKEN: " + invariant + ": " + how);
      activities.forEach(Activity::cancel);
    }
  }

  /// For people who read a failing schedule.
  void note(Supplier<String> what) {
    log.ifPresent(
        text ->
            text.append("%12.3f s  %-22s %s%n".formatted(now / 1000.0, current.name, what.get())));
  }

  String log() {
    return log.map(StringBuilder::toString).orElse("");
  }

  Activity current() {
    return current;
  }

  /// Milliseconds since the beginning, in truth.
  long now() {
    return now;
  }

  int steps() {
    return steps;
  }

  private record Timer(long at, long number, Runnable work) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
    }
  }
}
