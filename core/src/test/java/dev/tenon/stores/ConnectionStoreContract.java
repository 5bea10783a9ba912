package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore.ConnectionFilter;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.oauth.Account;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.connection.ConnectionStore]: finding, listing, organizations and
/// events. How connections are made and ended is in [ConnectContract].
public abstract class ConnectionStoreContract extends ConnectionEventsContract {
  private static final Owner BOB = new Owner.User(new UserId("bob"));
  // The same text as a user's id: whose connection it is depends on the kind of owner too.
  private static final Owner APP = new Owner.App(new AppName("ada"));

  @Test
  void a_connection_is_found_by_id_as_it_was_connected() {
    Connection connection = connect(client("trimble"), ADA);

    assertThat(stores().connections().find(workspace, connection.id())).contains(connection);
  }

  @Test
  void a_connection_is_found_by_id_whatever_its_status() {
    Connection connection = connect(client("trimble"), ADA);
    revoke(connection);

    assertThat(stores().connections().find(workspace, connection.id()))
        .map(Connection::status)
        .contains(Status.REVOKED);
  }

  @Test
  void an_unknown_connection_is_not_found() {
    OAuthClient client = client("trimble");

    assertThat(stores().connections().find(workspace, samples.connectionId())).isEmpty();
    assertThat(stores().connections().find(workspace, client.id(), ADA)).isEmpty();
  }

  @Test
  void a_connection_is_found_by_client_and_owner() {
    OAuthClient client = client("trimble");
    OAuthClient other = client("aps");
    Connection ada = connect(client, ADA);
    Connection app = connect(client, APP);
    connect(client, BOB);
    connect(other, ADA);

    assertThat(stores().connections().find(workspace, client.id(), ADA)).contains(ada);
    assertThat(stores().connections().find(workspace, client.id(), APP)).contains(app);
    assertThat(stores().connections().find(workspace, other.id(), APP)).isEmpty();
  }

  @Test
  void what_an_owner_holds_comes_at_once_without_what_is_revoked() {
    OAuthClient client = client("trimble");
    Connection first = connect(client, APP);
    Connection second = connect(client("aps"), APP);
    revoke(connect(client("nemetschek"), APP));
    connect(client, ADA);
    connect(client, new Owner.App(new AppName("other")));

    assertThat(stores().connections().heldBy(workspace, APP))
        .containsExactlyInAnyOrder(first, second);
  }

  @Test
  void a_revoked_connection_is_not_found_by_its_owner() {
    OAuthClient client = client("trimble");
    revoke(connect(client, ADA));

    assertThat(stores().connections().find(workspace, client.id(), ADA)).isEmpty();

    Connection next = connect(client, ADA);
    assertThat(stores().connections().find(workspace, client.id(), ADA)).contains(next);
  }

  @Test
  void connections_come_newest_first_page_by_page() {
    OAuthClient client = client("trimble");
    Connection oldest = connectAt(client, "a", Samples.NOON);
    Connection newest = connectAt(client, "b", Samples.NOON.plusSeconds(2));
    Connection middle = connectAt(client, "c", Samples.NOON.plusSeconds(1));

    assertThat(list(ConnectionFilter.all(), Optional.empty(), 2)).containsExactly(newest, middle);
    assertThat(list(ConnectionFilter.all(), Optional.of(middle.id()), 2)).containsExactly(oldest);
    assertThat(list(ConnectionFilter.all(), Optional.of(oldest.id()), 2)).isEmpty();
    assertThat(list(ConnectionFilter.all(), Optional.of(samples.connectionId()), 2)).isEmpty();
  }

  @Test
  void connections_of_the_same_moment_are_each_listed_once() {
    OAuthClient client = client("trimble");
    List<Connection> all =
        List.of(
            connectAt(client, "a", Samples.NOON),
            connectAt(client, "b", Samples.NOON),
            connectAt(client, "c", Samples.NOON));

    List<Connection> first = list(ConnectionFilter.all(), Optional.empty(), 2);
    List<Connection> rest = list(ConnectionFilter.all(), Optional.of(first.getLast().id()), 2);

    assertThat(first).hasSize(2);
    assertThat(rest).hasSize(1);
    assertThat(all).containsAll(first).containsAll(rest).doesNotHaveDuplicates();
    assertThat(first).doesNotContainAnyElementsOf(rest);
  }

