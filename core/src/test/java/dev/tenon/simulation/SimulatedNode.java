package dev.tenon.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A machine that runs a hub: its clock, its disk, and the process that lives on it now.
final class SimulatedNode {
  private static final SimulatedNode NOWHERE = new SimulatedNode("outside", 0);

  private final String name;
  private final long skewMillis;
  private final SimulatedDisk disk = new SimulatedDisk();
  private final List<Able> able = new ArrayList<>();
  private long ableSince = Long.MAX_VALUE;
  private long pausedUntil;
  private long cutUntil;
  private Optional<HubProcess> process = Optional.empty();

  SimulatedNode(String name, long skewMillis) {
    this.name = name;
    this.skewMillis = skewMillis;
  }

  static SimulatedNode nowhere() {
    return NOWHERE;
  }

  String name() {
    return name;
  }

  long skewMillis() {
    return skewMillis;
  }

  SimulatedDisk disk() {
    return disk;
  }

  Optional<HubProcess> process() {
    return process;
  }

  void runs(HubProcess started) {
    process = Optional.of(started);
  }

  void runsNothing() {
    process = Optional.empty();
  }

  long pausedUntil() {
    return pausedUntil;
  }

  void pauseUntil(long until) {
    pausedUntil = Math.max(pausedUntil, until);
  }

  /// Until when the database cannot be reached from here.
  long cutUntil() {
    return cutUntil;
  }

  void cutUntil(long until) {
    cutUntil = until;
  }

  /// From `now` until `until` it cannot save anything in the database, whatever it does.
  void hindered(long now, long until) {
    if (now > ableSince) {
      able.add(new Able(ableSince, now));
    }
    ableSince = Math.max(ableSince, until);
  }

  /// From `now` on it can, if nothing else hinders it.
  void ableFrom(long now) {
    ableSince = now;
  }

  /// The longest time between `from` and `to` for which it could have saved something.
  long longestAble(long from, long to) {
    long longest = Math.max(0, to - Math.max(from, ableSince));
    for (Able each : able) {
      longest = Math.max(longest, Math.min(to, each.to()) - Math.max(from, each.from()));
    }
    return longest;
  }

  private record Able(long from, long to) {}
}
