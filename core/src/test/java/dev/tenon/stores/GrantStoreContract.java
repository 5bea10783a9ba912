package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.connection.Attempt;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantPlans.Unplanned;
import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.connection.GrantStore.Failure;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connection.UnfinishedRule;
import dev.tenon.secret.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.connection.GrantStore].
public abstract class GrantStoreContract extends StoreContract {
  private static final Duration LONG = Duration.ofMinutes(5);
  // A lease that is over at once, as if the database's clock had moved.
  private static final Duration OVER = Duration.ZERO;
  private static final UnfinishedRule ANYWAY = UnfinishedRule.harmless();
  private static final UnfinishedRule WAIT = UnfinishedRule.wait(Duration.ZERO);

  private Connection connection = samples.connection(samples.client(workspace, "none"), owner());

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

  @Test
  void a_commit_replaces_the_tokens_and_makes_the_connection_active() {
    fail(lease(LONG), Optional.of(Status.FAILING), Optional.of(Samples.NOON.plusSeconds(5)));
    Lease lease = lease(LONG);
    Instant later = Samples.NOON.plusSeconds(60);
    GrantTokens tokens = samples.bareTokens(later);
    ConnectionEvent event = samples.connectionEvent(later, "refreshed");
    heard();

    CommitResult result = stores().grants().commit(lease, tokens, GrantPlan.none(), event);

    Grant grant =
        new Grant(connection.id(), workspace, 2, tokens, Samples.NOON, Optional.empty(), 0);
    assertThat(result).isEqualTo(new CommitResult.Committed(grant));
    assertThat(stores().grants().find(workspace, connection.id())).contains(grant);
    assertThat(stores().connections().find(workspace, connection.id()))
        .hasValueSatisfying(
            found -> {
              assertThat(found.status()).isEqualTo(Status.ACTIVE);
              assertThat(found.scopes()).isEqualTo(tokens.scope());
              assertThat(found.lastRefreshedAt()).contains(later);
              assertThat(found.nextRefreshAt()).isEmpty();
              assertThat(found.lastError()).isEmpty();
              assertThat(found.account()).isEqualTo(connection.account());
            });
    assertThat(newestEvents(2))
        .containsExactly(new ConnectionEvent(later, "recovered", Map.of()), event);
    assertThat(heard()).containsExactly(changed(connection));
  }

  @Test
  void a_commit_to_a_connection_that_worked_recovers_nothing() {
    fail(lease(LONG), Optional.empty(), Optional.empty());
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refreshed");

    stores().grants().commit(lease(LONG), samples.tokens(), GrantPlan.none(), event);

    assertThat(newestEvent()).contains(event);
  }

  @Test
  void a_commit_writes_the_plan_with_the_tokens() {
    GrantPlan plan = plan();
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refreshed");

    CommitResult result = stores().grants().commit(lease(LONG), samples.tokens(), plan, event);

    assertThat(result)
        .isInstanceOfSatisfying(
            CommitResult.Committed.class,
            committed ->
                assertThat(committed.grant().nextRefreshAt()).isEqualTo(plan.nextRefreshAt()));
    assertIsPlanned(plan);
  }

  @Test
  void an_adopted_answer_brings_its_plan() {
    GrantPlan plan = plan();
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refreshed");

    stores().grants().adopt(workspace, connection.id(), 1, samples.tokens(), plan, event);

    assertIsPlanned(plan);
  }

  @Test
  void a_commit_leaves_neither_lease_nor_attempt() {
    assertThat(commit(lease(LONG))).isInstanceOf(CommitResult.Committed.class);

    assertThat(stores().grants().lease(request(2, LONG, WAIT)))
        .isInstanceOfSatisfying(
            LeaseResult.Leased.class, leased -> assertThat(leased.unfinished()).isEmpty());
  }

  @Test
  void a_commit_whose_lease_is_over_is_taken_while_nobody_else_has_it() {
    assertThat(commit(lease(OVER))).isInstanceOf(CommitResult.Committed.class);
  }

