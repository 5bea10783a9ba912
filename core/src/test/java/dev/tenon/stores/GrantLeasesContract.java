package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.connection.Attempt;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.connection.GrantStore.Failure;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connection.UnfinishedRule;
import dev.tenon.secret.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.connection.GrantStore], its first part: leases and attempts. The
/// whole is [GrantStoreContract].
abstract class GrantLeasesContract extends StoreContract {
  static final Duration LONG = Duration.ofMinutes(5);
  // A lease that is over at once, as if the database's clock had moved.
  static final Duration OVER = Duration.ZERO;
  static final UnfinishedRule ANYWAY = UnfinishedRule.harmless();
  static final UnfinishedRule WAIT = UnfinishedRule.wait(Duration.ZERO);

  Connection connection = samples.connection(samples.client(workspace, "none"), owner());

  @BeforeEach
  void makeConnection() {
    connection = connect(client("trimble"), owner());
    heard();
  }

  @Test
  void a_connection_that_was_never_connected_has_no_grant() {
    assertThat(stores().grants().find(workspace, samples.connectionId())).isEmpty();
  }

  @Test
  void the_lease_of_a_free_grant_is_taken() {
    LeaseRequest request = request(LONG, WAIT);

    LeaseResult result = stores().grants().lease(request);

    assertThat(result)
        .isInstanceOfSatisfying(
            LeaseResult.Leased.class,
            leased -> {
              assertThat(leased.unfinished()).isEmpty();
              assertThat(leased.lease())
                  .isEqualTo(
                      new Lease(
                          workspace,
                          connection.id(),
                          1,
                          leased.lease().fence(),
                          request.attempt()));
            });
  }

  @Test
  void a_lease_is_taken_while_another_has_it() {
    lease(LONG);

    assertThat(stores().grants().lease(request(LONG, ANYWAY)))
        .isInstanceOfSatisfying(
            LeaseResult.Taken.class,
            taken -> assertThat(taken.remaining()).isPositive().isLessThanOrEqualTo(LONG));
  }

  @Test
  void of_many_who_want_the_lease_one_gets_it() {
    List<LeaseResult> results = Race.run(_ -> stores().grants().lease(request(LONG, ANYWAY)));

    assertThat(results).filteredOn(LeaseResult.Leased.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(LeaseResult.Taken.class::isInstance).hasSize(Race.RUNNERS - 1);
  }

  @Test
  void the_fence_grows_with_every_lease() {
    Lease first = lease(OVER);
    Lease second = leased(stores().grants().lease(request(OVER, ANYWAY)));
    stores().grants().release(second);
    Lease third = leased(stores().grants().lease(request(OVER, ANYWAY)));

    assertThat(second.fence()).isGreaterThan(first.fence());
    assertThat(third.fence()).isGreaterThan(second.fence());
  }

  @Test
  void a_lease_of_another_version_has_moved() {
    assertThat(stores().grants().lease(request(2, LONG, WAIT))).isEqualTo(new LeaseResult.Moved());
  }

  @Test
  void a_lease_of_a_grant_that_is_gone_has_moved() {
    Connection unknown = samples.connection(samples.client(workspace, "x"), owner());
    LeaseRequest request =
        new LeaseRequest(workspace, unknown.id(), 1, "node", LONG, "att_1", Optional.empty(), WAIT);

    assertThat(stores().grants().lease(request)).isEqualTo(new LeaseResult.Moved());
  }

  @Test
  void a_lease_of_a_revoked_connection_has_moved() {
    revoke(connection);

    assertThat(stores().grants().lease(request(LONG, ANYWAY))).isEqualTo(new LeaseResult.Moved());
  }

  @Test
  void a_lease_of_a_dead_connection_has_moved() {
    fail(lease(LONG), Optional.of(Status.REAUTHORIZATION_REQUIRED), Optional.empty());

    assertThat(stores().grants().lease(request(LONG, ANYWAY))).isEqualTo(new LeaseResult.Moved());
  }

  @Test
  void an_attempt_without_an_outcome_is_not_replaced_unless_asked() {
    LeaseRequest first = request(OVER, WAIT);
    Lease lease = leased(stores().grants().lease(first));

    LeaseResult result = stores().grants().lease(request(LONG, WAIT));

    assertThat(result)
        .isInstanceOfSatisfying(
            LeaseResult.Unfinished.class,
            unfinished -> assertIsAttemptOf(first, unfinished.attempt()));
    // Nothing was changed: the first may still commit.
    assertThat(commit(lease)).isInstanceOf(CommitResult.Committed.class);
  }

  @Test
  void an_attempt_without_an_outcome_is_replaced_when_asked() {
    LeaseRequest first = request(OVER, WAIT);
    Lease lost = leased(stores().grants().lease(first));

    LeaseResult result = stores().grants().lease(request(LONG, ANYWAY));

    assertThat(result)
        .isInstanceOfSatisfying(
            LeaseResult.Leased.class,
            leased ->
                assertThat(leased.unfinished())
                    .hasValueSatisfying(attempt -> assertIsAttemptOf(first, attempt)));
    assertThat(commit(lost)).isInstanceOf(CommitResult.FencedOut.class);
  }

  @Test
  void an_attempt_without_an_outcome_is_replaced_while_the_provider_forgives() {
    lease(OVER);

    assertThat(stores().grants().lease(request(OVER, UnfinishedRule.wait(LONG))))
        .isInstanceOf(LeaseResult.Leased.class);
    assertThat(stores().grants().lease(request(OVER, UnfinishedRule.wait(Duration.ZERO))))
        .isInstanceOf(LeaseResult.Unfinished.class);
  }

  @Test
  void an_attempt_that_replaces_another_has_its_start() {
    lease(OVER);
    Attempt first = unfinished();
    leased(stores().grants().lease(request(OVER, ANYWAY)));

    Attempt second = unfinished();

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.startedAt()).isEqualTo(first.startedAt());
  }

