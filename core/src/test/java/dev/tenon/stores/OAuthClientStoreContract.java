package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.Addresses;
import dev.tenon.client.AppAccess;
import dev.tenon.client.ClientSecret;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore.DeleteResult;
import dev.tenon.client.OAuthClientStore.UpdateResult;
import dev.tenon.client.RefreshMode;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore.ConnectResult;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.client.OAuthClientStore].
public abstract class OAuthClientStoreContract extends LentClientsContract {
  private static final Owner ADA = new Owner.User(new UserId("ada"));

  @Test
  void a_client_is_found_by_name_and_id_as_it_was_created() {
    OAuthClient client = samples.client(workspace, "trimble");
    AuditEvent event = event();
    heard();

    assertThat(stores().oauthClients().create(client, event)).isTrue();

    assertThat(stores().oauthClients().find(workspace, client.name())).contains(client);
    assertThat(stores().oauthClients().find(workspace, client.id())).contains(client);
    assertAudited(event);
    assertThat(heard()).containsExactly(settingsChanged());
  }

  @Test
  void a_client_without_anything_that_may_be_left_out_is_kept_so() {
    OAuthClient bare = bare(samples.client(workspace, "bare"), new AppAccess.All());
    OAuthClient forNobody =
        bare(samples.client(workspace, "for nobody"), new AppAccess.Only(Set.of()));
    stores().oauthClients().create(bare, event());
    stores().oauthClients().create(forNobody, event());

    assertThat(stores().oauthClients().all(workspace)).containsExactly(bare, forNobody);
  }

  @Test
  void an_unknown_client_is_not_found() {
    OAuthClient client = samples.client(workspace, "trimble");

    assertThat(stores().oauthClients().find(workspace, client.name())).isEmpty();
    assertThat(stores().oauthClients().find(workspace, client.id())).isEmpty();
  }

  @Test
  void all_clients_of_the_workspace_come_by_name() {
    WorkspaceId other = samples.workspaceId();
    makeWorkspace(other);
    stores().oauthClients().create(samples.client(other, "b"), event(other));
    OAuthClient z = client("z");
    OAuthClient a = client("a");
    OAuthClient capital = client("Z");

    assertThat(stores().oauthClients().all(workspace)).containsExactly(capital, a, z);
  }

  @Test
  void a_taken_name_changes_nothing() {
    OAuthClient first = client("trimble");
    AuditEvent event = event();
    heard();

    assertThat(stores().oauthClients().create(samples.client(workspace, "trimble"), event))
        .isFalse();

    assertThat(stores().oauthClients().all(workspace)).containsExactly(first);
    assertNotAudited(event);
    assertThat(heard()).isEmpty();
  }

  @Test
  void of_many_who_create_the_same_name_one_does() {
    List<Boolean> created =
        Race.run(_ -> stores().oauthClients().create(samples.client(workspace, "new"), event()));

    assertThat(created).containsOnlyOnce(true);
  }

  @Test
  void an_update_replaces_everything_but_id_workspace_and_creation_time() {
    OAuthClient client = client("trimble");
    OAuthClient next =
        samples.client(
            client.id(),
            workspace,
            "renamed",
            2,
            List.of(client.secrets().get(1), samples.secret()));
    AuditEvent event = event();
    heard();

    assertThat(stores().oauthClients().update(next, event)).isEqualTo(UpdateResult.UPDATED);

    assertThat(stores().oauthClients().find(workspace, client.id())).contains(next);
    assertThat(stores().oauthClients().find(workspace, client.name())).isEmpty();
    assertAudited(event);
    assertThat(heard()).containsExactly(settingsChanged());
  }

  @Test
  void an_update_may_put_secrets_in_another_order_and_change_when_they_end() {
    OAuthClient client = client("trimble");
    ClientSecret first = client.secrets().getFirst();
    ClientSecret endless =
        new ClientSecret(
            first.id(),
            first.sealed(),
            first.lastFour(),
            first.fingerprint(),
            Optional.empty(),
            first.createdAt());
    OAuthClient next =
        samples.client(
            client.id(),
            workspace,
            "trimble",
            2,
            List.of(samples.secret(), client.secrets().get(1), endless));

    assertThat(stores().oauthClients().update(next, event())).isEqualTo(UpdateResult.UPDATED);

    assertThat(stores().oauthClients().find(workspace, client.id())).contains(next);
  }

  @Test
  void an_update_may_take_every_secret_away() {
    OAuthClient client = client("trimble");
    OAuthClient next = samples.client(client.id(), workspace, "trimble", 2, List.of());

    assertThat(stores().oauthClients().update(next, event())).isEqualTo(UpdateResult.UPDATED);

    assertThat(stores().oauthClients().find(workspace, client.id())).contains(next);
  }

  @Test
  void an_update_of_another_version_changes_nothing() {
    OAuthClient client = client("trimble");
    AuditEvent event = event();
    heard();

    for (long version : List.of(1L, 3L)) {
      OAuthClient next =
          samples.client(client.id(), workspace, "renamed", version, client.secrets());
      assertThat(stores().oauthClients().update(next, event))
          .isEqualTo(UpdateResult.CHANGED_MEANWHILE);
    }

    assertThat(stores().oauthClients().all(workspace)).containsExactly(client);
    assertNotAudited(event);
    assertThat(heard()).isEmpty();
  }

