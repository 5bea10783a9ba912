package dev.tenon.bench.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All that is known of the connections that did not hold, for whoever looks for the reason.
final class Evidence {
  private final Verdict verdict;
  private final Senders senders;
  private final History history;
  private final List<Node> nodes;

  Evidence(Verdict verdict, Senders senders, History history, List<Node> nodes) {
    this.verdict = verdict;
    this.senders = senders;
    this.history = history;
    this.nodes = nodes;
  }

  /// Those whose grant was lost or whose refresh token came twice for no reason.
  static Set<Held> suspects(Collection<Fate> fates, Collection<Reuse> reuses) {
    Stream<Held> lost = fates.stream().filter(it -> it.kind() == Fate.Kind.LOST).map(Fate::held);
    Stream<Held> twice = reuses.stream().filter(it -> !it.kind().isAllowed()).map(Reuse::held);
    return Stream.concat(lost, twice).collect(Collectors.toSet());
  }

  /// Writes it to `file`: of each connection the calls about its grant, with who made them, and
  /// what was stored when; then the life of every process. Nothing where nobody is suspected.
  void write(Path file, Set<Held> suspects) {
    List<String> lines = new ArrayList<>();
    suspects.forEach(held -> connection(held, lines));
    if (!suspects.isEmpty()) {
      nodes.forEach(node -> node.lives().forEach(life -> lines.add(words(node, life))));
    }
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void connection(Held held, List<String> lines) {
    lines.add("connection " + held);
    for (TokenCall call : verdict.byGrant().getOrDefault(held.grant(), List.of())) {
      String sender = senders.of(held, call).map(verdict::words).orElse("nobody known");
      lines.add("  " + call + ", by " + sender);
    }
    history.of(held.id()).forEach(change -> lines.add("  " + change));
  }

  private String words(Node node, Life life) {
    return "node %d, %s, ended %s; leases as %s; connections, local and remote: %s"
        .formatted(
            node.number(),
            verdict.words(life),
            life.end(),
            node.names(life),
            life.kill().map(Life.Kill::connections).orElse(Set.of()));
  }
}
