package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore.ConnectResult;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantPlans.Ending;
import dev.tenon.connection.GrantPlans.Outlook;
import dev.tenon.connection.GrantPlans.Unplanned;
import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.connection.GrantStore.Failure;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connection.UnfinishedRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.connection.GrantPlans].
public abstract class GrantPlansContract extends StoreContract {
  private static final Instant NEXT = Samples.NOON.plus(Duration.ofDays(3));
  private static final Instant END = Samples.NOON.plus(Duration.ofDays(90));
  private static final Duration LONG = Duration.ofMinutes(5);

  private OAuthClient client = samples.client(workspace, "none");
  private Connection connection = samples.connection(client, user("ada"));

  @BeforeEach
  void makeConnection() {
    client = client("trimble");
    connection = connect(client, user("ada"));
    heard();
  }

  @Test
  void a_new_grant_is_unplanned_until_it_is_planned() {
    assertThat(unplanned()).containsExactly(new Unplanned(workspace, connection.id(), 1));

    assertThat(plan(1, Optional.of(NEXT), Optional.of(END))).isTrue();

    assertThat(unplanned()).isEmpty();
    assertThat(nextRefreshAt()).contains(NEXT);
    assertThat(endsAt(connection)).contains(END);
  }

  @Test
  void a_plan_that_foresees_nothing_is_a_plan() {
    assertThat(plan(1, Optional.empty(), Optional.empty())).isTrue();

    assertThat(unplanned()).isEmpty();
    assertThat(nextRefreshAt()).isEmpty();
    assertThat(endsAt(connection)).isEmpty();
  }

  @Test
  void no_more_are_found_than_asked_for() {
    connect(client, user("bob"));

    assertThat(stores().grantPlans().unplanned(1)).hasSize(1);
  }

  @Test
  void a_grant_whose_user_connected_again_is_unplanned_and_its_end_unknown() {
    plan(1, Optional.of(NEXT), Optional.of(END));

    reconnect();

    assertThat(unplanned()).containsExactly(new Unplanned(workspace, connection.id(), 2));
    assertThat(endsAt(connection)).isEmpty();
    assertThat(ending(END.plusSeconds(1), 1)).isEmpty();
  }

  @Test
  void what_has_ended_needs_no_plan() {
    Connection revoked = connect(client, user("bob"));
    revoke(revoked);
    fail(Status.REAUTHORIZATION_REQUIRED, Optional.empty());

    assertThat(unplanned()).isEmpty();
    assertThat(plan(1, Optional.of(NEXT), Optional.of(END))).isFalse();
    assertThat(nextRefreshAt()).isEmpty();
  }

  @Test
  void another_version_is_not_planned() {
    assertThat(plan(2, Optional.of(NEXT), Optional.of(END))).isFalse();

    assertThat(unplanned()).containsExactly(new Unplanned(workspace, connection.id(), 1));
    assertThat(nextRefreshAt()).isEqualTo(connection.nextRefreshAt());
  }

  @Test
  void a_grant_that_a_lease_is_on_is_not_planned_until_the_lease_is_over() {
    lease(LONG);
    assertThat(plan(1, Optional.of(NEXT), Optional.of(END))).isFalse();
    assertThat(endsAt(connection)).isEmpty();

    Connection other = connect(client, user("bob"));
    lease(other, Duration.ZERO);
    assertThat(
            stores()
                .grantPlans()
                .plan(workspace, other.id(), 1, new GrantPlan(Optional.of(NEXT), Optional.empty())))
        .isTrue();
  }

  @Test
  void a_failed_grant_keeps_the_time_that_the_failure_made_and_takes_the_end() {
    Instant retry = Samples.NOON.plusSeconds(30);
    fail(Status.FAILING, Optional.of(retry));

    assertThat(plan(1, Optional.of(NEXT), Optional.of(END))).isTrue();

    assertThat(nextRefreshAt()).contains(retry);
    assertThat(endsAt(connection)).contains(END);
    assertThat(unplanned()).isEmpty();
  }

  @Test
  void a_failed_grant_without_a_next_time_gets_the_planned_one() {
    plan(1, Optional.empty(), Optional.empty());
    fail(Status.FAILING, Optional.empty());

    plan(1, Optional.of(NEXT), Optional.empty());

    assertThat(nextRefreshAt()).contains(NEXT);
  }

