package dev.tenon.stores;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.Attempt;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Status;
import dev.tenon.connection.UnfinishedRule;
import dev.tenon.workspace.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The grants in memory.
public final class InMemoryGrantStore implements GrantStore {
  private final InMemoryStores stores;
  private final Map<RowKey, GrantRow> rows = new HashMap<>();

  InMemoryGrantStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<Grant> find(WorkspaceId workspace, ConnectionId connection) {
    return stores.transaction(() -> row(workspace, connection).map(GrantRow::grant));
  }

  @Override
  public LeaseResult lease(LeaseRequest request) {
    return stores.transaction(
        () ->
            row(request.workspace(), request.connection())
                .filter(row -> row.grant().version() == request.version())
                .filter(_ -> stores.connections().isOpen(request.workspace(), request.connection()))
                .map(row -> lease(row, request))
                .orElse(new LeaseResult.Moved()));
  }

  @Override
  public CommitResult commit(
      Lease lease, GrantTokens tokens, GrantPlan plan, ConnectionEvent event) {
    return announced(
        lease.workspace(),
        lease.connection(),
        () ->
            leased(lease)
                .<CommitResult>map(row -> replace(row, row.fence(), tokens, plan, event))
                .orElseGet(() -> fencedOut(lease.workspace(), lease.connection())));
  }

  @Override
  public CommitResult adopt(
      WorkspaceId workspace,
      ConnectionId connection,
      long version,
      GrantTokens tokens,
      GrantPlan plan,
      ConnectionEvent event) {
    return announced(
        workspace,
        connection,
        () ->
            row(workspace, connection)
                .filter(row -> row.grant().version() == version)
                .filter(_ -> stores.connections().status(workspace, connection) != Status.REVOKED)
                .<CommitResult>map(row -> replace(row, row.fence() + 1, tokens, plan, event))
                .orElseGet(() -> fencedOut(workspace, connection)));
  }

  @Override
  public boolean fail(Lease lease, Failure failure, ConnectionEvent event) {
    return fail(lease, failure, event, GrantRow::replaced);
  }

  @Override
  public boolean failAmbiguously(Lease lease, Failure failure, ConnectionEvent event) {
    return fail(lease, failure, event, GrantRow::attempt);
  }

  @Override
  public void release(Lease lease) {
    stores.transaction(
        () -> leased(lease).map(row -> put(row.released(row.grant(), row.replaced()))));
  }

  @Override
  public int abandon(String owner) {
    return stores.transaction(
        () -> {
          List<GrantRow> held = rows.values().stream().filter(row -> row.isHeldBy(owner)).toList();
          held.forEach(row -> put(row.released(row.grant(), row.attempt())));
          return held.size();
        });
  }

  @Override
  public boolean expire(
      WorkspaceId workspace,
      ConnectionId connection,
      long version,
      Instant at,
      ConnectionEvent event) {
    return announced(
        workspace,
        connection,
        () -> {
          Optional<GrantRow> found =
              row(workspace, connection).filter(row -> row.grant().version() == version);
          found.ifPresent(
              row -> {
                put(row.with(GrantRow.expired(row.grant(), at)));
                stores.connections().addEvent(workspace, connection, event);
              });
          return found.isPresent();
        });
  }

  Optional<GrantRow> row(WorkspaceId workspace, ConnectionId connection) {
    return Optional.ofNullable(rows.get(new RowKey(workspace, connection.value())));
  }

  /// The grants that may still be refreshed.
  Stream<GrantRow> open() {
    return List.copyOf(rows.values()).stream()
        .filter(
            row -> stores.connections().isOpen(row.grant().workspace(), row.grant().connection()));
  }

  GrantRow put(GrantRow row) {
    rows.put(new RowKey(row.grant().workspace(), row.grant().connection().value()), row);
    return row;
  }

  boolean remove(WorkspaceId workspace, ConnectionId connection) {
    return rows.remove(new RowKey(workspace, connection.value())) != null;
  }

  private LeaseResult lease(GrantRow row, LeaseRequest request) {
    Instant now = stores.clock().instant();
    if (row.leasedUntil().isPresent() && row.leasedUntil().get().isAfter(now)) {
      return new LeaseResult.Taken(Duration.between(now, row.leasedUntil().get()));
    }
    if (row.attempt().isPresent() && !mayReplace(request.unfinished(), row, now)) {
      return new LeaseResult.Unfinished(row.attempt().get());
    }
    Attempt attempt =
        new Attempt(
            request.attempt(),
            request.refreshToken(),
            row.attempt().map(Attempt::startedAt).orElse(now));
    put(row.leased(request.owner(), now.plus(request.length()), attempt));
    Lease lease =
        new Lease(
            request.workspace(),
            request.connection(),
            request.version(),
            row.fence() + 1,
            request.attempt());
    return new LeaseResult.Leased(lease, row.attempt());
  }

  private static boolean mayReplace(UnfinishedRule rule, GrantRow row, Instant now) {
    boolean forgiven =
        row.attempt()
            .map(attempt -> attempt.startedAt().plus(rule.reuseGrace()).isAfter(now))
            .orElse(true);
    return forgiven
        || rule.afterLease()
            .map(wait -> row.leasedUntil().map(end -> !end.plus(wait).isAfter(now)).orElse(true))
            .orElse(false);
  }

  private CommitResult replace(
      GrantRow row, long fence, GrantTokens tokens, GrantPlan plan, ConnectionEvent event) {
    Grant old = row.grant();
    Grant grant =
        new Grant(
            old.connection(),
            old.workspace(),
            old.version() + 1,
            tokens,
            old.consentedAt(),
            plan.nextRefreshAt(),
            0);
    put(GrantRow.of(grant, fence, row.ahead().planned(grant.version(), plan)));
    stores.connections().refreshed(grant, event);
    return new CommitResult.Committed(grant);
  }

  private CommitResult fencedOut(WorkspaceId workspace, ConnectionId connection) {
    return new CommitResult.FencedOut(row(workspace, connection).map(GrantRow::grant));
  }

  private boolean fail(
      Lease lease,
      Failure failure,
      ConnectionEvent event,
      Function<GrantRow, Optional<Attempt>> open) {
    return announced(
        lease.workspace(),
        lease.connection(),
        () -> {
          Optional<GrantRow> found = leased(lease);
          found.ifPresent(
              row -> {
                put(row.released(GrantRow.failed(row.grant(), failure), open.apply(row)));
                stores.connections().failed(row.grant(), failure, event);
              });
          return found.isPresent();
        });
  }

  private Optional<GrantRow> leased(Lease lease) {
    return row(lease.workspace(), lease.connection())
        .filter(row -> row.fence() == lease.fence() && row.grant().version() == lease.version())
        .filter(row -> row.leasedUntil().isPresent());
  }

  private <T> T announced(WorkspaceId workspace, ConnectionId connection, Supplier<T> work) {
    T result = stores.transaction(work);
    boolean changed = result instanceof CommitResult.Committed || Boolean.TRUE.equals(result);
    if (changed) {
      stores.changes().announce(new Change.ConnectionChanged(workspace, connection.value()));
    }
    return result;
  }
}
