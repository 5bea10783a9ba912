package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClient;
import dev.tenon.connect.PendingGrant;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionStore.ConnectResult;
import dev.tenon.connection.ConnectionStore.NewConnection;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.connection.GrantStore.Failure;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connection.User;
import dev.tenon.oauth.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.connection.ConnectionStore]: how connections are made, made again and
/// ended.
public abstract class ConnectContract extends RevokedConnectionsContract {
  private static final Owner BOB = new Owner.User(new UserId("bob"));

  @Test
  void a_first_connect_inserts_connection_grant_and_user() {
    Connection connection = samples.connection(client("trimble"), ADA);
    Grant grant = samples.grant(connection, 1);
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "connected");
    AuditEvent audit = event();
    heard();

    assertThat(stores().connections().connect(connection, grant, Optional.empty(), event, audit))
        .isEqualTo(ConnectResult.CONNECTED);

    assertThat(stores().connections().find(workspace, connection.id())).contains(connection);
    assertThat(stores().grants().find(workspace, connection.id())).contains(grant);
    assertThat(stores().users().find(workspace, ADA_ID))
        .contains(new User(workspace, ADA_ID, Optional.empty(), Optional.empty(), Samples.NOON));
    assertThat(events(connection.id(), 9)).containsExactly(event);
    assertAudited(audit);
    assertThat(heard()).containsExactly(changed(connection));
  }

  @Test
  void many_connect_together() {
    OAuthClient client = client("trimble");
    Connection old = connect(client, ADA);
    NewConnection again = arrival(old, 2);
    NewConnection fresh = arrival(samples.connection(client, BOB), 1);
    heard();

    assertThat(stores().connections().connectAll(List.of(again, fresh))).isEmpty();

    assertThat(stores().grants().find(workspace, old.id())).contains(again.grant());
    assertThat(stores().grants().find(workspace, fresh.connection().id())).contains(fresh.grant());
    assertThat(stores().connections().find(workspace, client.id(), BOB))
        .contains(fresh.connection());
    assertThat(events(fresh.connection().id(), 9)).containsExactly(fresh.event());
    assertAudited(fresh.audit());
    assertThat(heard()).containsExactly(changed(old), changed(fresh.connection()));
  }

  @Test
  void one_that_stands_against_it_keeps_all_from_connecting() {
    OAuthClient client = client("trimble");
    Connection old = connect(client, ADA);
    NewConnection fresh = arrival(samples.connection(client, BOB), 1);
    NewConnection late = arrival(old, 1);
    heard();

    assertThat(stores().connections().connectAll(List.of(fresh, late))).containsExactly(1);

    assertThat(stores().connections().find(workspace, fresh.connection().id())).isEmpty();
    assertThat(stores().users().find(workspace, new UserId("bob"))).isEmpty();
    assertThat(stores().grants().find(workspace, old.id()).orElseThrow().version()).isEqualTo(1);
    assertNotAudited(fresh.audit());
    assertThat(heard()).isEmpty();
  }

  @Test
  void two_of_one_owner_do_not_connect_together() {
    OAuthClient client = client("trimble");
    NewConnection first = arrival(samples.connection(client, ADA), 1);
    NewConnection second = arrival(samples.connection(client, ADA), 1);

    assertThat(stores().connections().connectAll(List.of(first, second))).containsExactly(1);

    assertThat(stores().connections().find(workspace, client.id(), ADA)).isEmpty();
  }

  @Test
  void a_known_user_stays_as_it_is() {
    User user = samples.user(workspace, "ada");
    stores().users().create(user, event());

    connect(client("trimble"), ADA);

    assertThat(stores().users().find(workspace, ADA_ID)).contains(user);
  }

  @Test
  void an_app_as_owner_makes_no_user() {
    connect(client("trimble"), new Owner.App(new AppName("export")));

    assertThat(stores().users().list(workspace, Optional.empty(), 9)).isEmpty();
  }

  @Test
  void a_pending_connection_gets_its_first_grant() {
    Connection connection = samples.connection(client("trimble"), ADA);
    stores()
        .connections()
        .createPending(
            ConnectionStoreContract.pending(connection),
            samples.connectionEvent(Samples.NOON, "connect_started"),
            event());

    assertThat(connect(connection, 1)).isEqualTo(ConnectResult.CONNECTED);

    assertThat(stores().connections().find(workspace, connection.id())).contains(connection);
  }

  @Test
  void a_reconnect_replaces_the_grant_and_clears_what_went_wrong() {
    Connection connection = connect(client("trimble"), ADA);
    Lease lease = lease(connection, 1);
    fail(lease);
    Grant second = samples.grant(connection, 2);
    Connection again = again(connection);

    assertThat(connect(again, second)).isEqualTo(ConnectResult.CONNECTED);

    assertThat(stores().grants().find(workspace, connection.id())).contains(second);
    assertThat(stores().connections().find(workspace, connection.id())).contains(again);
  }

  @Test
  void a_reconnect_fences_a_refresh_under_way_out() {
    Connection connection = connect(client("trimble"), ADA);
    Lease lease = lease(connection, 1);
    Grant second = samples.grant(connection, 2);

    assertThat(connect(connection, second)).isEqualTo(ConnectResult.CONNECTED);

    assertThat(
            stores()
                .grants()
                .commit(
                    lease,
                    samples.tokens(),
                    GrantPlan.none(),
                    samples.connectionEvent(Samples.NOON, "refreshed")))
        .isEqualTo(new CommitResult.FencedOut(Optional.of(second)));
    // Neither lease nor attempt of the refresh is left.
    assertThat(stores().grants().lease(request(connection, 2)))
        .isInstanceOfSatisfying(
            LeaseResult.Leased.class, leased -> assertThat(leased.unfinished()).isEmpty());
  }

  @Test
  void a_connect_of_another_version_changes_nothing() {
    Connection connection = connect(client("trimble"), ADA);
    Optional<Grant> grant = stores().grants().find(workspace, connection.id());

    for (long version : List.of(1L, 3L)) {
      assertRefused(again(connection), samples.grant(connection, version), ConnectResult.MOVED);
    }

    assertThat(stores().grants().find(workspace, connection.id())).isEqualTo(grant);
    assertThat(stores().connections().find(workspace, connection.id())).contains(connection);
  }

  @Test
  void a_first_connect_of_a_later_version_changes_nothing() {
    Connection connection = samples.connection(client("trimble"), ADA);

    assertRefused(connection, samples.grant(connection, 2), ConnectResult.MOVED);

    assertThat(stores().connections().find(workspace, connection.id())).isEmpty();
    assertThat(stores().users().find(workspace, ADA_ID)).isEmpty();
  }

  @Test
  void a_revoked_connection_is_not_connected_again() {
    Connection connection = connect(client("trimble"), ADA);
    revoke(connection);

    assertRefused(again(connection), samples.grant(connection, 2), ConnectResult.MOVED);

    assertThat(stores().connections().find(workspace, connection.id()))
        .map(Connection::status)
        .contains(Status.REVOKED);
  }

  @Test
  void a_second_connection_of_the_same_owner_changes_nothing() {
    OAuthClient client = client("trimble");
    Connection first = connect(client, ADA);
    Connection second = samples.connection(client, ADA);

    assertRefused(second, samples.grant(second, 1), ConnectResult.MOVED);

    assertThat(stores().connections().find(workspace, client.id(), ADA)).contains(first);
    assertThat(stores().connections().find(workspace, second.id())).isEmpty();
  }

  @Test
  void a_connect_through_a_client_that_is_gone_changes_nothing() {
    Connection connection = samples.connection(samples.client(workspace, "gone"), ADA);

    assertRefused(connection, samples.grant(connection, 1), ConnectResult.MOVED);

    assertThat(stores().connections().find(workspace, connection.id())).isEmpty();
  }

  @Test
  void of_many_first_connects_of_one_owner_one_wins() {
    OAuthClient client = client("trimble");

    List<ConnectResult> results = Race.run(_ -> connect(samples.connection(client, ADA), 1));

    assertThat(results).containsOnlyOnce(ConnectResult.CONNECTED);
  }

  @Test
  void of_many_reconnects_from_the_same_version_one_wins() {
    Connection connection = connect(client("trimble"), ADA);

    List<ConnectResult> results = Race.run(_ -> connect(connection, 2));

    assertThat(results).containsOnlyOnce(ConnectResult.CONNECTED);
    assertThat(stores().grants().find(workspace, connection.id())).map(Grant::version).contains(2L);
  }

  @Test
  void a_connect_takes_its_pending_grant() {
    Connection connection = samples.connection(client("trimble"), ADA);
    PendingGrant pending = hold(connection);

    assertThat(confirm(connection, 1, pending)).isEqualTo(ConnectResult.CONNECTED);

    assertThat(find(pending)).isEmpty();
    assertThat(stores().grants().find(workspace, connection.id())).isPresent();
  }

  @Test
  void a_connect_whose_pending_grant_is_gone_changes_nothing() {
    Connection connection = samples.connection(client("trimble"), ADA);
    PendingGrant never = samples.pending(workspace, connection.id(), Samples.NOON);

    assertThat(confirm(connection, 1, never)).isEqualTo(ConnectResult.PENDING_GONE);

    assertThat(stores().connections().find(workspace, connection.id())).isEmpty();
  }

  @Test
  void a_refused_connect_leaves_its_pending_grant() {
    OAuthClient client = client("trimble");
    connect(client, ADA);
    Connection second = samples.connection(client, ADA);
    PendingGrant pending = hold(second);

    assertThat(confirm(second, 1, pending)).isEqualTo(ConnectResult.MOVED);

    assertThat(find(pending)).contains(pending);
  }

  @Test
  void of_many_who_confirm_the_same_pending_grant_one_does() {
    OAuthClient client = client("trimble");
    Connection connection = samples.connection(client, ADA);
    PendingGrant pending = hold(connection);

    List<ConnectResult> results = Race.run(_ -> confirm(connection, 1, pending));

    assertThat(results).containsOnlyOnce(ConnectResult.CONNECTED);
    assertThat(results).contains(ConnectResult.PENDING_GONE).doesNotContain(ConnectResult.MOVED);
  }

  private NewConnection arrival(Connection connection, long version) {
    return new NewConnection(
        connection,
        samples.grant(connection, version),
        samples.connectionEvent(Samples.NOON, "connected"),
        event());
  }

  private void assertRefused(Connection connection, Grant grant, ConnectResult expected) {
    AuditEvent audit = event();
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "connected");
    heard();

    assertThat(stores().connections().connect(connection, grant, Optional.empty(), event, audit))
        .isEqualTo(expected);

    assertNotAudited(audit);
    assertThat(events(connection.id(), 99)).doesNotContain(event);
    assertThat(heard()).isEmpty();
  }

  private ConnectResult confirm(Connection connection, long version, PendingGrant pending) {
    return stores()
        .connections()
        .connect(
            connection,
            samples.grant(connection, version),
            Optional.of(pending.id().value()),
            samples.connectionEvent(Samples.NOON, "confirmed"),
            event());
  }

  private PendingGrant hold(Connection connection) {
    PendingGrant pending =
        samples.pending(workspace, connection.id(), Samples.NOON.plusSeconds(600));
    stores().connects().hold(pending, event());
    return pending;
  }

  private void fail(Lease lease) {
    Failure failure =
        new Failure(Optional.of(Status.REAUTHORIZATION_REQUIRED), samples.error(Optional.empty()));
    assertThat(
            stores().grants().fail(lease, failure, samples.connectionEvent(Samples.NOON, "failed")))
        .isTrue();
  }

  /// `connection` with what a reconnect may change changed.
  private Connection again(Connection connection) {
    Connection other =
        samples.connection(
            connection.id(),
            workspace,
            connection.oauthClient(),
            connection.owner(),
            connection.createdAt());
    return new Connection(
        other.id(),
        workspace,
        other.oauthClient(),
        other.owner(),
        Status.ACTIVE,
        other.account(),
        Scope.parse("offline_access"),
        connection.organizations(),
        Map.of("pod", "us"),
        connection.createdAt(),
        connection.lastRefreshedAt(),
        connection.nextRefreshAt(),
        Optional.empty());
  }
}