  @Test
  void a_commit_with_another_s_fence_changes_nothing() {
    Lease lost = lease(OVER);
    leased(stores().grants().lease(request(LONG, ANYWAY)));
    Optional<Grant> before = stores().grants().find(workspace, connection.id());
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refreshed");

    assertThat(stores().grants().commit(lost, samples.tokens(), GrantPlan.none(), event))
        .isEqualTo(new CommitResult.FencedOut(before));

    assertThat(stores().grants().find(workspace, connection.id())).isEqualTo(before);
    assertThat(stores().connections().find(workspace, connection.id())).contains(connection);
    assertThat(newestEvent()).isNotEqualTo(Optional.of(event));
    assertThat(heard()).isEmpty();
  }

  @Test
  void a_commit_of_an_earlier_version_tells_the_grant_of_now() {
    Lease lease = lease(LONG);
    commit(lease);
    Optional<Grant> now = stores().grants().find(workspace, connection.id());

    assertThat(commit(lease)).isEqualTo(new CommitResult.FencedOut(now));
  }

  @Test
  void a_commit_to_a_grant_that_is_gone_says_so() {
    Lease lease = lease(LONG);
    revoke(connection);
    stores()
        .connections()
        .forgetTokens(
            workspace,
            connection.id(),
            samples.connectionEvent(Samples.NOON, "revoked_at_provider"));

    assertThat(commit(lease)).isEqualTo(new CommitResult.FencedOut(Optional.empty()));
  }

  @Test
  void of_many_commits_of_one_lease_one_is_written() {
    Lease lease = lease(LONG);

    List<CommitResult> results = Race.run(_ -> commit(lease));

    assertThat(results).filteredOn(CommitResult.Committed.class::isInstance).hasSize(1);
    assertThat(stores().grants().find(workspace, connection.id())).map(Grant::version).contains(2L);
  }

  @Test
  void a_late_answer_is_adopted_whatever_the_fence_says() {
    lease(OVER);
    Lease other = leased(stores().grants().lease(request(LONG, ANYWAY)));
    GrantTokens tokens = samples.tokens();
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refreshed");
    heard();

    CommitResult result = adopt(1, tokens, event);

    assertThat(result)
        .isInstanceOfSatisfying(
            CommitResult.Committed.class,
            committed -> assertThat(committed.grant().tokens()).isEqualTo(tokens));
    assertThat(stores().grants().find(workspace, connection.id()))
        .hasValueSatisfying(
            grant -> {
              assertThat(grant.version()).isEqualTo(2);
              assertThat(grant.tokens()).isEqualTo(tokens);
            });
    assertThat(newestEvent()).contains(event);
    assertThat(heard()).containsExactly(changed(connection));
    assertThat(commit(other)).isInstanceOf(CommitResult.FencedOut.class);
  }

  @Test
  void an_answer_to_another_version_is_not_adopted() {
    Optional<Grant> before = stores().grants().find(workspace, connection.id());

    assertThat(adopt(2, samples.tokens(), samples.connectionEvent(Samples.NOON, "refreshed")))
        .isEqualTo(new CommitResult.FencedOut(before));

    assertThat(stores().grants().find(workspace, connection.id())).isEqualTo(before);
    assertThat(heard()).isEmpty();
  }

  @Test
  void of_many_late_answers_to_one_version_one_is_adopted() {
    List<CommitResult> results =
        Race.run(
            _ -> adopt(1, samples.tokens(), samples.connectionEvent(Samples.NOON, "refreshed")));

    assertThat(results).filteredOn(CommitResult.Committed.class::isInstance).hasSize(1);
  }

  @Test
  void a_late_answer_brings_a_dead_connection_back() {
    fail(lease(LONG), Optional.of(Status.REAUTHORIZATION_REQUIRED), Optional.empty());

    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refreshed");

    assertThat(adopt(1, samples.tokens(), event)).isInstanceOf(CommitResult.Committed.class);

    assertThat(newestEvents(2))
        .containsExactly(new ConnectionEvent(Samples.NOON, "recovered", Map.of()), event);

    assertThat(stores().connections().find(workspace, connection.id()))
        .map(Connection::status)
        .contains(Status.ACTIVE);
    assertThat(stores().grants().lease(request(2, LONG, WAIT)))
        .isInstanceOf(LeaseResult.Leased.class);
  }

