package dev.tenon.bench.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A start of all nodes at once with much due and callers who ask, as there will be many, which
/// nobody disturbs: how long answers take then from the network to the disk is what processes that
/// are killed are judged by.
///
/// @param from when the nodes started
/// @param to when it was over for all that had been asked
record ColdStart(Instant from, Instant to) {
  /// One start says little of hundreds: the longest way of one was 512 ms, and 1479 of another.
  private static final int STARTS = 5;

  private static final Duration AWAY = Duration.ofSeconds(12);
  private static final Duration WATCHED = Duration.ofSeconds(15);
  private static final Duration START = Duration.ofSeconds(60);

  /// Several starts, while callers ask.
  static List<ColdStart> several(List<Node> nodes, Map<String, Node> owners)
      throws InterruptedException {
    List<ColdStart> starts = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      starts.add(of(nodes, owners));
    }
    return List.copyOf(starts);
  }

  /// Ends the nodes in good order, and starts them anew when many tokens are over.
  private static ColdStart of(List<Node> nodes, Map<String, Node> owners)
      throws InterruptedException {
    for (Node node : nodes) {
      end(node);
    }
    Thread.sleep(AWAY);
    Instant from = Instant.now();
    List<Life> lives = nodes.stream().map(Node::start).toList();
    for (int i = 0; i < lives.size(); i++) {
      if (!nodes.get(i).awaitUp(lives.get(i), START)) {
        throw new IllegalStateException("a node does not start although nobody disturbs it");
      }
    }
    Thread.sleep(WATCHED);
    Instant to = Instant.now();
    nodes.forEach(node -> node.names().forEach(name -> owners.put(name, node)));
    return new ColdStart(from, to);
  }

  private static void end(Node node) throws InterruptedException {
    if (node.life().isEmpty()) {
      return;
    }
    Life life = node.life().get();
    life.process().destroy();
    if (!life.process().waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("a node does not end when it is told to");
    }
    life.ended();
    node.names();
  }

  /// Whether an answer that was sent at `time` is one of those that were watched.
  boolean watched(Instant time) {
    return !time.isBefore(from) && time.isBefore(to.minusSeconds(2));
  }
}