  @Test
  void every_grant_of_a_client_whose_rules_have_changed_is_unplanned() {
    Connection bob = connect(client, user("bob"));
    Connection other = connect(client("other"), user("ada"));
    for (Connection each : List.of(connection, bob, other)) {
      stores().grantPlans().plan(workspace, each.id(), 1, GrantPlan.none());
    }
    assertThat(unplanned()).isEmpty();

    stores().grantPlans().replan(workspace, client.id());

    assertThat(unplanned())
        .containsExactlyInAnyOrder(
            new Unplanned(workspace, connection.id(), 1), new Unplanned(workspace, bob.id(), 1));
  }

  @Test
  void more_grants_than_one_batch_are_planned_anew() {
    for (int i = 0; i < 260; i++) {
      Connection each = connect(client, user("user" + i));
      stores().grantPlans().plan(workspace, each.id(), 1, GrantPlan.none());
    }
    plan(1, Optional.empty(), Optional.empty());

    stores().grantPlans().replan(workspace, client.id());

    assertThat(unplanned()).hasSize(261);
  }

  @Test
  void grants_that_end_before_a_time_are_found_those_that_end_first_come_first() {
    Connection bob = connect(client, user("bob"));
    plan(1, Optional.empty(), Optional.of(END));
    planEnd(bob, END.minusSeconds(60));
    planEnd(connect(client, user("cyd")), END.plusSeconds(60));

    assertThat(ending(END.plusSeconds(1), 1))
        .containsExactly(
            new Ending(workspace, bob.id(), 1, END.minusSeconds(60)),
            new Ending(workspace, connection.id(), 1, END));
    assertThat(ending(END, 1)).extracting(Ending::connection).containsExactly(bob.id());
    assertThat(stores().grantPlans().ending(END.plusSeconds(1), 3, 1)).hasSize(1);
  }

  @Test
  void a_grant_that_has_ended_is_not_about_to_end() {
    plan(1, Optional.empty(), Optional.of(END));
    fail(Status.REAUTHORIZATION_REQUIRED, Optional.empty());

    assertThat(ending(END.plusSeconds(1), 1)).isEmpty();
  }

  @Test
  void what_was_told_of_at_a_stage_is_found_at_later_stages_only() {
    plan(1, Optional.empty(), Optional.of(END));
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "reauthorization_due");

    assertThat(stores().grantPlans().tell(ending(), 2, event)).isTrue();

