package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.connection.GrantStore.Failure;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.connection.GrantStore]: what follows here of failures and reports,
/// and what its two parts above say of leases and of answers.
public abstract class GrantStoreContract extends GrantCommitsContract {
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
}
