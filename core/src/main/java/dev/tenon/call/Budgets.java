package dev.tenon.call;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.token.Pause;
import java.time.Clock;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntSupplier;

/// What providers allow, shared by all who call them on this node: one [Gate] a connection, one
/// [Pace] an OAuth client. Whoever calls a provider's API, for whatever reason, enters by the gate
/// of the connection. Safe for use by any thread.
///
/// Nodes do not tell each other of what they learned: each feels its own way, and takes its part of
/// the published limit.
public final class Budgets {
  private final ConcurrentMap<ConnectionId, Gate> gates;
  private final ConcurrentMap<Client, Pace> paces;
  private final IntSupplier nodes;
  private final Pause pause;
  private final Clock clock;

  /// Keeps what it learns in these maps, which may drop any entry that nobody uses: what is learned
  /// is then learned again.
  ///
  /// @param nodes how many nodes share the providers' limits
  public Budgets(
      ConcurrentMap<ConnectionId, Gate> gates,
      ConcurrentMap<Client, Pace> paces,
      IntSupplier nodes,
      Pause pause,
      Clock clock) {
    this.gates = gates;
    this.paces = paces;
    this.nodes = nodes;
    this.pause = pause;
    this.clock = clock;
  }

  /// The gate of `target`'s connection.
  Gate gate(ApiTarget target) {
    Gate known = gates.get(target.connection());
    return known == null
        ? gates.computeIfAbsent(target.connection(), _ -> new Gate(pace(target), pause, clock))
        : known;
  }

  private Pace pace(ApiTarget target) {
    return paces.computeIfAbsent(
        new Client(target.client().client().workspace(), target.client().client().id()),
        _ -> new Pace(target.api().retry().perMinute(), nodes));
  }

  /// Which OAuth client a pace is of.
  public record Client(WorkspaceId workspace, OAuthClientId client) {}
}
