package dev.tenon.bench.chaos;

import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.TenonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// Many callers of all nodes at once want the token of one connection, and it is over.
final class Storm {
  static final int CALLERS = 100;

  private static final Duration SHORT = Duration.ofSeconds(4);
  private static final Duration LONG = Duration.ofHours(1);

  private final Providers providers;
  private final Population population;
  private final List<Node> nodes;
  private final Callers callers;
  private final TenonClient admin;

  Storm(
      Providers providers,
      Population population,
      List<Node> nodes,
      Callers callers,
      TenonClient admin) {
    this.admin = admin;
    this.providers = providers;
    this.population = population;
    this.nodes = nodes;
    this.callers = callers;
  }

  /// How many connections saw how many token requests, and how many different tokens were served.
  Outcome blow(int connections) throws InterruptedException {
    List<Held> chosen =
        population.all().stream()
            .filter(it -> !it.isDead() && !it.application().warm())
            .limit(connections)
            .toList();
    for (Site site : Site.values()) {
      providers.setLifetime(site, SHORT);
    }
    chosen = chosen.stream().filter(this::isRefreshed).toList();
    for (Site site : Site.values()) {
      providers.setLifetime(site, LONG);
    }
    Thread.sleep(SHORT.plusSeconds(2));
    Map<Integer, Integer> requests = new TreeMap<>();
    Map<Integer, Integer> tokens = new TreeMap<>();
    int unanswered = 0;
    long before = 0;
    for (Held held : chosen) {
      before = lastAfter(before);
      Set<String> served = ConcurrentHashMap.newKeySet();
      unanswered += blow(held, served);
      int calls =
          (int)
              providers.callsAfter(before).stream()
                  .filter(it -> it.grant().equals(held.grant()))
                  .count();
      requests.merge(calls, 1, Integer::sum);
      tokens.merge(served.size(), 1, Integer::sum);
    }
    return new Outcome(chosen.size(), requests, tokens, unanswered);
  }

  private boolean isRefreshed(Held held) {
    try {
      admin.connections().refresh(held.id());
      return true;
    } catch (TenonException e) {
      Log.say(held + " is not among those of the storm: " + e);
      return false;
    }
  }

  private long lastAfter(long number) throws InterruptedException {
    List<TokenCall> all = providers.callsAfter(number);
    return all.isEmpty() ? number : all.getLast().number();
  }

  private int blow(Held held, Set<String> served) throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    Set<Integer> answered = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < nodes.size() * CALLERS; i++) {
      int number = i;
      Node node = nodes.get(i % nodes.size());
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      gate.await();
                      callers
                          .ask(node, held, 60)
                          .ifPresent(
                              it -> {
                                served.add(it.token());
                                answered.add(number);
                              });
                    } catch (InterruptedException _) {
                      Thread.currentThread().interrupt();
                    }
                  }));
    }
    gate.countDown();
    Run.join(threads, Callers.LONGEST, "asking all nodes for the token of " + held);
    return threads.size() - answered.size();
  }

  /// What came of it.
  ///
  /// @param requests how many connections saw this many token requests
  /// @param tokens how many connections saw this many different tokens
  record Outcome(
      int connections,
      Map<Integer, Integer> requests,
      Map<Integer, Integer> tokens,
      int unanswered) {
    boolean isOneEach() {
      return requests.equals(Map.of(1, connections));
    }
  }
}
