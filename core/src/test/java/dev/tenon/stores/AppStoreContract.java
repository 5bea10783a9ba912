package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.App;
import dev.tenon.app.AppChange;
import dev.tenon.app.CallRule;
import dev.tenon.app.Renaming;
import dev.tenon.app.StoredKey;
import dev.tenon.audit.AuditEntry;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.AppAccess;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore.UpdateResult;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore.ConnectResult;
import dev.tenon.connection.ConnectionStore.ConnectionFilter;
import dev.tenon.connection.Owner;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.app.AppStore].
public abstract class AppStoreContract extends StoreContract {
  private static final AppName VIEWER = new AppName("viewer");
  private static final AppName READER = new AppName("reader");

  @Test
  void an_app_is_found_as_it_was_created() {
    AuditEvent event = event();
    heard();

    assertThat(stores().apps().create(viewer(), event)).isTrue();

    assertThat(stores().apps().find(workspace, VIEWER)).contains(viewer());
    assertAudited(event);
    assertThat(heard()).containsExactly(settingsChanged());
  }

  @Test
  void an_unknown_app_is_not_found() {
    assertThat(stores().apps().find(workspace, VIEWER)).isEmpty();
  }

  @Test
  void all_apps_of_the_workspace_come_by_name() {
    WorkspaceId other = samples.workspaceId();
    makeWorkspace(other);
    stores().apps().create(samples.app(other, "another"), event(other));
    for (String name : List.of("viewer", "Überblick", "Viewer", "export")) {
      stores().apps().create(samples.app(workspace, name), event());
    }

    assertThat(stores().apps().all(workspace))
        .extracting(app -> app.name().value())
        .containsExactly("Viewer", "export", "viewer", "Überblick");
  }

  @Test
  void a_taken_name_changes_nothing() {
    stores().apps().create(viewer(), event());
    AuditEvent event = event();
    heard();
    App second = new App(workspace, VIEWER, List.of(), Samples.NOON.plusSeconds(1));

    assertThat(stores().apps().create(second, event)).isFalse();

    assertThat(stores().apps().find(workspace, VIEWER)).contains(viewer());
    assertNotAudited(event);
    assertThat(heard()).isEmpty();
  }

  @Test
  void of_many_who_create_the_same_name_one_does() {
    assertThat(Race.run(_ -> stores().apps().create(viewer(), event()))).containsOnlyOnce(true);
  }

  @Test
  void an_update_replaces_the_return_addresses_and_the_allowed_calls_alone() {
    stores().apps().create(viewer(), event());
    AuditEvent event = event();
    heard();
    List<URI> returnUrls = List.of(URI.create("https://new.example/"));
    List<CallRule> calls = List.of(CallRule.parse("GET /**"), CallRule.parse("POST /todos"));

    assertThat(update(new AppChange(Optional.of(returnUrls), Optional.of(calls)), event)).isTrue();

    assertThat(stores().apps().find(workspace, VIEWER))
        .contains(new App(workspace, VIEWER, returnUrls, calls, Samples.NOON));
    assertAudited(event);
    assertThat(heard()).containsExactly(settingsChanged());
  }

  @Test
  void who_changes_one_thing_of_an_app_undoes_nothing_of_another() {
    stores().apps().create(viewer(), event());
    List<URI> returnUrls = List.of(URI.create("https://new.example/"));
    List<CallRule> calls = List.of(CallRule.parse("GET /narrow"));

    update(AppChange.ofAllowedCalls(calls), event());
    update(AppChange.ofReturnUrls(returnUrls), event());

    assertThat(stores().apps().find(workspace, VIEWER))
        .contains(new App(workspace, VIEWER, returnUrls, calls, Samples.NOON));
    update(AppChange.ofAllowedCalls(List.of()), event());
    assertThat(stores().apps().find(workspace, VIEWER))
        .contains(new App(workspace, VIEWER, returnUrls, List.of(), Samples.NOON));
  }

  @Test
  void an_unknown_app_is_not_updated() {
    AuditEvent event = event();

    assertThat(update(AppChange.ofReturnUrls(List.of()), event)).isFalse();

    assertThat(stores().apps().find(workspace, VIEWER)).isEmpty();
    assertNotAudited(event);
  }

  private boolean update(AppChange change, AuditEvent event) {
    return stores().apps().update(workspace, VIEWER, change, event);
  }

