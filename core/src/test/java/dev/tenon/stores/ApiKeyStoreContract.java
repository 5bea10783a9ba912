package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.StoredKey;
import dev.tenon.audit.AuditEvent;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.app.ApiKeyStore].
public abstract class ApiKeyStoreContract extends StoreContract {
  private static final AppName VIEWER = new AppName("viewer");

  @Test
  void a_key_is_found_by_its_hash_in_whichever_workspace() {
    WorkspaceId other = samples.workspaceId();
    makeWorkspace(other);
    StoredKey key = samples.key(other, Optional.empty(), Samples.NOON);
    stores().apiKeys().create(key, event(other));

    assertThat(stores().apiKeys().authenticate(key.hash())).contains(key);
  }

  @Test
  void an_unknown_hash_is_nobody() {
    StoredKey key = adminKey();

    assertThat(stores().apiKeys().authenticate(key.hash())).isEmpty();
  }

  @Test
  void a_revoked_key_is_nobody() {
    StoredKey key = created(adminKey());
    AuditEvent event = event();
    heard();

    assertThat(stores().apiKeys().revoke(workspace, key.id(), event)).isTrue();

    assertThat(stores().apiKeys().authenticate(key.hash())).isEmpty();
    assertAudited(event);
    assertThat(heard()).containsExactly(settingsChanged());
  }

  @Test
  void all_valid_keys_of_every_workspace_are_listed() {
    WorkspaceId other = samples.workspaceId();
    makeWorkspace(other);
    StoredKey mine = created(adminKey());
    StoredKey revoked = created(adminKey());
    StoredKey theirs = samples.key(other, Optional.empty(), Samples.NOON);
    stores().apiKeys().create(theirs, event(other));
    stores().apiKeys().revoke(workspace, revoked.id(), event());

    assertThat(stores().apiKeys().allValid())
        .contains(mine, theirs)
        .extracting(StoredKey::id)
        .doesNotContain(revoked.id());
  }

  @Test
  void the_keys_of_an_app_are_listed_oldest_first_and_revoked_ones_too() {
    stores().apps().create(samples.app(workspace, "viewer"), event());
    created(adminKey());
    StoredKey younger =
        created(samples.key(workspace, Optional.of(VIEWER), Samples.NOON.plusSeconds(1)));
    StoredKey older = created(samples.key(workspace, Optional.of(VIEWER), Samples.NOON));
    AuditEvent event = event();
    stores().apiKeys().revoke(workspace, older.id(), event);

    assertThat(stores().apiKeys().list(workspace, Optional.of(VIEWER)))
        .containsExactly(revoked(older, event), younger);
  }

  @Test
  void the_keys_of_the_admin_are_those_without_an_app() {
    stores().apps().create(samples.app(workspace, "viewer"), event());
    created(samples.key(workspace, Optional.of(VIEWER), Samples.NOON));
    StoredKey admin = created(adminKey());

    assertThat(stores().apiKeys().list(workspace, Optional.empty())).containsExactly(admin);
  }

  @Test
  void a_created_key_is_audited_and_announced() {
    AuditEvent event = event();
    heard();

    assertThat(stores().apiKeys().create(adminKey(), event)).isTrue();

    assertAudited(event);
    assertThat(heard()).containsExactly(settingsChanged());
  }

  @Test
  void the_same_key_twice_changes_nothing() {
    StoredKey key = created(adminKey());
    AuditEvent event = event();
    heard();

    assertThat(stores().apiKeys().create(renamed(key), event)).isFalse();
    assertThat(stores().apiKeys().create(key, event)).isFalse();

    assertThat(stores().apiKeys().list(workspace, Optional.empty())).containsExactly(key);
    assertNotAudited(event);
    assertThat(heard()).isEmpty();
  }

  @Test
  void a_key_for_an_app_that_is_not_there_is_not_made() {
    StoredKey key = samples.key(workspace, Optional.of(VIEWER), Samples.NOON);
    AuditEvent event = event();

    assertThat(stores().apiKeys().create(key, event)).isFalse();

    assertThat(stores().apiKeys().authenticate(key.hash())).isEmpty();
    assertNotAudited(event);
  }

  @Test
  void of_many_who_create_the_same_key_one_does() {
    StoredKey key = adminKey();

    assertThat(Race.run(_ -> stores().apiKeys().create(renamed(key), event())))
        .containsOnlyOnce(true);
  }

  @Test
  void a_key_is_revoked_once() {
    StoredKey key = created(adminKey());

    assertThat(Race.run(_ -> stores().apiKeys().revoke(workspace, key.id(), event())))
        .containsOnlyOnce(true);
  }

  @Test
  void an_unknown_key_is_not_revoked() {
    AuditEvent event = event();

    assertThat(stores().apiKeys().revoke(workspace, adminKey().id(), event)).isFalse();

    assertNotAudited(event);
  }

  private StoredKey adminKey() {
    return samples.key(workspace, Optional.empty(), Samples.NOON);
  }

  private StoredKey created(StoredKey key) {
    assertThat(stores().apiKeys().create(key, event())).isTrue();
    return key;
  }

  private static StoredKey revoked(StoredKey key, AuditEvent event) {
    return copy(key, key.id(), Optional.of(event.at()));
  }

  private StoredKey renamed(StoredKey key) {
    return copy(key, new KeyId("key_" + samples.text()), key.revokedAt());
  }

  private static StoredKey copy(StoredKey key, KeyId id, Optional<Instant> revokedAt) {
    return new StoredKey(
        id,
        key.workspace(),
        key.app(),
        key.name(),
        key.hash(),
        key.lastFour(),
        key.createdAt(),
        revokedAt);
  }
}