  @Test
  void a_late_answer_does_not_bring_a_revoked_connection_back() {
    revoke(connection);
    Optional<Grant> before = stores().grants().find(workspace, connection.id());

    assertThat(adopt(1, samples.tokens(), samples.connectionEvent(Samples.NOON, "recovered")))
        .isEqualTo(new CommitResult.FencedOut(before));

    assertThat(stores().connections().find(workspace, connection.id()))
        .map(Connection::status)
        .contains(Status.REVOKED);
  }

  @Test
  void a_failure_gives_the_lease_back_and_is_shown() {
    Lease lease = lease(LONG);
    LastError error = samples.error(Optional.of(Samples.NOON.plusSeconds(30)));
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refresh_failed");
    heard();

    assertThat(
            stores().grants().fail(lease, new Failure(Optional.of(Status.FAILING), error), event))
        .isTrue();

    assertThat(stores().connections().find(workspace, connection.id()))
        .hasValueSatisfying(
            found -> {
              assertThat(found.status()).isEqualTo(Status.FAILING);
              assertThat(found.lastError()).contains(error);
              assertThat(found.nextRefreshAt()).isEqualTo(error.nextAttemptAt());
            });
    assertThat(stores().grants().find(workspace, connection.id()))
        .hasValueSatisfying(
            grant -> {
              assertThat(grant.version()).isEqualTo(1);
              assertThat(grant.failures()).isEqualTo(1);
            });
    assertThat(newestEvent()).contains(event);
    assertThat(heard()).containsExactly(changed(connection));
    assertThat(stores().grants().lease(request(LONG, WAIT))).isInstanceOf(LeaseResult.Leased.class);
  }

  @Test
  void a_failure_may_leave_the_status_as_it_is() {
    fail(lease(LONG), Optional.empty(), Optional.empty());

    assertThat(stores().connections().find(workspace, connection.id()))
        .hasValueSatisfying(
            found -> {
              assertThat(found.status()).isEqualTo(Status.ACTIVE);
              assertThat(found.nextRefreshAt()).isEqualTo(connection.nextRefreshAt());
              assertThat(found.lastError()).isPresent();
            });
  }

  @Test
  void a_dead_grant_is_not_looked_at_again() {
    fail(
        lease(LONG),
        Optional.of(Status.REAUTHORIZATION_REQUIRED),
        Optional.of(Samples.NOON.plusSeconds(30)));

    assertThat(stores().grants().find(workspace, connection.id()))
        .map(Grant::nextRefreshAt)
        .contains(Optional.empty());
  }

  @Test
  void failures_are_counted_until_tokens_come() {
    fail(lease(LONG), Optional.of(Status.FAILING), Optional.empty());
    fail(lease(LONG), Optional.of(Status.FAILING), Optional.empty());
    assertThat(stores().grants().find(workspace, connection.id())).map(Grant::failures).contains(2);

    commit(lease(LONG));

    assertThat(stores().grants().find(workspace, connection.id())).map(Grant::failures).contains(0);
  }

  @Test
  void a_failure_with_another_s_fence_changes_nothing() {
    Lease lost = lease(OVER);
    leased(stores().grants().lease(request(LONG, ANYWAY)));
    Failure failure =
        new Failure(Optional.of(Status.REAUTHORIZATION_REQUIRED), samples.error(Optional.empty()));
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refresh_failed");

    assertThat(stores().grants().fail(lost, failure, event)).isFalse();
    assertThat(stores().grants().failAmbiguously(lost, failure, event)).isFalse();

    assertThat(stores().connections().find(workspace, connection.id())).contains(connection);
    assertThat(stores().grants().find(workspace, connection.id())).map(Grant::failures).contains(0);
    assertThat(newestEvent()).isNotEqualTo(Optional.of(event));
    assertThat(heard()).isEmpty();
  }

  @Test
  void a_failure_opens_the_attempt_again_that_its_own_had_replaced() {
    LeaseRequest first = request(OVER, WAIT);
    stores().grants().lease(first);

    fail(
        leased(stores().grants().lease(request(LONG, ANYWAY))),
        Optional.of(Status.FAILING),
        Optional.empty());

    assertIsAttemptOf(first, unfinished());
  }