  @Test
  void an_app_that_is_given_a_deleted_ones_name_may_use_nothing_that_was_not_given_to_it() {
    stores().apps().create(viewer(), event());
    OAuthClient client = client("aps");
    WorkspaceId other = samples.workspaceId();
    makeWorkspace(other);
    stores().oauthClients().create(samples.client(other, "aps"), event(other));

    stores().apps().delete(workspace, VIEWER, event());
    stores().apps().create(viewer(), event());

    OAuthClient after = stores().oauthClients().find(workspace, client.id()).orElseThrow();
    assertThat(after.apps()).isEqualTo(new AppAccess.Only(Set.of(new AppName("export"))));
    assertThat(after.version()).isEqualTo(client.version() + 1);
    assertThat(stores().oauthClients().update(samples.renamed(client, "aps", 2), event()))
        .isEqualTo(UpdateResult.CHANGED_MEANWHILE);
    assertThat(stores().oauthClients().all(other))
        .allSatisfy(it -> assertThat(it.apps().allows(VIEWER)).isTrue());
  }

  @Test
  void the_audit_log_says_which_clients_a_deleted_app_could_use() {
    stores().apps().create(viewer(), event());
    OAuthClient client = client("aps");
    AuditEvent deletion = event();

    stores().apps().delete(workspace, VIEWER, deletion);
    stores().apps().delete(workspace, VIEWER, event());

    AuditEvent lost =
        new AuditEvent(
            workspace,
            deletion.at(),
            deletion.actor(),
            "oauth_client.changed",
            client.id().value(),
            Map.of("name", "aps", "deleted_app", "viewer"));
    assertThat(stores().auditLog().list(workspace, Optional.empty(), 1_000))
        .extracting(AuditEntry::event)
        .containsOnlyOnce(lost)
        .startsWith(deletion, lost);
  }

  @Test
  void another_name_is_written_wherever_the_old_one_stood() {
    stores().apps().create(viewer(), event());
    StoredKey key = samples.key(workspace, Optional.of(VIEWER), Samples.NOON);
    stores().apiKeys().create(key, event());
    OAuthClient client = client("acme");
    assertThat(client.apps().allows(VIEWER)).isTrue();
    Connection connection = connect(client, new Owner.App(VIEWER));
    WorkspaceId other = samples.workspaceId();
    makeWorkspace(other);
    stores().apps().create(samples.app(other, "viewer"), event(other));
    OAuthClient others = samples.client(other, "acme");
    stores().oauthClients().create(others, event(other));
    AuditEvent event = event();
    heard();

    assertThat(stores().apps().rename(workspace, VIEWER, READER, event)).isEqualTo(Renaming.DONE);

    assertThat(stores().apps().find(workspace, VIEWER)).isEmpty();
    assertThat(stores().apps().find(workspace, READER)).contains(samples.app(workspace, "reader"));
    assertThat(stores().apiKeys().authenticate(key.hash()).flatMap(StoredKey::app))
        .contains(READER);
    OAuthClient after = stores().oauthClients().find(workspace, client.id()).orElseThrow();
    assertThat(after.apps()).isEqualTo(new AppAccess.Only(Set.of(READER, new AppName("export"))));
    assertThat(after.version()).isEqualTo(client.version() + 1);
    assertThat(stores().apps().find(other, VIEWER)).isPresent();
    assertThat(stores().oauthClients().find(other, others.id()).map(OAuthClient::apps))
        .contains(others.apps());
    assertThat(stores().connections().find(workspace, client.id(), new Owner.App(READER)))
        .map(Connection::id)
        .contains(connection.id());
    assertThat(stores().connections().find(workspace, client.id(), new Owner.App(VIEWER)))
        .isEmpty();
    assertThat(
            stores()
                .connections()
                .search(
                    workspace,
                    "reader",
                    new ConnectionFilter(Optional.empty(), Optional.empty(), Optional.empty()),
                    10))
        .extracting(Connection::id)
        .containsExactly(connection.id());
    assertAudited(event);
    assertThat(heard()).containsExactly(settingsChanged());
  }

  @Test
  void a_client_that_its_provider_rejects_is_rejected_whatever_its_apps_are_called() {
    stores().apps().create(viewer(), event());
    OAuthClient client = client("acme");
    stores().clientStandings().rejected(client, "the secret is wrong", Samples.NOON);

    stores().apps().rename(workspace, VIEWER, READER, event());
    assertThat(stores().oauthClients().find(workspace, client.id()))
        .hasValueSatisfying(it -> assertThat(it.isRejected()).isTrue());
    stores().apps().delete(workspace, READER, event());
    assertThat(stores().oauthClients().find(workspace, client.id()))
        .hasValueSatisfying(it -> assertThat(it.isRejected()).isTrue());
  }