  @Test
  void a_provider_that_forgives_does_not_end_another_s_lease() {
    lease(LONG);

    assertThat(stores().grants().lease(request(LONG, UnfinishedRule.wait(LONG))))
        .isInstanceOf(LeaseResult.Taken.class);
  }

  @Test
  void an_attempt_whose_lease_has_just_ended_is_not_replaced_yet() {
    lease(OVER);

    assertThat(stores().grants().lease(request(LONG, lastResort())))
        .isInstanceOf(LeaseResult.Unfinished.class);
  }

  @Test
  void an_attempt_whose_lease_ended_long_ago_is_replaced_as_the_last_resort() {
    lease(LONG.negated());

    assertThat(stores().grants().lease(request(LONG, WAIT)))
        .isInstanceOf(LeaseResult.Unfinished.class);
    assertThat(stores().grants().lease(request(LONG, lastResort())))
        .isInstanceOf(LeaseResult.Leased.class);
  }

  @Test
  void an_attempt_whose_lease_was_given_back_is_replaced_as_the_last_resort() {
    failAmbiguously(lease(LONG));

    assertThat(stores().grants().lease(request(LONG, WAIT)))
        .isInstanceOf(LeaseResult.Unfinished.class);
    assertThat(stores().grants().lease(request(LONG, lastResort())))
        .isInstanceOf(LeaseResult.Leased.class);
  }

  @Test
  void the_leases_of_a_process_that_is_gone_end_and_their_attempts_stay_open() {
    String gone = "node-" + samples.text();
    Lease lost = leased(stores().grants().lease(request(gone, LONG)));
    heard();

    assertThat(stores().grants().abandon(gone)).isEqualTo(1);

    assertThat(stores().grants().abandon(gone)).isZero();
    assertThat(heard()).isEmpty();
    assertThat(commit(lost)).isInstanceOf(CommitResult.FencedOut.class);
    assertThat(stores().grants().lease(request(LONG, WAIT)))
        .isInstanceOfSatisfying(
            LeaseResult.Unfinished.class,
            unfinished -> assertThat(unfinished.attempt().id()).isEqualTo(lost.attempt()));
    assertThat(stores().grants().lease(request(LONG, lastResort())))
        .isInstanceOf(LeaseResult.Leased.class);
  }

