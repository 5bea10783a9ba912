package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.workspace.Workspaces].
public abstract class WorkspacesContract extends StoreContract {
  @Test
  void a_workspace_is_found_as_it_was_created() {
    assertThat(stores().workspaces().find(workspace)).contains(samples.workspace(workspace));
  }

  @Test
  void an_unknown_workspace_is_not_found() {
    assertThat(stores().workspaces().find(samples.workspaceId())).isEmpty();
  }

  @Test
  void all_workspaces_come_oldest_first() {
    Workspace younger = named("younger", Samples.NOON.plusSeconds(5));
    Workspace older = named("older", Samples.NOON.minusSeconds(5));
    for (Workspace each : List.of(younger, older)) {
      stores().workspaces().create(each, event(each.id()));
    }

    assertThat(stores().workspaces().all())
        .containsSubsequence(older, samples.workspace(workspace), younger);
  }

  @Test
  void creating_a_known_id_changes_nothing() {
    AuditEvent event = event();
    Workspace other =
        new Workspace(workspace, "other", LinkVerification.NONE, Optional.empty(), Samples.NOON);
    heard();

    assertThat(stores().workspaces().create(other, event)).isFalse();

    assertThat(stores().workspaces().find(workspace)).contains(samples.workspace(workspace));
    assertNotAudited(event);
    assertThat(heard()).isEmpty();
  }

  @Test
  void an_update_replaces_name_and_settings_alone() {
    AuditEvent event = event();
    Workspace changed =
        new Workspace(
            workspace, "new", LinkVerification.NONE, Optional.empty(), Samples.NOON.plusSeconds(9));
    heard();

    assertThat(stores().workspaces().update(changed, event)).isTrue();

    assertThat(stores().workspaces().find(workspace))
        .contains(
            new Workspace(workspace, "new", LinkVerification.NONE, Optional.empty(), Samples.NOON));
    assertAudited(event);
    assertThat(heard()).containsExactly(settingsChanged());
  }

  @Test
  void an_unknown_workspace_is_not_updated() {
    WorkspaceId unknown = samples.workspaceId();

    assertThat(stores().workspaces().update(samples.workspace(unknown), event(unknown))).isFalse();

    assertThat(stores().workspaces().find(unknown)).isEmpty();
    assertThat(stores().auditLog().list(unknown, Optional.empty(), 1)).isEmpty();
  }

  @Test
  void of_many_who_create_the_same_id_one_does() {
    WorkspaceId id = samples.workspaceId();

    List<Boolean> created =
        Race.run(_ -> stores().workspaces().create(samples.workspace(id), event(id)));

    assertThat(created).containsOnlyOnce(true);
    assertThat(stores().auditLog().list(id, Optional.empty(), 100)).hasSize(1);
  }

  private Workspace named(String name, Instant createdAt) {
    return new Workspace(
        samples.workspaceId(), name, LinkVerification.APP, Optional.empty(), createdAt);
  }
}
