package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantPlans.Unplanned;
import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.connection.GrantStore], its second part: answers that are kept. The
/// whole is [GrantStoreContract].
abstract class GrantCommitsContract extends GrantLeasesContract {
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

  private CommitResult adopt(long version, GrantTokens tokens, ConnectionEvent event) {
    return stores()
        .grants()
        .adopt(workspace, connection.id(), version, tokens, GrantPlan.none(), event);
  }

  Optional<ConnectionEvent> newestEvent() {
    return newestEvents(1).stream().findFirst();
  }

  List<ConnectionEvent> newestEvents(int limit) {
    return events(connection.id(), limit);
  }
}
