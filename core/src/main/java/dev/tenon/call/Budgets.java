package dev.tenon.call;

import dev.tenon.access.WorkspaceId;
import dev.tenon.call.SharedBudgets.Closing;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.RateLimit;
import dev.tenon.token.Pause;
import dev.tenon.workspace.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;

/// What providers allow, shared by all who call them: one [Gate] a connection, one [RateBudget] for
/// each limit that a connector declares, one [Pace] an OAuth client. Whoever calls a provider's
/// API, for whatever reason, passes them. Safe for use by any thread.
///
/// A call costs no statement. Nodes take of a declared limit what they need for some seconds, and
/// tell each other when a provider says "later".
public final class Budgets {
  private static final Duration UNUSED = Duration.ofDays(62);

  private final Memory memory;
  private final SharedBudgets store;
  private final Crowd crowd;
  private final BudgetObserver observer;
  private final Executor threads;
  private final Pause pause;
  private final Clock clock;

  /// Keeps what it learns in `memory`.
  ///
  /// @param nodes how many nodes share the providers' limits
  /// @param threads asks the store and tells the other nodes
  public Budgets(
      Memory memory,
      SharedBudgets store,
      IntSupplier nodes,
      BudgetObserver observer,
      Executor threads,
      Pause pause,
      Clock clock) {
    this.memory = memory;
    this.store = store;
    this.crowd = new Crowd(nodes, clock);
    this.observer = observer;
    this.threads = threads;
    this.pause = pause;
    this.clock = clock;
    store.listen(this::heard);
  }

  /// What `call` through `target` has to pass.
  CallBudget of(ApiTarget target, ApiCall call) {
    List<RateLimit> limits = target.api().retry().limits(call.path().path());
    return budget(
        target,
        call.urgency(),
        limits.isEmpty() ? List.of() : limits.stream().map(it -> rate(target, it)).toList());
  }

  /// What a call has to pass that goes to another address of the provider's.
  CallBudget elsewhere(ApiTarget target, Urgency urgency) {
    return budget(target, urgency, List.of());
  }

  /// Gives back what was taken and not used. To be called every second or so.
  public void settle() {
    crowd.look();
    for (RateBudget rate : memory.rates().values()) {
      if (!rate.settle()) {
        // The store is away: the others can wait as well.
        return;
      }
    }
  }

  /// Forgets what nobody has used for months.
  public void prune() {
    store.prune(UNUSED);
  }

  private CallBudget budget(ApiTarget target, Urgency urgency, List<RateBudget> rates) {
    return new CallBudget(target, urgency, gate(target), rates, this::tell, observer, clock);
  }

  private Gate gate(ApiTarget target) {
    Gate known = memory.gates().get(target.connection());
    return known == null
        ? memory.gates().computeIfAbsent(target.connection(), _ -> newGate(target))
        : known;
  }

  private Gate newGate(ApiTarget target) {
    BudgetId id = BudgetId.of(target.client().client().workspace(), target.connection());
    Gate gate = new Gate(id, pace(target), crowd::now, pause, clock);
    Instant closed = memory.heard().get(id.name());
    if (closed != null) {
      gate.hear(closed);
    }
    return gate;
  }

  private Pace pace(ApiTarget target) {
    return memory
        .paces()
        .computeIfAbsent(
            new Client(target.client().client().workspace(), target.client().client().id()),
            _ -> new Pace(target.api().retry().perMinute(), crowd::now));
  }

  private RateBudget rate(ApiTarget target, RateLimit limit) {
    OAuthClient client = target.client().client();
    Limit key = new Limit(BudgetId.whose(client, target.connection(), limit), limit.name());
    RateBudget known = memory.rates().get(key);
    if (known != null && known.limit().equals(limit)) {
      return known;
    }
    return memory
        .rates()
        .compute(
            key,
            (_, before) ->
                before != null && before.limit().equals(limit)
                    ? before
                    : newRate(BudgetId.of(client, target.connection(), limit), limit));
  }

  private RateBudget newRate(BudgetId id, RateLimit limit) {
    RateBudget rate = new RateBudget(id, limit, store, crowd, threads, pause, clock);
    Instant closed = memory.heard().get(id.name());
    if (closed != null) {
      rate.hear(closed);
    }
    return rate;
  }

  private void tell(BudgetId budget, Instant until) {
    threads.execute(
        () -> {
          try {
            store.tell(new Closing(budget, until));
          } catch (StoreUnavailableException _) {
            // Then each node finds out by itself.
          }
        });
  }

  private void heard(Closing closing) {
    String name = closing.budget().name();
    memory.heard().put(name, closing.until());
    observer.heard();
    int slash = name.indexOf('/');
    int numbers = name.lastIndexOf(':');
    if (slash < 0 && name.startsWith("con_")) {
      Gate gate = memory.gates().get(new ConnectionId(name));
      if (gate != null) {
        gate.hear(closing.until());
      }
    } else if (slash > 0 && numbers > slash) {
      RateBudget rate =
          memory
              .rates()
              .get(new Limit(name.substring(0, slash), name.substring(slash + 1, numbers)));
      if (rate != null) {
        rate.hear(closing.until());
      }
    }
  }

  /// Where all of it is kept. The maps may drop any entry that nobody uses: what is learned is then
  /// learned again.
  ///
  /// @param heard until when a budget is closed, as another node has told
  public record Memory(
      ConcurrentMap<ConnectionId, Gate> gates,
      ConcurrentMap<Client, Pace> paces,
      ConcurrentMap<Limit, RateBudget> rates,
      ConcurrentMap<String, Instant> heard) {}

  /// Which OAuth client a pace is of.
  public record Client(WorkspaceId workspace, OAuthClientId client) {}

  /// Which limit of which client or connection.
  public record Limit(String whose, String name) {}
}
