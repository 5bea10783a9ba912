package dev.tenon.simulation;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Status;
import dev.tenon.connection.UnfinishedRule;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A grant store in which one mistake may be planted.
final class PlantedGrantStore implements GrantStore {
  private final GrantStore store;
  private final World world;
  private final Set<PlantedBug> plantable;

  /// One of `plantable`, if the world has it.
  PlantedGrantStore(GrantStore store, World world, Set<PlantedBug> plantable) {
    this.store = store;
    this.world = world;
    this.plantable = plantable;
  }

  private boolean has(PlantedBug bug) {
    return plantable.contains(bug) && world.has(bug);
  }

  @Override
  public Optional<Grant> find(WorkspaceId workspace, ConnectionId connection) {
    return store.find(workspace, connection);
  }

  @Override
  public LeaseResult lease(LeaseRequest request) {
    boolean forgetful = has(PlantedBug.UNFINISHED_IS_FORGOTTEN);
    LeaseResult result = store.lease(forgetful ? harmless(request) : request);
    if (!(result instanceof LeaseResult.Taken(var remaining))) {
      return result;
    }
    if (has(PlantedBug.LEASE_IS_IGNORED)) {
      return new LeaseResult.Leased(made(request), Optional.empty());
    }
    long skew = world.stage().current().life.node().skewMillis();
    if (has(PlantedBug.LEASE_BY_NODE_CLOCK) && skew > remaining.toMillis()) {
      world.nodes().forEach(node -> store.abandon(node.name()));
      return store.lease(harmless(request));
    }
    return result;
  }

  private static Lease made(LeaseRequest request) {
    return new Lease(
        request.workspace(), request.connection(), request.version(), -1, request.attempt());
  }

  private static LeaseRequest harmless(LeaseRequest request) {
    return new LeaseRequest(
        request.workspace(),
        request.connection(),
        request.version(),
        request.owner(),
        request.length(),
        request.attempt(),
        request.refreshToken(),
        UnfinishedRule.harmless());
  }

  @Override
  public CommitResult commit(
      Lease lease, GrantTokens tokens, GrantPlan plan, ConnectionEvent event) {
    CommitResult result = store.commit(lease, tokens, plan, event);
    if (has(PlantedBug.COMMIT_OVERWRITES)
        && result instanceof CommitResult.FencedOut(Optional<Grant> current)
        && current.isPresent()) {
      Grant newer = current.get();
      GrantTokens moved = world.moved(tokens, newer, lease.version() + 1);
      return store.adopt(
          newer.workspace(), newer.connection(), newer.version(), moved, plan, event);
    }
    return result;
  }

  @Override
  public CommitResult adopt(
      WorkspaceId workspace,
      ConnectionId connection,
      long version,
      GrantTokens tokens,
      GrantPlan plan,
      ConnectionEvent event) {
    return store.adopt(workspace, connection, version, tokens, plan, event);
  }

  @Override
  public boolean fail(Lease lease, Failure failure, ConnectionEvent event) {
    boolean ends = has(PlantedBug.FAILURE_ENDS_GRANT);
    return store.fail(
        lease,
        ends ? new Failure(Optional.of(Status.REAUTHORIZATION_REQUIRED), failure.error()) : failure,
        event);
  }

  @Override
  public boolean failAmbiguously(Lease lease, Failure failure, ConnectionEvent event) {
    return store.failAmbiguously(lease, failure, event);
  }

  @Override
  public void release(Lease lease) {
    store.release(lease);
  }

  @Override
  public int abandon(String owner) {
    return store.abandon(owner);
  }

  @Override
  public boolean expire(
      WorkspaceId workspace,
      ConnectionId connection,
      long version,
      Instant at,
      ConnectionEvent event) {
    return store.expire(workspace, connection, version, at, event);
  }
}
