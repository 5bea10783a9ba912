package dev.tenon.simulation;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.Lease;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The grant store, with a book of who holds which lease by the database's time.
final class LeaseBook implements GrantStore {
  private final GrantStore store;
  private final World world;
  private final Map<ConnectionId, Held> held = new HashMap<>();

  LeaseBook(GrantStore store, World world) {
    this.store = store;
    this.world = world;
  }

  /// Whether `node` holds the lease of that connection now.
  boolean isHeld(ConnectionId connection, SimulatedNode node) {
    return holder(connection).filter(it -> it.owner().equals(node.name())).isPresent();
  }

  private Optional<Held> holder(ConnectionId connection) {
    return Optional.ofNullable(held.get(connection)).filter(it -> it.until() > world.stage().now());
  }

  /// The connection was changed in a way that ends leases.
  void forget(ConnectionId connection) {
    held.remove(connection);
  }

  @Override
  public Optional<Grant> find(WorkspaceId workspace, ConnectionId connection) {
    return store.find(workspace, connection);
  }

  @Override
  public LeaseResult lease(LeaseRequest request) {
    LeaseResult result = store.lease(request);
    if (result instanceof LeaseResult.Leased(Lease lease, _)) {
      Optional<Held> before = holder(request.connection());
      Held now =
          new Held(
              request.owner(), world.stage().now() + request.length().toMillis(), lease.fence());
      world.invariants().forEach(each -> each.leased(request.connection(), before, now));
      held.put(request.connection(), now);
    }
    return result;
  }

  @Override
  public CommitResult commit(
      Lease lease, GrantTokens tokens, GrantPlan plan, ConnectionEvent event) {
    return noted(store.commit(lease, tokens, plan, event));
  }

  @Override
  public CommitResult adopt(
      WorkspaceId workspace,
      ConnectionId connection,
      long version,
      GrantTokens tokens,
      GrantPlan plan,
      ConnectionEvent event) {
    return noted(store.adopt(workspace, connection, version, tokens, plan, event));
  }

  private CommitResult noted(CommitResult result) {
    if (result instanceof CommitResult.Committed(Grant grant)) {
      held.remove(grant.connection());
      world
          .refreshToken(grant.workspace(), grant.connection(), grant.version(), grant.tokens())
          .ifPresent(world.reached()::stored);
    }
    return result;
  }

  @Override
  public boolean fail(Lease lease, Failure failure, ConnectionEvent event) {
    return givenBack(lease, store.fail(lease, failure, event));
  }

  @Override
  public boolean failAmbiguously(Lease lease, Failure failure, ConnectionEvent event) {
    return givenBack(lease, store.failAmbiguously(lease, failure, event));
  }

  @Override
  public void release(Lease lease) {
    store.release(lease);
    Held now = held.get(lease.connection());
    if (now != null && now.fence() == lease.fence()) {
      held.remove(lease.connection());
    }
  }

  private boolean givenBack(Lease lease, boolean done) {
    if (done) {
      held.remove(lease.connection());
    }
    return done;
  }

  @Override
  public int abandon(String owner) {
    int many = store.abandon(owner);
    held.values().removeIf(it -> it.owner().equals(owner));
    return many;
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

  /// A lease.
  ///
  /// @param until by the database's time
  record Held(String owner, long until, long fence) {}
}