  @Test
  void connections_are_listed_by_client_user_and_status() {
    OAuthClient client = client("trimble");
    OAuthClient other = client("aps");
    Connection ada = connect(client, ADA);
    Connection app = connect(client, APP);
    Connection bob = connect(other, BOB);
    Connection gone = connect(other, ADA);
    revoke(gone);

    assertThat(filtered(Optional.of(Set.of(client.id())), Optional.empty(), Optional.empty()))
        .containsExactlyInAnyOrder(ada.id(), app.id());
    assertThat(
            filtered(
                Optional.of(Set.of(client.id(), other.id())), Optional.empty(), Optional.empty()))
        .containsExactlyInAnyOrder(ada.id(), app.id(), bob.id(), gone.id());
    assertThat(filtered(Optional.of(Set.of()), Optional.empty(), Optional.empty())).isEmpty();
    assertThat(filtered(Optional.empty(), Optional.of(ADA_ID), Optional.empty()))
        .containsExactlyInAnyOrder(ada.id(), gone.id());
    assertThat(filtered(Optional.empty(), Optional.empty(), Optional.of(Status.REVOKED)))
        .containsExactly(gone.id());
    assertThat(
            filtered(
                Optional.of(Set.of(client.id())), Optional.of(ADA_ID), Optional.of(Status.ACTIVE)))
        .containsExactly(ada.id());
  }

  @Test
  void connections_of_several_clients_come_newest_first_page_by_page() {
    OAuthClient one = client("trimble");
    OAuthClient two = client("aps");
    OAuthClient three = client("leaf");
    Connection oldest = connectAt(one, "a", Samples.NOON);
    Connection newest = connectAt(two, "b", Samples.NOON.plusSeconds(3));
    Connection middle = connectAt(one, "c", Samples.NOON.plusSeconds(1));
    connectAt(three, "d", Samples.NOON.plusSeconds(2));
    ConnectionFilter filter =
        new ConnectionFilter(
            Optional.of(Set.of(one.id(), two.id())), Optional.empty(), Optional.of(Status.ACTIVE));

    assertThat(list(filter, Optional.empty(), 2)).containsExactly(newest, middle);
    assertThat(list(filter, Optional.of(middle.id()), 2)).containsExactly(oldest);
    assertThat(list(filter, Optional.of(oldest.id()), 2)).isEmpty();
  }

  @Test
  void for_an_app_the_connections_that_other_apps_hold_are_left_out() {
    OAuthClient client = client("trimble");
    Connection user = connect(client, ADA);
    Connection own = connect(client, APP);
    connect(client, new Owner.App(new AppName("other")));
    for (Optional<Set<OAuthClientId>> clients :
        List.of(Optional.<Set<OAuthClientId>>empty(), Optional.of(Set.of(client.id())))) {
      ConnectionFilter filter =
          new ConnectionFilter(
              clients, Optional.empty(), Optional.of(new AppName("ada")), Optional.empty());

      assertThat(list(filter, Optional.empty(), 9)).containsExactlyInAnyOrder(user, own);
      assertThat(search("ada", filter)).contains(own.id()).hasSize(2);
    }
  }

