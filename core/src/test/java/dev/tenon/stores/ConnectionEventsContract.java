package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore.ConnectionFilter;
import dev.tenon.connection.Organization;
import dev.tenon.connection.Owner;
import dev.tenon.connection.RecordedEvent;
import dev.tenon.connection.Status;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.Scope;
import dev.tenon.workspace.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.connection.ConnectionStore]: organizations, events, and connections
/// that are pending. A part of [ConnectionStoreContract].
abstract class ConnectionEventsContract extends StoreContract {
  static final UserId ADA_ID = new UserId("ada");
  static final Owner ADA = new Owner.User(ADA_ID);
  private static final Duration KEPT = Duration.ofDays(Retention.standard().connectionEventsDays());

  @Test
  void organizations_are_replaced_in_the_order_given() {
    Connection connection = connect(client("trimble"), ADA);
    List<Organization> organizations =
        List.of(new Organization("2", "Zürich"), new Organization("1", "Acme \"Farms\""));
    heard();

    stores().connections().setOrganizations(workspace, connection.id(), organizations);

    assertThat(stores().connections().find(workspace, connection.id()))
        .map(Connection::organizations)
        .contains(organizations);
    assertThat(heard()).containsExactly(changed(connection));
    stores().connections().setOrganizations(workspace, connection.id(), List.of());
    assertThat(stores().connections().find(workspace, connection.id()))
        .map(Connection::organizations)
        .contains(List.of());
  }

  @Test
  void events_come_newest_first_page_by_page() {
    Connection connection = samples.connection(client("trimble"), ADA);
    ConnectionEvent pending = samples.connectionEvent(Samples.NOON, "connect_started");
    stores().connections().createPending(connection, pending, event());
    // At one and the same time, as a refresh and the recovery that it is.
    ConnectionEvent connected = samples.connectionEvent(Samples.NOON, "connected");
    connectWith(connection, connected);
    ConnectionEvent revoked = samples.connectionEvent(Samples.NOON, "revoked");
    stores().connections().revoke(workspace, connection.id(), "asked", revoked, event());

    List<RecordedEvent> page = page(connection, Optional.empty());
    List<RecordedEvent> next = page(connection, Optional.of(page.getLast().number()));
    List<RecordedEvent> last = page(connection, Optional.of(next.getLast().number()));

    assertThat(page).extracting(RecordedEvent::event).containsExactly(revoked, connected);
    assertThat(page.get(0).number()).isGreaterThan(page.get(1).number());
    assertThat(next).extracting(RecordedEvent::event).containsExactly(pending);
    assertThat(last).isEmpty();
    assertThat(events(samples.connectionId(), 2)).isEmpty();
  }

  @Test
  void a_pending_connection_is_stored_without_a_grant() {
    Connection connection = pending(samples.connection(client("trimble"), ADA));
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "connect_started");
    AuditEvent audit = event();
    heard();

    assertThat(stores().connections().createPending(connection, event, audit))
        .isEqualTo(connection);