  @Test
  void a_name_that_is_taken_or_whose_connections_are_left_is_not_given() {
    stores().apps().create(viewer(), event());
    stores().apps().create(samples.app(workspace, "reader"), event());
    AppName gone = new AppName("gone");
    OAuthClient client = client("acme");
    connect(client, new Owner.App(gone));
    stores().apps().delete(workspace, gone, event());
    AuditEvent event = event();
    heard();

    for (AppName other : List.of(READER, gone)) {
      assertThat(stores().apps().rename(workspace, VIEWER, other, event)).isEqualTo(Renaming.TAKEN);
    }
    assertThat(stores().apps().rename(workspace, gone, new AppName("new"), event))
        .isEqualTo(Renaming.UNKNOWN);

    assertThat(stores().apps().find(workspace, VIEWER)).contains(viewer());
    assertThat(stores().oauthClients().find(workspace, client.id()).map(OAuthClient::apps))
        .contains(client.apps());
    assertNotAudited(event);
    assertThat(heard()).isEmpty();
  }

  @Test
  void no_connection_stays_under_the_old_name_of_an_app_that_is_renamed_while_it_connects() {
    stores().apps().create(viewer(), event());
    List<OAuthClient> clients = new ArrayList<>();
    for (int i = 0; i < Race.RUNNERS; i++) {
      clients.add(client("acme-" + i));
    }

    List<Object> results =
        Race.run(
            number ->
                number == Race.RUNNERS / 2
                    ? stores().apps().rename(workspace, VIEWER, READER, event())
                    : connected(clients.get(number)));

    assertThat(results).contains(Renaming.DONE);
    assertThat(stores().connections().heldBy(workspace, new Owner.App(VIEWER))).isEmpty();
    assertThat(stores().connections().heldBy(workspace, new Owner.App(READER)))
        .hasSize((int) results.stream().filter(ConnectResult.CONNECTED::equals).count());
    assertThat(connected(client("late"))).isEqualTo(ConnectResult.MOVED);
  }

  private ConnectResult connected(OAuthClient client) {
    Connection connection = samples.connection(client, new Owner.App(VIEWER));
    return stores()
        .connections()
        .connect(
            connection,
            samples.grant(connection, 1),
            Optional.empty(),
            samples.connectionEvent(Samples.NOON, "connected"),
            event());
  }

  @Test
  void of_many_who_give_the_same_name_one_does() {
    for (int i = 0; i < Race.RUNNERS; i++) {
      stores().apps().create(samples.app(workspace, "app-" + i), event());
    }

    assertThat(
            Race.run(
                number ->
                    stores()
                        .apps()
                        .rename(workspace, new AppName("app-" + number), READER, event())))
        .containsOnlyOnce(Renaming.DONE);
    assertThat(stores().apps().all(workspace)).hasSize(Race.RUNNERS);
  }

  @Test
  void a_deleted_app_is_gone_and_its_keys_are_revoked() {
    stores().apps().create(viewer(), event());
    StoredKey key = samples.key(workspace, Optional.of(VIEWER), Samples.NOON);
    StoredKey admin = samples.key(workspace, Optional.empty(), Samples.NOON);
    stores().apiKeys().create(key, event());
    stores().apiKeys().create(admin, event());
    AuditEvent event = event();
    heard();

    assertThat(stores().apps().delete(workspace, VIEWER, event)).isTrue();

    assertThat(stores().apps().find(workspace, VIEWER)).isEmpty();
    assertThat(stores().apiKeys().authenticate(key.hash())).isEmpty();
    assertThat(stores().apiKeys().authenticate(admin.hash())).contains(admin);
    assertAudited(event);
    assertThat(heard()).containsExactly(settingsChanged());
  }

  @Test
  void an_unknown_app_is_not_deleted() {
    AuditEvent event = event();

    assertThat(stores().apps().delete(workspace, VIEWER, event)).isFalse();

    assertNotAudited(event);
  }

  @Test
  void no_key_outlives_the_app_that_is_deleted_while_keys_are_made() {
    stores().apps().create(viewer(), event());
    List<StoredKey> keys = new CopyOnWriteArrayList<>();

    Race.run(
        number -> {
          if (number == Race.RUNNERS / 2) {
            return stores().apps().delete(workspace, VIEWER, event());
          }
          StoredKey key = samples.key(workspace, Optional.of(VIEWER), Samples.NOON);
          keys.add(key);
          return stores().apiKeys().create(key, event());
        });

    assertThat(keys)
        .hasSize(Race.RUNNERS - 1)
        .allSatisfy(key -> assertThat(stores().apiKeys().authenticate(key.hash())).isEmpty());
  }

  private App viewer() {
    return samples.app(workspace, "viewer");
  }
}