  @Test
  void an_ambiguous_failure_gives_the_lease_back_and_keeps_the_attempt_open() {
    LeaseRequest request = request(LONG, WAIT);
    Lease lease = leased(stores().grants().lease(request));
    LastError error = samples.error(Optional.empty());
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refresh_failed");

    assertThat(
            stores()
                .grants()
                .failAmbiguously(lease, new Failure(Optional.of(Status.FAILING), error), event))
        .isTrue();

    assertThat(stores().grants().lease(request(LONG, WAIT)))
        .isInstanceOfSatisfying(
            LeaseResult.Unfinished.class,
            unfinished -> assertIsAttemptOf(request, unfinished.attempt()));
    assertThat(stores().connections().find(workspace, connection.id()))
        .map(Connection::lastError)
        .contains(Optional.of(error));
    assertThat(stores().grants().find(workspace, connection.id())).map(Grant::failures).contains(1);
    assertThat(newestEvent()).contains(event);
  }

  @Test
  void a_lease_that_was_given_back_is_nobody_s() {
    Lease lease = lease(LONG);
    stores().grants().release(lease);

    assertThat(commit(lease)).isInstanceOf(CommitResult.FencedOut.class);
    assertThat(
            stores()
                .grants()
                .fail(
                    lease,
                    new Failure(Optional.empty(), samples.error(Optional.empty())),
                    samples.connectionEvent(Samples.NOON, "refresh_failed")))
        .isFalse();
  }

  @Test
  void a_released_lease_is_as_if_it_had_never_been_taken() {
    stores().grants().release(lease(LONG));

    assertThat(stores().grants().lease(request(LONG, WAIT)))
        .isInstanceOfSatisfying(
            LeaseResult.Leased.class, leased -> assertThat(leased.unfinished()).isEmpty());
  }

  @Test
  void releasing_a_lease_brings_back_the_attempt_that_it_replaced() {
    LeaseRequest first = request(OVER, WAIT);
    stores().grants().lease(first);

    stores().grants().release(leased(stores().grants().lease(request(LONG, ANYWAY))));

    assertThat(stores().grants().lease(request(LONG, WAIT)))
        .isInstanceOfSatisfying(
            LeaseResult.Unfinished.class,
            unfinished -> assertIsAttemptOf(first, unfinished.attempt()));
  }

  @Test
  void a_lost_lease_releases_nothing() {
    Lease lost = lease(OVER);
    leased(stores().grants().lease(request(LONG, ANYWAY)));

    stores().grants().release(lost);

    assertThat(stores().grants().lease(request(LONG, ANYWAY)))
        .isInstanceOf(LeaseResult.Taken.class);
  }

  @Test
  void an_access_token_that_an_app_saw_refused_is_over() {
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "reported_invalid");
    Instant at = Samples.NOON.plusSeconds(10);
    Optional<Grant> before = stores().grants().find(workspace, connection.id());

    assertThat(stores().grants().expire(workspace, connection.id(), 1, at, event)).isTrue();