    assertThat(newestEvents(1)).containsExactly(event);
    assertThat(ending(END.plusSeconds(1), 1)).isEmpty();
    assertThat(ending(END.plusSeconds(1), 2)).isEmpty();
    assertThat(ending(END.plusSeconds(1), 3)).containsExactly(ending());
  }

  @Test
  void of_many_nodes_that_tell_one_does() {
    plan(1, Optional.empty(), Optional.of(END));

    List<Boolean> told =
        Race.run(
            _ ->
                stores()
                    .grantPlans()
                    .tell(
                        ending(), 1, samples.connectionEvent(Samples.NOON, "reauthorization_due")));

    assertThat(told).filteredOn(it -> it).hasSize(1);
    assertThat(newestEvents(99)).hasSize(2);
  }

  @Test
  void nothing_is_told_of_another_version_or_another_end_or_a_stage_that_is_past() {
    plan(1, Optional.empty(), Optional.of(END));
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "reauthorization_due");
    assertThat(stores().grantPlans().tell(ending(), 2, event)).isTrue();
    ConnectionEvent wrong = samples.connectionEvent(Samples.NOON, "reauthorization_due");

    assertThat(tell(new Ending(workspace, connection.id(), 2, END), 3, wrong)).isFalse();
    assertThat(tell(new Ending(workspace, connection.id(), 1, END.plusSeconds(1)), 3, wrong))
        .isFalse();
    assertThat(tell(ending(), 1, wrong)).isFalse();
    assertThat(tell(ending(), 2, wrong)).isFalse();

    assertThat(newestEvents(1)).containsExactly(event);
  }

  @Test
  void a_plan_with_a_later_end_is_told_of_anew_and_one_with_an_earlier_or_the_same_is_not() {
    plan(1, Optional.empty(), Optional.of(END));
    tell(ending(), 2, samples.connectionEvent(Samples.NOON, "reauthorization_due"));

    plan(1, Optional.empty(), Optional.of(END.minusSeconds(60)));
    assertThat(ending(END.plusSeconds(61), 2)).isEmpty();
    plan(1, Optional.empty(), Optional.of(END));
    assertThat(ending(END.plusSeconds(61), 2)).isEmpty();
    plan(1, Optional.empty(), Optional.of(END.plusSeconds(60)));
    assertThat(ending(END.plusSeconds(61), 1))
        .containsExactly(new Ending(workspace, connection.id(), 1, END.plusSeconds(60)));
  }

  @Test
  void tokens_that_bring_a_later_end_are_told_of_anew() {
    plan(1, Optional.empty(), Optional.of(END));
    tell(ending(), 2, samples.connectionEvent(Samples.NOON, "reauthorization_due"));

    refresh(1, END);
    assertThat(ending(END.plusSeconds(61), 2)).isEmpty();
    refresh(2, END.plusSeconds(60));
    assertThat(ending(END.plusSeconds(61), 1))
        .containsExactly(new Ending(workspace, connection.id(), 3, END.plusSeconds(60)));
  }

  @Test
  void a_connection_that_is_not_there_has_no_end() {
    Set<ConnectionId> ids = Set.of(samples.connectionId());

    assertThat(stores().grantPlans().outlooks(workspace, ids)).isEmpty();
    assertThat(stores().grantPlans().outlooks(workspace, Set.of())).isEmpty();
  }

  @Test
  void outlooks_of_many_connections_come_at_once() {
    Connection other = connect(client, user("bob"));
    plan(1, Optional.of(NEXT), Optional.of(END));
    fail(Status.FAILING, Optional.empty());

    assertThat(stores().grantPlans().outlooks(workspace, Set.of(connection.id(), other.id())))
        .isEqualTo(
            Map.of(
                connection.id(), new Outlook(1, 1, Optional.of(END)),
                other.id(), new Outlook(1, 0, Optional.empty())));
  }

  @Test
  void a_dead_grant_has_no_end_ahead() {
    plan(1, Optional.of(NEXT), Optional.of(END));
    fail(Status.REAUTHORIZATION_REQUIRED, Optional.empty());

    assertThat(endsAt(connection)).isEmpty();
  }

  private boolean plan(long version, Optional<Instant> next, Optional<Instant> end) {
    return stores()
        .grantPlans()
        .plan(workspace, connection.id(), version, new GrantPlan(next, end));
  }

  private void planEnd(Connection of, Instant end) {
    GrantPlan plan = new GrantPlan(Optional.empty(), Optional.of(end));
    assertThat(stores().grantPlans().plan(workspace, of.id(), 1, plan)).isTrue();
  }

  private List<Unplanned> unplanned() {
    return stores().grantPlans().unplanned(Integer.MAX_VALUE).stream()
        .filter(grant -> grant.workspace().equals(workspace))
        .toList();
  }

  private List<Ending> ending(Instant before, int stage) {
    return stores().grantPlans().ending(before, stage, Integer.MAX_VALUE).stream()
        .filter(grant -> grant.workspace().equals(workspace))
        .toList();
  }

  private Ending ending() {
    return new Ending(workspace, connection.id(), 1, END);
  }

  private boolean tell(Ending ending, int stage, ConnectionEvent event) {
    return stores().grantPlans().tell(ending, stage, event);
  }

  private Optional<Instant> nextRefreshAt() {
    return stores().grants().find(workspace, connection.id()).flatMap(Grant::nextRefreshAt);
  }

  private List<ConnectionEvent> newestEvents(int limit) {
    return events(connection.id(), limit);
  }

  private void reconnect() {
    assertThat(
            stores()
                .connections()
                .connect(
                    connection,
                    samples.grant(connection, 2),
                    Optional.empty(),
                    samples.connectionEvent(Samples.NOON, "connected"),
                    event()))
        .isEqualTo(ConnectResult.CONNECTED);
  }

  private void refresh(long version, Instant end) {
    GrantPlan plan = new GrantPlan(Optional.empty(), Optional.of(end));
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refreshed");
    assertThat(
            stores()
                .grants()
                .adopt(workspace, connection.id(), version, samples.tokens(), plan, event))
        .isInstanceOf(CommitResult.Committed.class);
  }

  private void fail(Status status, Optional<Instant> nextAttemptAt) {
    Failure failure = new Failure(Optional.of(status), samples.error(nextAttemptAt));
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refresh_failed");
    assertThat(stores().grants().fail(lease(LONG), failure, event)).isTrue();
  }

  private Lease lease(Duration length) {
    return lease(connection, length);
  }

  private Lease lease(Connection of, Duration length) {
    LeaseResult result =
        stores()
            .grants()
            .lease(
                new LeaseRequest(
                    workspace,
                    of.id(),
                    1,
                    "node-1",
                    length,
                    "att_" + samples.text(),
                    Optional.empty(),
                    UnfinishedRule.harmless()));
    assertThat(result).isInstanceOf(LeaseResult.Leased.class);
    return ((LeaseResult.Leased) result).lease();
  }

  private static Owner user(String name) {
    return new Owner.User(new UserId(name));
  }
}
