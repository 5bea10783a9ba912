package dev.tenon.connection;

import dev.tenon.access.WorkspaceId;
import dev.tenon.secret.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The stored grants: leases, fences and versions. Safe for use by any thread and any number of
/// nodes; each method is one transaction that ends before it returns. "Now" is the database's
/// clock. Every write has been announced on the change feed when it returns, save [#lease] and
/// [#release], which change nothing that is read.
public interface GrantStore {
  /// The grant; empty when the connection has none (pending, or never connected).
  Optional<Grant> find(WorkspaceId workspace, ConnectionId connection);

  /// Takes the lease, where the stored version is `request.version()`, the lease is free or over,
  /// and the connection is neither revoked nor dead. Writes owner, end, fence + 1 and the attempt;
  /// one that replaces an attempt without an outcome has that one's start, so that a provider's
  /// forgiveness is counted from when the refresh token may have been spent first.
  LeaseResult lease(LeaseRequest request);

  /// Replaces the tokens, where fence and version are still the lease's and it was not given back:
  /// version + 1, lease and attempt cleared, failures 0, the plan is `plan`; the connection becomes
  /// active with scopes and `lastRefreshedAt` of the new tokens and without last error; `event` is
  /// appended, and after it `recovered` where the connection had failed.
  CommitResult commit(Lease lease, GrantTokens tokens, GrantPlan plan, ConnectionEvent event);

  /// Replaces the tokens, where the stored version is still `version`, whatever the fence says: for
  /// an answer that arrived after its lease was lost, or was kept while the store was away. It came
  /// from spending that version's refresh token, so it is newer than what is stored, and a dead
  /// connection lives again; a revoked one does not: that is fenced out. Otherwise as [#commit];
  /// the fence grows, so that a lease that another took meanwhile is fenced out.
  CommitResult adopt(
      WorkspaceId workspace,
      ConnectionId connection,
      long version,
      GrantTokens tokens,
      GrantPlan plan,
      ConnectionEvent event);

  /// Gives the lease back after an attempt that changed nothing at the provider, where the fence is
  /// still the lease's: attempt cleared, and the one without an outcome that it had replaced is
  /// open again; failures + 1, the connection gets `failure`'s status and last error, `event` is
  /// appended. `nextRefreshAt` becomes the error's `nextAttemptAt`, where it has one, and empty
  /// where the connection is dead now. False when fenced out (nothing is changed then).
  boolean fail(Lease lease, Failure failure, ConnectionEvent event);

  /// Gives the lease back and keeps the attempt open: whether the refresh token was spent is
  /// unknown. Otherwise as [#fail].
  boolean failAmbiguously(Lease lease, Failure failure, ConnectionEvent event);

  /// Gives the lease back as if it had never been taken, with the attempt that it replaced, if any;
  /// for a refresh that was not begun. Nothing happens when fenced out.
  void release(Lease lease);

  /// Ends every lease that `owner` holds, because the process that held them is gone; their
  /// attempts stay open as after [#failAmbiguously]. How many there were.
  int abandon(String owner);

  /// Declares the access token of `version` over at `at`, or when it was over anyway if that is
  /// earlier, because an app saw it refused; `event` is appended. False when the stored version is
  /// another (nothing is changed then).
  boolean expire(
      WorkspaceId workspace,
      ConnectionId connection,
      long version,
      Instant at,
      ConnectionEvent event);

  /// A wish for the lease of a grant.
  ///
  /// @param owner names this node's process
  /// @param length longer than the longest token request
  /// @param refreshToken fingerprint of what will be spent; empty where nothing is (client
  ///   credentials)
  /// @param unfinished when an earlier attempt without an outcome may be replaced
  record LeaseRequest(
      WorkspaceId workspace,
      ConnectionId connection,
      long version,
      String owner,
      Duration length,
      String attempt,
      Optional<Fingerprint> refreshToken,
      UnfinishedRule unfinished) {}

  /// What came of a wish for a lease.
  sealed interface LeaseResult {
    /// It is ours.
    ///
    /// @param unfinished an earlier attempt without an outcome, which this one replaced: the
    ///   refresh token may be spent
    record Leased(Lease lease, Optional<Attempt> unfinished) implements LeaseResult {}

    /// Another has it, for at most `remaining`.
    record Taken(Duration remaining) implements LeaseResult {}

    /// It is free, but an earlier attempt has no outcome and may not be replaced; nothing was
    /// changed.
    record Unfinished(Attempt attempt) implements LeaseResult {}

    /// The grant has another version by now, or is gone, or its connection has ended: look again.
    record Moved() implements LeaseResult {}
  }

  /// What came of a commit.
  sealed interface CommitResult {
    /// Written; this is the grant now.
    record Committed(Grant grant) implements CommitResult {}

    /// Fence or version are another's by now; nothing was changed. Empty: the grant is gone.
    record FencedOut(Optional<Grant> current) implements CommitResult {}
  }

  /// How a failed refresh leaves the connection.
  ///
  /// @param status [Status#FAILING] or [Status#REAUTHORIZATION_REQUIRED]; empty to leave it as it
  ///   is
  record Failure(Optional<Status> status, LastError error) {}
}