    assertThat(stores().grants().find(workspace, connection.id()))
        .hasValueSatisfying(
            grant -> {
              assertThat(grant.tokens().expiresAt()).contains(at);
              assertThat(grant.version()).isEqualTo(1);
              assertThat(Optional.of(grant.tokens().accessToken()))
                  .isEqualTo(before.map(it -> it.tokens().accessToken()));
            });
    assertThat(newestEvent()).contains(event);
    assertThat(heard()).containsExactly(changed(connection));
  }

  @Test
  void an_access_token_of_unknown_life_is_over_when_an_app_saw_it_refused() {
    Lease lease = lease(LONG);
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "reported_invalid");
    stores().grants().commit(lease, samples.bareTokens(Samples.NOON), GrantPlan.none(), event);

    assertThat(stores().grants().expire(workspace, connection.id(), 2, Samples.NOON, event))
        .isTrue();

    assertThat(stores().grants().find(workspace, connection.id()))
        .map(grant -> grant.tokens().expiresAt())
        .contains(Optional.of(Samples.NOON));
  }

  @Test
  void a_report_never_makes_a_token_live_longer() {
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "reported_invalid");
    Instant muchLater = Samples.NOON.plus(Duration.ofDays(1));

    assertThat(stores().grants().expire(workspace, connection.id(), 1, muchLater, event)).isTrue();

    assertThat(stores().grants().find(workspace, connection.id()))
        .map(grant -> grant.tokens().expiresAt())
        .contains(Optional.of(Samples.NOON.plusSeconds(3600)));
  }

  @Test
  void a_report_about_another_version_changes_nothing() {
    Optional<Grant> before = stores().grants().find(workspace, connection.id());
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "reported_invalid");

    assertThat(stores().grants().expire(workspace, connection.id(), 2, Samples.NOON, event))
        .isFalse();

    assertThat(stores().grants().find(workspace, connection.id())).isEqualTo(before);
    assertThat(newestEvent()).isNotEqualTo(Optional.of(event));
    assertThat(heard()).isEmpty();
  }

  @Test
  void events_of_one_connection_are_kept_however_many_write_at_once() {
    Race.run(
        _ ->
            stores()
                .grants()
                .expire(
                    workspace,
                    connection.id(),
                    1,
                    Samples.NOON,
                    samples.connectionEvent(Samples.NOON, "reported_invalid")));

    assertThat(events(connection.id(), 99)).hasSize(Race.RUNNERS + 1).doesNotHaveDuplicates();
  }

  private static Owner owner() {
    return new Owner.User(new UserId("ada"));
  }

  private Lease lease(Duration length) {
    return leased(stores().grants().lease(request(length, WAIT)));
  }

  private static Lease leased(LeaseResult result) {
    assertThat(result).isInstanceOf(LeaseResult.Leased.class);
    return ((LeaseResult.Leased) result).lease();
  }

  private LeaseRequest request(Duration length, UnfinishedRule unfinished) {
    return request(1, length, unfinished);
  }

  private LeaseRequest request(long version, Duration length, UnfinishedRule unfinished) {
    return request("node-1", version, length, unfinished);
  }

  private LeaseRequest request(String owner, Duration length) {
    return request(owner, 1, length, WAIT);
  }

  private LeaseRequest request(
      String owner, long version, Duration length, UnfinishedRule unfinished) {
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

  private static GrantPlan plan() {
    return new GrantPlan(
        Optional.of(Samples.NOON.plus(Duration.ofDays(3))),
        Optional.of(Samples.NOON.plus(Duration.ofDays(90))));
  }

  private void assertIsPlanned(GrantPlan plan) {
    assertThat(stores().connections().find(workspace, connection.id()))
        .map(Connection::nextRefreshAt)
        .contains(plan.nextRefreshAt());
    assertThat(endsAt(connection)).isEqualTo(plan.endsAt());
    assertThat(stores().grantPlans().unplanned(Integer.MAX_VALUE))
        .extracting(Unplanned::connection)
        .doesNotContain(connection.id());
  }

  private Attempt unfinished() {
    LeaseResult result = stores().grants().lease(request(LONG, WAIT));
    if (result instanceof LeaseResult.Unfinished(Attempt attempt)) {
      return attempt;
    }
    throw new AssertionError("there is no unfinished attempt: " + result);
  }

  private void failAmbiguously(Lease lease) {
    Failure failure = new Failure(Optional.empty(), samples.error(Optional.empty()));
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refresh_failed");
    assertThat(stores().grants().failAmbiguously(lease, failure, event)).isTrue();
  }

  private CommitResult commit(Lease lease) {
    return stores()
        .grants()
        .commit(
            lease,
            samples.tokens(),
            GrantPlan.none(),
            samples.connectionEvent(Samples.NOON, "refreshed"));
  }

  private CommitResult adopt(long version, GrantTokens tokens, ConnectionEvent event) {
    return stores()
        .grants()
        .adopt(workspace, connection.id(), version, tokens, GrantPlan.none(), event);
  }

  private void fail(Lease lease, Optional<Status> status, Optional<Instant> nextAttemptAt) {
    Failure failure = new Failure(status, samples.error(nextAttemptAt));
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refresh_failed");
    assertThat(stores().grants().fail(lease, failure, event)).isTrue();
  }

  private Optional<ConnectionEvent> newestEvent() {
    return newestEvents(1).stream().findFirst();
  }

  private List<ConnectionEvent> newestEvents(int limit) {
    return events(connection.id(), limit);
  }

  private static void assertIsAttemptOf(LeaseRequest request, Attempt attempt) {
    assertThat(attempt.id()).isEqualTo(request.attempt());
    Optional<Fingerprint> refreshToken = request.refreshToken();
    assertThat(attempt.refreshToken()).isEqualTo(refreshToken);
  }
}
