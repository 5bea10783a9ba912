package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.DueGrants.Backlog;
import dev.tenon.connection.DueGrants.DueClient;
import dev.tenon.connection.DueGrants.DueGrant;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.Owner;
import dev.tenon.connection.UnfinishedRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.connection.DueGrants].
public abstract class DueGrantsContract extends StoreContract {
  private static final Duration HOLD = Duration.ofMinutes(5);
  // Long before, and long after, whatever the database's clock says.
  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant FUTURE = Instant.parse("2099-01-01T00:00:00Z");

  @Test
  void clients_with_due_grants_are_found_with_the_time_of_their_oldest_the_longest_first() {
    OAuthClient late = client("late");
    OAuthClient later = client("later");
    due(late, "ada", PAST.plusSeconds(5));
    due(later, "ada", PAST.plusSeconds(2));
    due(later, "bob", PAST.plusSeconds(9));

    assertThat(clients())
        .containsExactly(
            new DueClient(workspace, later.id(), PAST.plusSeconds(2)),
            new DueClient(workspace, late.id(), PAST.plusSeconds(5)));
  }

  @Test
  void no_more_clients_are_found_than_asked_for() {
    due(client("one"), "ada", PAST);
    due(client("two"), "ada", PAST);

    assertThat(stores().dueGrants().clients(1)).hasSize(1);
  }

  @Test
  void what_is_not_due_or_never_will_be_or_has_ended_is_not_found() {
    OAuthClient client = client("trimble");
    due(client, "future", FUTURE);
    plan(connect(client, user("never")), Optional.empty());
    Connection ended = due(client, "ended", PAST);
    revoke(ended);

    assertThat(clients()).isEmpty();
    assertThat(claim(client, 9)).isEmpty();
    assertThat(stores().grants().find(workspace, ended.id()))
        .map(Grant::nextRefreshAt)
        .contains(Optional.empty());
  }

  @Test
  void the_oldest_due_grants_of_the_client_are_claimed_in_their_order() {
    OAuthClient client = client("trimble");
    Connection third = due(client, "ada", PAST.plusSeconds(3));
    Connection first = due(client, "bob", PAST.plusSeconds(1));
    Connection second = due(client, "cyd", PAST.plusSeconds(2));
    due(client("other"), "ada", PAST);

    assertThat(claim(client, 2)).containsExactly(first.id(), second.id());
    assertThat(claim(client, 2)).containsExactly(third.id());
  }

  @Test
  void a_claimed_grant_is_put_off_and_comes_as_it_is_stored() {
    OAuthClient client = client("trimble");
    Connection connection = due(client, "ada", PAST);
    heard();

    List<Grant> claimed = claimed(client, 9).stream().map(DueGrant::grant).toList();

    assertThat(stores().grants().find(workspace, connection.id()).stream().toList())
        .isEqualTo(claimed);
    assertThat(claimed)
        .singleElement()
        .satisfies(grant -> assertThat(grant.nextRefreshAt().orElseThrow()).isAfter(Samples.NOON));
    assertThat(claim(client, 9)).isEmpty();
    assertThat(clients()).isEmpty();
    assertThat(heard()).isEmpty();
  }

  @Test
  void a_claimed_grant_comes_with_its_connection_as_that_is_found_by_its_id() {
    OAuthClient client = client("trimble");
    Connection ada = due(client, "ada", PAST);
    Connection bob = due(client, "bob", PAST.plusSeconds(1));

    List<DueGrant> claimed = claimed(client, 9);

    assertThat(claimed)
        .extracting(DueGrant::connection)
        .containsExactly(stored(ada), stored(bob))
        .allSatisfy(it -> assertThat(it.nextRefreshAt().orElseThrow()).isAfter(Samples.NOON));
    assertThat(claimed)
        .extracting(it -> it.grant().connection())
        .containsExactly(ada.id(), bob.id());
  }

  @Test
  void a_claim_whose_hold_is_over_is_found_again() {
    OAuthClient client = client("trimble");
    Connection connection = due(client, "ada", PAST);
    stores().dueGrants().claim(workspace, client.id(), 9, Duration.ZERO);

    assertThat(claim(client, 9)).containsExactly(connection.id());
  }