  @Test
  void the_leases_of_other_processes_stay() {
    Lease lease = leased(stores().grants().lease(request("node-" + samples.text(), LONG)));

    assertThat(stores().grants().abandon("node-" + samples.text())).isZero();

    assertThat(commit(lease)).isInstanceOf(CommitResult.Committed.class);
  }

  @Test
  void an_attempt_that_spends_nothing_has_no_fingerprint() {
    LeaseRequest spendsNothing =
        new LeaseRequest(
            workspace, connection.id(), 1, "node", OVER, "att_1", Optional.empty(), WAIT);
    stores().grants().lease(spendsNothing);

    assertThat(stores().grants().lease(request(LONG, WAIT)))
        .isInstanceOfSatisfying(
            LeaseResult.Unfinished.class,
            unfinished -> assertThat(unfinished.attempt().refreshToken()).isEmpty());
  }

  @Test
  void a_lease_changes_nothing_that_is_read_and_is_not_announced() {
    Optional<Grant> before = stores().grants().find(workspace, connection.id());

    stores().grants().release(lease(LONG));

    assertThat(stores().grants().find(workspace, connection.id())).isEqualTo(before);
    assertThat(stores().connections().find(workspace, connection.id())).contains(connection);
    assertThat(heard()).isEmpty();
  }

  private static Owner owner() {
    return new Owner.User(new UserId("ada"));
  }

  Lease lease(Duration length) {
    return leased(stores().grants().lease(request(length, WAIT)));
  }

  static Lease leased(LeaseResult result) {
    assertThat(result).isInstanceOf(LeaseResult.Leased.class);
    return ((LeaseResult.Leased) result).lease();
  }

  LeaseRequest request(Duration length, UnfinishedRule unfinished) {
    return request(1, length, unfinished);
  }

  LeaseRequest request(long version, Duration length, UnfinishedRule unfinished) {
    return request("node-1", version, length, unfinished);
  }

  LeaseRequest request(String owner, Duration length) {
    return request(owner, 1, length, WAIT);
  }

  LeaseRequest request(String owner, long version, Duration length, UnfinishedRule unfinished) {
    return new LeaseRequest(
        workspace,
        connection.id(),
        version,
        owner,
        length,
        "att_" + samples.text(),
        Optional.of(samples.fingerprint()),
        unfinished);
  }

  private static UnfinishedRule lastResort() {
    return UnfinishedRule.lastResort(Duration.ZERO, Duration.ofSeconds(30));
  }

  Attempt unfinished() {
    LeaseResult result = stores().grants().lease(request(LONG, WAIT));
    if (result instanceof LeaseResult.Unfinished(Attempt attempt)) {
      return attempt;
    }
    throw new AssertionError("there is no unfinished attempt: " + result);
  }

  void failAmbiguously(Lease lease) {
    Failure failure = new Failure(Optional.empty(), samples.error(Optional.empty()));
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refresh_failed");
    assertThat(stores().grants().failAmbiguously(lease, failure, event)).isTrue();
  }

  CommitResult commit(Lease lease) {
    return stores()
        .grants()
        .commit(
            lease,
            samples.tokens(),
            GrantPlan.none(),
            samples.connectionEvent(Samples.NOON, "refreshed"));
  }

  void fail(Lease lease, Optional<Status> status, Optional<Instant> nextAttemptAt) {
    Failure failure = new Failure(status, samples.error(nextAttemptAt));
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refresh_failed");
    assertThat(stores().grants().fail(lease, failure, event)).isTrue();
  }

  static void assertIsAttemptOf(LeaseRequest request, Attempt attempt) {
    assertThat(attempt.id()).isEqualTo(request.attempt());
    Optional<Fingerprint> refreshToken = request.refreshToken();
    assertThat(attempt.refreshToken()).isEqualTo(refreshToken);
  }
}
