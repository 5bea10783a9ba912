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
import dev.tenon.client.PublicClient;
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
public abstract class OAuthClientStoreContract extends StoreContract {
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
  void a_borrowed_client_is_found_with_what_its_lenders_says_now() {
    OAuthClient lent = lend();
    OAuthClient borrowed = borrow(lent, "quay");

    assertThat(stores().oauthClients().find(workspace, borrowed.name())).contains(stored(borrowed));
    assertThat(stored(borrowed).clientId()).isEqualTo("client-1");
    assertThat(stored(borrowed).secrets()).isEqualTo(lent.secrets());
    assertThat(stored(borrowed).home()).isEqualTo(lent.workspace());
    assertThat(stored(borrowed).lent()).isFalse();
    assertThat(stores().oauthClients().all(workspace)).containsExactly(stored(borrowed));

    change(lent, 2, true);

    assertThat(stored(borrowed).clientId()).isEqualTo("client-2");
    assertThat(stored(borrowed).version()).isEqualTo(3);
  }

  @Test
  void a_borrowed_client_is_empty_where_its_lenders_is_private_or_gone() {
    OAuthClient lent = lend();
    OAuthClient borrowed = borrow(lent, "quay");

    change(lent, 2, false);

    assertThat(stored(borrowed).loan().orElseThrow().isOpen()).isFalse();
    assertThat(stored(borrowed).clientId()).isEmpty();
    assertThat(stored(borrowed).secrets()).isEmpty();
    assertThat(stored(borrowed).parameters()).isEmpty();
    assertThat(stores().oauthClients().delete(lent.workspace(), lent.id(), event(lent.workspace())))
        .isEqualTo(new DeleteResult.Deleted());
    assertThat(stored(borrowed).loan().orElseThrow().isOpen()).isFalse();
    assertThat(stored(borrowed).loan().orElseThrow().lender()).isEqualTo(lent.workspace());
  }

  @Test
  void of_a_borrowed_client_the_own_part_alone_is_written() {
    OAuthClient lent = lend();
    OAuthClient whole = stored(borrow(lent, "quay"));

    assertThat(
            stores()
                .oauthClients()
                .update(samples.renamed(whole, "pier", whole.version() + 1), event()))
        .isEqualTo(UpdateResult.UPDATED);
    change(lent, 2, false);

    assertThat(stored(whole).name().value()).isEqualTo("pier");
    assertThat(stored(whole).clientId()).isEmpty();
    assertThat(stored(whole).secrets()).isEmpty();
    assertThat(stored(whole).version()).isEqualTo(2);
    assertThat(
            stores()
                .oauthClients()
                .update(samples.renamed(whole, "late", whole.version() + 1), event()))
        .isEqualTo(UpdateResult.CHANGED_MEANWHILE);
  }

  @Test
  void what_is_lent_is_listed_without_what_it_is_registered_with() {
    OAuthClient lent = lend();
    borrow(lent, "quay");

    assertThat(stores().oauthClients().lent())
        .filteredOn(it -> it.lender().equals(lent.workspace()))
        .containsExactly(
            new PublicClient(
                lent.workspace(),
                samples.workspace(lent.workspace()).name(),
                lent.id(),
                lent.name(),
                lent.connector(),
                lent.definition()));

    change(lent, 2, false);

    assertThat(stores().oauthClients().lent())
        .noneMatch(it -> it.lender().equals(lent.workspace()));
    assertThat(stores().oauthClients().lent()).noneMatch(it -> it.lender().equals(workspace));
  }

  @Test
  void a_change_of_a_lent_client_is_announced_to_its_borrowers() {
    OAuthClient lent = lend();
    borrow(lent, "quay");
    heard();

    change(lent, 2, false);
    assertThat(heard()).containsExactly(settingsChanged());

    stores().oauthClients().delete(lent.workspace(), lent.id(), event(lent.workspace()));
    assertThat(heard()).containsExactly(settingsChanged());
  }

  @Test
  void a_public_client_is_not_deleted_while_other_workspaces_use_it() {
    OAuthClient lent = lend();
    borrow(lent, "quay");
    borrow(lent, "pier");
    WorkspaceId lender = lent.workspace();

    assertThat(stores().oauthClients().borrowers(lender, lent.id())).isEqualTo(1);
    assertThat(stores().oauthClients().delete(lender, lent.id(), event(lender)))
        .isEqualTo(new DeleteResult.Borrowed(1));
    assertThat(stores().oauthClients().find(lender, lent.id())).contains(lent);

    change(lent, 2, false);
    assertThat(stores().oauthClients().delete(lender, lent.id(), event(lender)))
        .isEqualTo(new DeleteResult.Deleted());
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

  private OAuthClient stored(OAuthClient client) {
    return stores().oauthClients().find(client.workspace(), client.id()).orElseThrow();
  }

  /// A public client of another workspace.
  private OAuthClient lend() {
    WorkspaceId lender = samples.workspaceId();
    makeWorkspace(lender);
    OAuthClient lent = samples.client(lender, "lent");
    assertThat(stores().oauthClients().create(lent, event(lender))).isTrue();
    return lent;
  }

  private OAuthClient borrow(OAuthClient lent, String name) {
    OAuthClient borrowed = samples.borrowed(workspace, name, lent);
    assertThat(stores().oauthClients().create(borrowed, event())).isTrue();
    return borrowed;
  }

  private void change(OAuthClient lent, long version, boolean isPublic) {
    OAuthClient next = samples.client(lent.id(), lent.workspace(), "lent", version, lent.secrets());
    OAuthClient changed = isPublic ? next : samples.madePrivate(next);
    assertThat(stores().oauthClients().update(changed, event(lent.workspace())))
        .isEqualTo(UpdateResult.UPDATED);
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