  @Test
  void a_grant_that_a_lease_is_on_is_not_claimed_until_the_lease_is_over() {
    OAuthClient client = client("trimble");
    lease(due(client, "leased", PAST), HOLD);
    Connection over = due(client, "over", PAST);
    lease(over, Duration.ZERO);

    assertThat(claim(client, 9)).containsExactly(over.id());
  }

  @Test
  void claims_that_run_at_once_share_the_grants() {
    OAuthClient client = client("trimble");
    for (int i = 0; i < 2 * Race.RUNNERS; i++) {
      due(client, "user" + i, PAST);
    }

    List<List<ConnectionId>> claims = Race.run(_ -> claim(client, 2));
    List<ConnectionId> left = claim(client, 3 * Race.RUNNERS);

    List<ConnectionId> all =
        Stream.concat(claims.stream().flatMap(List::stream), left.stream()).toList();
    assertThat(all).hasSize(2 * Race.RUNNERS).doesNotHaveDuplicates();
    assertThat(claims).allMatch(claim -> claim.size() <= 2);
  }

  @Test
  void a_claimed_grant_that_could_not_be_tried_is_put_off_and_has_not_failed() {
    OAuthClient client = client("trimble");
    Connection connection = due(client, "ada", PAST);
    Optional<Grant> before = stores().grants().find(workspace, connection.id());
    heard();

    stores().dueGrants().postpone(workspace, connection.id(), 1, FUTURE);

    assertThat(stores().grants().find(workspace, connection.id()))
        .isEqualTo(before.map(grant -> GrantRow.at(grant, Optional.of(FUTURE))));
    assertThat(heard()).isEmpty();
  }

  @Test
  void a_grant_of_another_version_or_without_a_next_time_is_not_put_off() {
    OAuthClient client = client("trimble");
    Connection connection = due(client, "ada", PAST);
    Connection never = connect(client, user("never"));
    plan(never, Optional.empty());

    stores().dueGrants().postpone(workspace, connection.id(), 2, FUTURE);
    stores().dueGrants().postpone(workspace, never.id(), 1, FUTURE);

    assertThat(nextRefreshAt(connection)).contains(PAST);
    assertThat(nextRefreshAt(never)).isEmpty();
  }

  @Test
  void the_backlog_counts_what_is_due_and_says_since_when() {
    OAuthClient client = client("trimble");
    Backlog before = stores().dueGrants().backlog();
    Instant oldest = Instant.EPOCH.plusSeconds(1);
    due(client, "ada", oldest);
    due(client, "bob", PAST);
    due(client, "cyd", FUTURE);

    assertThat(stores().dueGrants().backlog())
        .isEqualTo(new Backlog(before.due() + 2, Optional.of(oldest)));

    claim(client, 9);
    assertThat(stores().dueGrants().backlog()).isEqualTo(before);
  }

  private Connection due(OAuthClient client, String user, Instant at) {
    Connection connection = connect(client, user(user));
    plan(connection, Optional.of(at));
    return connection;
  }

  private void plan(Connection connection, Optional<Instant> at) {
    GrantPlan plan = new GrantPlan(at, Optional.empty());
    assertThat(stores().grantPlans().plan(workspace, connection.id(), 1, plan)).isTrue();
  }

  private void lease(Connection connection, Duration length) {
    LeaseRequest request =
        new LeaseRequest(
            workspace,
            connection.id(),
            1,
            "node-1",
            length,
            "att_" + samples.text(),
            Optional.empty(),
            UnfinishedRule.harmless());
    assertThat(stores().grants().lease(request)).isInstanceOf(LeaseResult.Leased.class);
  }

  private List<DueClient> clients() {
    return stores().dueGrants().clients(Integer.MAX_VALUE).stream()
        .filter(client -> client.workspace().equals(workspace))
        .toList();
  }

  private List<ConnectionId> claim(OAuthClient client, int limit) {
    return claimed(client, limit).stream().map(it -> it.grant().connection()).toList();
  }

  private List<DueGrant> claimed(OAuthClient client, int limit) {
    return stores().dueGrants().claim(workspace, client.id(), limit, HOLD);
  }

  private Connection stored(Connection connection) {
    return stores().connections().find(workspace, connection.id()).orElseThrow();
  }

  private Optional<Instant> nextRefreshAt(Connection connection) {
    return stores().grants().find(workspace, connection.id()).flatMap(Grant::nextRefreshAt);
  }

  private static Owner user(String name) {
    return new Owner.User(new UserId(name));
  }
}
