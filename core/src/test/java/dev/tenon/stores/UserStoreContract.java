package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore.ConnectResult;
import dev.tenon.connection.Owner;
import dev.tenon.connection.User;
import dev.tenon.connection.UserStore.UserQuery;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.connection.UserStore].
public abstract class UserStoreContract extends StoreContract {
  private static final UserId ADA = new UserId("ada");

  @Test
  void a_user_is_found_as_it_was_created() {
    AuditEvent event = event();

    assertThat(stores().users().create(ada(), event)).isTrue();

    assertThat(stores().users().find(workspace, ADA)).contains(ada());
    assertAudited(event);
  }

  @Test
  void an_unknown_user_is_not_found() {
    assertThat(stores().users().find(workspace, ADA)).isEmpty();
  }

  @Test
  void ids_are_compared_exactly() {
    stores().users().create(ada(), event());

    assertThat(stores().users().find(workspace, new UserId("Ada"))).isEmpty();
    assertThat(stores().users().find(workspace, new UserId("ada "))).isEmpty();
    assertThat(stores().users().create(samples.user(workspace, "ADA"), event())).isTrue();
  }

  @Test
  void users_come_by_id_page_by_page() {
    for (String id : List.of("c", "a", "B", "b", "ä")) {
      stores().users().create(samples.user(workspace, id), event());
    }

    assertThat(ids(Optional.empty(), 2)).containsExactly("B", "a");
    assertThat(ids(Optional.of(new UserId("a")), 2)).containsExactly("b", "c");
    assertThat(ids(Optional.of(new UserId("bb")), 9)).containsExactly("c", "ä");
    assertThat(ids(Optional.of(new UserId("ä")), 9)).isEmpty();
  }

  @Test
  void a_taken_id_changes_nothing() {
    stores().users().create(ada(), event());
    AuditEvent event = event();

    assertThat(stores().users().create(nameless(), event)).isFalse();

    assertThat(stores().users().find(workspace, ADA)).contains(ada());
    assertNotAudited(event);
  }

  @Test
  void of_many_who_create_the_same_user_one_does() {
    assertThat(Race.run(_ -> stores().users().create(ada(), event()))).containsOnlyOnce(true);
  }

  @Test
  void an_update_replaces_name_email_and_details_alone() {
    stores().users().create(ada(), event());
    AuditEvent event = event();

    assertThat(stores().users().update(nameless(), event)).isTrue();

    assertThat(stores().users().find(workspace, ADA))
        .contains(new User(workspace, ADA, Optional.empty(), Optional.empty(), Samples.NOON));
    assertAudited(event);
  }

  @Test
  void users_are_found_by_what_they_are_called() {
    User ada = ada();
    User bo =
        new User(
            workspace,
            new UserId("bo"),
            Optional.of("Bo"),
            Optional.of("bo@example.org"),
            Samples.NOON);
    stores().users().create(ada, event());
    stores().users().create(bo, event());
    stores().users().create(nameless("cy"), event());

    assertThat(search(Optional.of(ADA), Optional.empty(), Optional.empty())).containsExactly(ada);
    assertThat(search(Optional.empty(), bo.name(), Optional.empty())).containsExactly(bo);
    assertThat(search(Optional.empty(), Optional.empty(), ada.email())).containsExactly(ada);
    assertThat(search(Optional.of(ADA), bo.name(), Optional.empty())).isEmpty();
    UserQuery everybody = new UserQuery(Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(stores().users().search(workspace, everybody, 1, 1)).containsExactly(bo);
  }

  @Test
  void an_unknown_user_is_not_updated() {
    AuditEvent event = event();

    assertThat(stores().users().update(ada(), event)).isFalse();

    assertThat(stores().users().find(workspace, ADA)).isEmpty();
    assertNotAudited(event);
  }

  @Test
  void a_deleted_user_is_gone() {
    stores().users().create(ada(), event());
    AuditEvent event = event();

    assertThat(stores().users().delete(workspace, ADA, event)).isTrue();

    assertThat(stores().users().find(workspace, ADA)).isEmpty();
    assertAudited(event);
  }

  @Test
  void an_unknown_user_is_not_deleted() {
    AuditEvent event = event();

    assertThat(stores().users().delete(workspace, ADA, event)).isFalse();

    assertNotAudited(event);
  }

  @Test
  void a_user_with_a_connection_is_not_deleted_until_it_is_revoked() {
    Connection connection = connect(client("trimble"), new Owner.User(ADA));
    AuditEvent event = event();

    assertThat(stores().users().delete(workspace, ADA, event)).isFalse();
    assertThat(stores().users().find(workspace, ADA)).isPresent();
    assertNotAudited(event);

    revoke(connection);
    assertThat(stores().users().delete(workspace, ADA, event)).isTrue();
  }

  @Test
  void a_user_who_is_deleted_while_connecting_has_no_connection_or_is_still_there() {
    OAuthClient client = client("trimble");
    stores().users().create(ada(), event());
    Connection connection = samples.connection(client, new Owner.User(ADA));

    List<Boolean> done =
        Race.run(
            number ->
                number == 0
                    ? stores()
                            .connections()
                            .connect(
                                connection,
                                samples.grant(connection, 1),
                                Optional.empty(),
                                samples.connectionEvent(Samples.NOON, "connected"),
                                event())
                        == ConnectResult.CONNECTED
                    : stores().users().delete(workspace, ADA, event()));

    // Deleted before the connect, the user is made again by it.
    assertThat(done.getFirst()).isTrue();
    assertThat(stores().users().find(workspace, ADA)).isPresent();
  }

  private User ada() {
    return samples.user(workspace, "ada");
  }

  private List<User> search(Optional<UserId> id, Optional<String> name, Optional<String> email) {
    return stores().users().search(workspace, new UserQuery(id, name, email), 0, 9);
  }

  private User nameless(String id) {
    return new User(workspace, new UserId(id), Optional.empty(), Optional.empty(), Samples.NOON);
  }

  private User nameless() {
    return new User(
        workspace, ADA, Optional.empty(), Optional.empty(), Samples.NOON.plusSeconds(1));
  }

  private List<String> ids(Optional<UserId> after, int limit) {
    return stores().users().list(workspace, after, limit).stream()
        .map(user -> user.id().value())
        .toList();
  }
}
