package dev.tenon.bench.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// After the storm: nothing fails any more, and every connection is refreshed once more, or its
/// user is told to connect again.
final class Calm {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final int AT_ONCE = 6;

  private final Providers providers;
  private final Population population;
  private final List<Node> nodes;
  private final Callers callers;

  Calm(Providers providers, Population population, List<Node> nodes, Callers callers) {
    this.providers = providers;
    this.population = population;
    this.nodes = nodes;
    this.callers = callers;
  }

  /// The connections that came to neither within `patience`.
  List<Held> settle(Duration patience, Dice dice) throws InterruptedException {
    providers.post("faults/clear", "{}");
    providers.post("faults/release", "{}");
    for (Site site : Site.values()) {
      providers.setLifetime(site, LIFETIME);
    }
    Instant since = Instant.now();
    Instant end = since.plus(patience);
    List<Held> left = population.all();
    while (!left.isEmpty() && Instant.now().isBefore(end)) {
      left = round(left, since, end, dice);
      Log.say(left.size() + " connections are not refreshed yet");
      Thread.sleep(left.size() > 100 ? 200 : 1000);
    }
    return left;
  }

  private List<Held> round(List<Held> held, Instant since, Instant end, Dice dice)
      throws InterruptedException {
    AtomicLong next = new AtomicLong();
    List<Held> left = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      Dice own = dice.another();
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (long n = next.getAndIncrement();
                        n < held.size();
                        n = next.getAndIncrement()) {
                      Held each = held.get((int) n);
                      boolean late = Instant.now().isAfter(end);
                      if (late || !isSettled(each, own.one(nodes), since)) {
                        left.add(each);
                      }
                    }
                  }));
    }
    Duration patience = Duration.between(Instant.now(), end).plus(Callers.LONGEST);
    Run.join(threads, patience, "asking for every token once more");
    synchronized (left) {
      return List.copyOf(left);
    }
  }

  private boolean isSettled(Held held, Node node, Instant since) {
    if (held.isDead()) {
      return true;
    }
    try {
      Optional<Callers.Served> served = callers.ask(node, held, Callers.FORCED);
      return held.isDead() || served.map(it -> !it.bearer().issued().isBefore(since)).orElse(false);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (RuntimeException e) {
      Log.say(held + ": " + e);
      return false;
    }
  }
}