  @Test
  void an_update_of_a_client_that_is_gone_changes_nothing() {
    OAuthClient client = samples.client(workspace, "trimble");

    assertThat(stores().oauthClients().update(client, event()))
        .isEqualTo(UpdateResult.CHANGED_MEANWHILE);

    assertThat(stores().oauthClients().all(workspace)).isEmpty();
  }

  @Test
  void an_update_to_a_taken_name_changes_nothing() {
    OAuthClient other = client("aps");
    OAuthClient client = client("trimble");
    OAuthClient next = samples.client(client.id(), workspace, "aps", 2, client.secrets());
    AuditEvent event = event();
    heard();

    assertThat(stores().oauthClients().update(next, event)).isEqualTo(UpdateResult.NAME_TAKEN);

    assertThat(stores().oauthClients().all(workspace)).containsExactly(other, client);
    assertNotAudited(event);
    assertThat(heard()).isEmpty();
  }

  @Test
  void of_many_who_update_the_same_version_one_does() {
    OAuthClient client = client("trimble");

    List<UpdateResult> results =
        Race.run(
            number ->
                stores()
                    .oauthClients()
                    .update(
                        samples.client(
                            client.id(), workspace, "name" + number, 2, client.secrets()),
                        event()));

    assertThat(results).containsOnlyOnce(UpdateResult.UPDATED);
    assertThat(results).doesNotContain(UpdateResult.NAME_TAKEN);
  }

  @Test
  void of_many_who_take_the_same_name_by_an_update_one_does() {
    List<OAuthClient> clients =
        IntStream.range(0, Race.RUNNERS).mapToObj(i -> client("c" + i)).toList();

    List<UpdateResult> results =
        Race.run(
            number ->
                stores()
                    .oauthClients()
                    .update(
                        samples.client(clients.get(number).id(), workspace, "wanted", 2, List.of()),
                        event()));

    assertThat(results).containsOnlyOnce(UpdateResult.UPDATED);
    assertThat(results).doesNotContain(UpdateResult.CHANGED_MEANWHILE);
  }

  @Test
  void a_deleted_client_is_gone_with_its_secrets() {
    OAuthClient client = client("trimble");
    AuditEvent event = event();
    heard();

    assertThat(stores().oauthClients().delete(workspace, client.id(), event))
        .isEqualTo(new DeleteResult.Deleted());

    assertThat(stores().oauthClients().find(workspace, client.id())).isEmpty();
    assertAudited(event);
    assertThat(heard()).containsExactly(settingsChanged());
    // With the same secret ids: nothing of the old one is in the way.
    assertThat(stores().oauthClients().create(client, event())).isTrue();
  }

  @Test
  void an_unknown_client_is_missing() {
    AuditEvent event = event();

    assertThat(
            stores().oauthClients().delete(workspace, samples.client(workspace, "x").id(), event))
        .isEqualTo(new DeleteResult.Missing());

    assertNotAudited(event);
  }

  @Test
  void a_client_is_not_deleted_while_connections_that_are_not_revoked_depend_on_it() {
    OAuthClient client = client("trimble");
    Connection ada = connect(client, ADA);
    Connection bob = connect(client, new Owner.User(new UserId("bob")));
    AuditEvent event = event();

    assertThat(stores().oauthClients().delete(workspace, client.id(), event))
        .isEqualTo(new DeleteResult.InUse(2));
    assertThat(stores().oauthClients().find(workspace, client.id())).contains(client);
    assertNotAudited(event);

    revoke(ada);
    revoke(bob);
    assertThat(stores().oauthClients().delete(workspace, client.id(), event))
        .isEqualTo(new DeleteResult.Deleted());
    assertThat(stores().connections().find(workspace, ada.id())).isPresent();
  }

  @Test
  void a_client_that_is_deleted_while_someone_connects_has_no_connection() {
    OAuthClient client = client("trimble");
    Connection connection = samples.connection(client, ADA);

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
                    : stores().oauthClients().delete(workspace, client.id(), event())
                        instanceof DeleteResult.Deleted);

    assertThat(done).containsOnlyOnce(true);
    boolean exists = stores().oauthClients().find(workspace, client.id()).isPresent();
    assertThat(stores().connections().find(workspace, connection.id()).isPresent())
        .isEqualTo(exists);
  }

  @Test
  void connections_of_a_client_are_counted_by_status() {
    OAuthClient client = client("trimble");
    OAuthClient other = client("other");
    connect(client, ADA);
    revoke(connect(client, new Owner.User(new UserId("bob"))));
    connect(client, new Owner.User(new UserId("eve")));
    connect(other, ADA);

    assertThat(stores().connections().countByStatus(workspace, client.id()))
        .isEqualTo(Map.of(Status.ACTIVE, 2, Status.REVOKED, 1));
  }

  private static OAuthClient bare(OAuthClient client, AppAccess apps) {
    return new OAuthClient(
        client.id(),
        client.workspace(),
        new IntegrationName(client.name().value()),
        client.connector(),
        client.definition(),
        "",
        List.of(),
        Addresses.none(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        RefreshMode.ON_DEMAND,
        false,
        apps,
        Map.of(),
        1,
        client.createdAt(),
        client.updatedAt(),
        Optional.empty());
  }
}