    assertThat(stores().connections().find(workspace, connection.id())).contains(connection);
    assertThat(stores().grants().find(workspace, connection.id())).isEmpty();
    assertThat(events(connection.id(), 9)).containsExactly(event);
    assertAudited(audit);
    assertThat(heard()).containsExactly(changed(connection));
  }

  @Test
  void an_owner_with_a_connection_gets_that_one_instead_of_a_pending_one() {
    OAuthClient client = client("trimble");
    Connection existing = connect(client, ADA);
    AuditEvent audit = event();
    heard();

    assertThat(
            stores()
                .connections()
                .createPending(
                    pending(samples.connection(client, ADA)),
                    samples.connectionEvent(Samples.NOON, "connect_started"),
                    audit))
        .isEqualTo(existing);

    assertThat(list(ConnectionFilter.all(), Optional.empty(), 9)).containsExactly(existing);
    assertNotAudited(audit);
    assertThat(heard()).isEmpty();
  }

  @Test
  void many_who_begin_at_once_share_one_pending_connection() {
    OAuthClient client = client("trimble");

    List<ConnectionId> ids =
        Race.run(
            _ ->
                stores()
                    .connections()
                    .createPending(
                        pending(samples.connection(client, ADA)),
                        samples.connectionEvent(Samples.NOON, "connect_started"),
                        event())
                    .id());

    assertThat(Set.copyOf(ids)).hasSize(1);
    assertThat(list(ConnectionFilter.all(), Optional.empty(), 99)).hasSize(1);
  }

  @Test
  void old_events_are_removed_but_for_the_newest_of_their_connection() {
    Connection connection = connectWithEvents(5);
    Connection other = connectWithEvents(2);

    prune(Samples.NOON.plusSeconds(3), 3);

    assertThat(events(connection.id(), 9))
        .extracting(ConnectionEvent::at)
        .containsExactly(at(5), at(4), at(3));
    assertThat(events(other.id(), 9)).hasSize(2);
  }

  @Test
  void events_that_are_not_old_stay_however_many_there_are() {
    Connection connection = connectWithEvents(5);

    prune(Samples.NOON.plusSeconds(2), 1);

    assertThat(events(connection.id(), 9))
        .extracting(ConnectionEvent::at)
        .containsExactly(at(5), at(4), at(3), at(2));
  }

  @Test
  void events_stay_for_as_long_as_their_workspace_says() {
    Connection connection = connectWithEvents(3);
    Retention longer = new Retention(91, 30, 35, Optional.empty());
    stores().retentions().replace(workspace, Retention.standard(), longer, event());

    prune(Samples.NOON.plusSeconds(99), 1);
    assertThat(events(connection.id(), 9)).hasSize(3);

    prune(Samples.NOON.plusSeconds(99).plus(Duration.ofDays(1)), 1);
    assertThat(events(connection.id(), 9)).hasSize(1);
  }

  @Test
  void the_newest_event_stays_always_and_the_next_one_comes_behind_it() {
    Connection connection = connectWithEvents(3);
    prune(Samples.NOON.plusSeconds(99), 0);

    ConnectionEvent next = samples.connectionEvent(at(3), "reported_invalid");
    stores().grants().expire(workspace, connection.id(), 1, at(3), next);

    assertThat(events(connection.id(), 9)).hasSize(2).startsWith(next);
  }

  @Test
  void pruning_goes_on_where_it_was_and_begins_again() {
    List<Connection> connections =
        List.of(connectWithEvents(3), connectWithEvents(3), connectWithEvents(3));

    // One at a time, past whatever other tests left in the database.
    for (int i = 0; i < 10_000 && connections.stream().anyMatch(this::hasOld); i++) {
      stores().connections().pruneEvents(Samples.NOON.plusSeconds(99).plus(KEPT), 1, 1);
    }

    assertThat(connections).noneMatch(this::hasOld);
  }

  private boolean hasOld(Connection connection) {
    return events(connection.id(), 9).size() > 1;
  }

  private List<RecordedEvent> page(Connection connection, Optional<Long> before) {
    return stores().connections().events(workspace, connection.id(), before, 2);
  }

  /// A whole round, from wherever the last one ended.
  private void prune(Instant before, int keep) {
    stores().connections().pruneEvents(before.plus(KEPT), keep, Integer.MAX_VALUE);
    stores().connections().pruneEvents(before.plus(KEPT), keep, Integer.MAX_VALUE);
  }

  /// A connection with events at each of the first `count` seconds.
  private Connection connectWithEvents(int count) {
    Connection connection =
        samples.connection(client("trimble-" + samples.text()), ADA, Samples.NOON);
    connectWith(connection, samples.connectionEvent(at(1), "connected"));
    for (int i = 2; i <= count; i++) {
      stores()
          .grants()
          .expire(
              workspace,
              connection.id(),
              1,
              at(i),
              samples.connectionEvent(at(i), "reported_invalid"));
    }
    return connection;
  }

  private static Instant at(int second) {
    return Samples.NOON.plusSeconds(second);
  }

  void connectWith(Connection connection, ConnectionEvent event) {
    stores()
        .connections()
        .connect(connection, samples.grant(connection, 1), Optional.empty(), event, event());
  }

  List<Connection> list(ConnectionFilter filter, Optional<ConnectionId> after, int limit) {
    return stores().connections().list(workspace, filter, after, limit);
  }

  /// `connection` as it is before anything was connected.
  static Connection pending(Connection connection) {
    return new Connection(
        connection.id(),
        connection.workspace(),
        connection.oauthClient(),
        connection.owner(),
        Status.PENDING_VERIFICATION,
        Account.unknown(),
        Scope.none(),
        List.of(),
        Map.of(),
        connection.createdAt(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
