package dev.tenon.bench.chaos;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/// Counts by name, and the first few stories of what should not happen.
final class Tally {
  private static final int MOST_STORIES = 40;

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final List<String> stories = new CopyOnWriteArrayList<>();

  void count(String what) {
    counts.computeIfAbsent(what, _ -> new LongAdder()).increment();
  }

  /// Counts it, and remembers how it was.
  void wrong(String what, String story) {
    count(what);
    Log.say("WRONG " + what + ": " + story);
    if (stories.size() < MOST_STORIES) {
      stories.add(what + ": " + story);
    }
  }

  long of(String what) {
    LongAdder adder = counts.get(what);
    return adder == null ? 0 : adder.sum();
  }

  Map<String, Long> startingWith(String prefix) {
    Map<String, Long> found = new TreeMap<>();
    counts.forEach(
        (name, adder) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), adder.sum());
          }
        });
    return found;
  }

  List<String> stories() {
    return stories;
  }
}
