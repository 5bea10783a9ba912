package dev.tenon.bench.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which process made a token request.
final class Senders {
  /// A request is read no later after the end of its sender.
  private static final Duration LATEST = Duration.ofSeconds(60);

  private final History history;
  private final Map<String, Node> owners;
  private final List<Node> nodes;
  private final int provider;

  /// @param owners the nodes by the names under which their processes take leases
  /// @param provider the port of the providers
  Senders(History history, Map<String, Node> owners, List<Node> nodes, int provider) {
    this.history = history;
    this.owners = owners;
    this.nodes = nodes;
    this.provider = provider;
  }

  /// The one that had the lease when the request came, by the name in it, which no other has. But
  /// the provider may read what a process sent when that is gone and another has the lease: then
  /// the one that had it before, and the connection of the request when it was killed.
  ///
  /// A connection alone names nobody: when it is closed, its port is soon another's.
  Optional<Life> of(Held held, TokenCall call) {
    List<Life> holders =
        history.owners(held.id(), call.arrived()).stream()
            .flatMap(name -> holder(name, call).stream())
            .toList();
    return holders.stream()
        .filter(life -> wasKilledWith(life, call))
        .reduce((_, later) -> later)
        .or(() -> holders.stream().reduce((_, later) -> later));
  }

  private Optional<Life> holder(String name, TokenCall call) {
    Optional<Node> node =
        nodes.size() == 1 ? Optional.of(nodes.getFirst()) : Optional.ofNullable(owners.get(name));
    return node.flatMap(
        it ->
            it.named(name)
                .filter(life -> !life.start().isAfter(call.arrived()))
                .or(() -> lastStarted(it, call)));
  }

  private static Optional<Life> lastStarted(Node node, TokenCall call) {
    return node.lives().stream()
        .filter(life -> !life.start().isAfter(call.arrived()))
        .reduce((_, later) -> later);
  }

  private boolean wasKilledWith(Life life, TokenCall call) {
    return life.kill()
        .filter(kill -> kill.connections().contains(connection(call)))
        .filter(kill -> !kill.at().isAfter(call.arrived()))
        .filter(kill -> kill.at().plus(LATEST).isAfter(call.arrived()))
        .isPresent();
  }

  /// Whether the answer to `call` was still in the machine's hands when `life` was killed.
  boolean isUnread(Life life, TokenCall call) {
    return life.kill().map(kill -> kill.unread().contains(connection(call))).orElse(false);
  }

  private Sockets.Ends connection(TokenCall call) {
    return new Sockets.Ends(call.port(), provider);
  }
}
