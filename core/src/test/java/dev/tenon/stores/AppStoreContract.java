package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.App;
import dev.tenon.app.CallRule;
import dev.tenon.app.StoredKey;
import dev.tenon.audit.AuditEvent;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.app.AppStore].
public abstract class AppStoreContract extends StoreContract {
  private static final AppName VIEWER = new AppName("viewer");

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

    assertThat(
            stores()
                .apps()
                .update(
                    new App(workspace, VIEWER, returnUrls, calls, Samples.NOON.plusSeconds(1)),
                    event))
        .isTrue();

    assertThat(stores().apps().find(workspace, VIEWER))
        .contains(new App(workspace, VIEWER, returnUrls, calls, Samples.NOON));
    assertAudited(event);
    assertThat(heard()).containsExactly(settingsChanged());
  }

  @Test
  void an_unknown_app_is_not_updated() {
    AuditEvent event = event();

    assertThat(stores().apps().update(viewer(), event)).isFalse();

    assertThat(stores().apps().find(workspace, VIEWER)).isEmpty();
    assertNotAudited(event);
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