  @Test
  void connections_are_found_by_the_beginnings_of_words() {
    OAuthClient client = client("trimble");
    Connection ada = connectAs(client, "u-4711", "Ada Lovelace", "ada@harbour.example");
    Connection zoe = connectAs(client, "zoe@brücke.example", "Zoë Özdemir", "z@x.example");
    Connection odd = connectAs(client, "100%_\\'\"", "\u0000\ud800<b>", "");

    assertThat(found("u-47")).containsExactly(ada.id());
    assertThat(found("LOVE")).containsExactly(ada.id());
    assertThat(found("love ad")).containsExactly(ada.id());
    assertThat(found("love zo")).isEmpty();
    assertThat(found("harbour")).containsExactly(ada.id());
    assertThat(found("ada@harb")).containsExactly(ada.id());
    assertThat(found("arbour")).isEmpty();
    assertThat(found("ozdem")).containsExactly(zoe.id());
    assertThat(found("ÖZDEM zoë")).containsExactly(zoe.id());
    assertThat(found("BRUCKE")).containsExactly(zoe.id());
    assertThat(found("100%_\\'")).containsExactly(odd.id());
    assertThat(found("1 %")).isEmpty();
    assertThat(found("100 1")).containsExactly(odd.id());
    assertThat(found("  ")).isEmpty();
    assertThat(found("\u0000\ud800")).isEmpty();
    assertThat(found(zoe.id().value())).containsExactly(zoe.id());
    assertThat(found("con_unknown")).isEmpty();
  }

  @Test
  void what_is_found_is_filtered_and_comes_newest_first() {
    OAuthClient one = client("trimble");
    OAuthClient two = client("aps");
    Connection first = connectAt(one, "ada 1", Samples.NOON);
    Connection second = connectAt(two, "ada 2", Samples.NOON.plusSeconds(1));
    Connection third = connectAt(one, "ada 3", Samples.NOON.plusSeconds(2));
    revoke(first);
    ConnectionFilter live =
        new ConnectionFilter(
            Optional.of(Set.of(one.id())), Optional.empty(), Optional.of(Status.ACTIVE));

    assertThat(found("ada")).containsExactly(third.id(), second.id(), first.id());
    assertThat(search("ada", live)).containsExactly(third.id());
    assertThat(stores().connections().search(workspace, "ada", ConnectionFilter.all(), 1))
        .extracting(Connection::id)
        .containsExactly(third.id());
    assertThat(
            search(
                "ada",
                new ConnectionFilter(
                    Optional.of(Set.of()), Optional.empty(), Optional.<Status>empty())))
        .isEmpty();
  }

  @Test
  void a_connection_is_found_by_its_account_of_now() {
    OAuthClient client = client("trimble");
    Connection pending = pending(samples.connection(client, ADA));
    stores()
        .connections()
        .createPending(pending, samples.connectionEvent(Samples.NOON, "connect_started"), event());
    assertThat(found("ada")).containsExactly(pending.id());
    assertThat(found("grace")).isEmpty();

    connectWith(
        account(pending, "Grace Hopper", "grace@navy.example"),
        samples.connectionEvent(Samples.NOON, "connected"));

    assertThat(found("grace")).containsExactly(pending.id());
    assertThat(found("hopper ada")).containsExactly(pending.id());
  }

  private List<ConnectionId> found(String text) {
    return search(text, ConnectionFilter.all());
  }

  private List<ConnectionId> search(String text, ConnectionFilter filter) {
    return stores().connections().search(workspace, text, filter, 9).stream()
        .map(Connection::id)
        .toList();
  }

  private Connection connectAs(OAuthClient client, String user, String name, String email) {
    Connection connection =
        account(samples.connection(client, new Owner.User(new UserId(user))), name, email);
    return connect(connection);
  }

  private static Connection account(Connection it, String name, String email) {
    return new Connection(
        it.id(),
        it.workspace(),
        it.oauthClient(),
        it.owner(),
        Status.ACTIVE,
        new Account(Optional.of("s"), Optional.of(name), Optional.of(email)),
        it.scopes(),
        it.organizations(),
        it.values(),
        it.createdAt(),
        it.lastRefreshedAt(),
        it.nextRefreshAt(),
        it.lastError());
  }

  private Connection connectAt(OAuthClient client, String user, Instant createdAt) {
    return connect(samples.connection(client, new Owner.User(new UserId(user)), createdAt));
  }

  private List<ConnectionId> filtered(
      Optional<Set<OAuthClientId>> clients, Optional<UserId> user, Optional<Status> status) {
    return list(new ConnectionFilter(clients, user, status), Optional.empty(), 99).stream()
        .map(Connection::id)
        .toList();
  }
}
