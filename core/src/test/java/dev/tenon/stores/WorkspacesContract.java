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

    assertThat(stores().workspaces().update(samples.workspace(workspace), changed, event)).isTrue();

    assertThat(stores().workspaces().find(workspace))
        .contains(
            new Workspace(workspace, "new", LinkVerification.NONE, Optional.empty(), Samples.NOON));
    assertAudited(event);
    assertThat(heard()).containsExactly(settingsChanged());
  }

  @Test
  void an_unknown_workspace_is_not_updated() {
    WorkspaceId unknown = samples.workspaceId();

    Workspace nobodys = samples.workspace(unknown);
    assertThat(stores().workspaces().update(nobodys, nobodys, event(unknown))).isFalse();

    assertThat(stores().workspaces().find(unknown)).isEmpty();
    assertThat(stores().auditLog().list(unknown, Optional.empty(), 1)).isEmpty();
  }

  @Test
  void what_somebody_else_changed_meanwhile_is_not_overwritten() {
    Workspace read = samples.workspace(workspace);
    Workspace theirs = withoutSignIn(read.name());
    assertThat(stores().workspaces().update(read, theirs, event())).isTrue();
    AuditEvent event = event();

    assertThat(stores().workspaces().update(read, withoutSignIn("mine"), event)).isFalse();
    assertThat(stores().workspaces().find(workspace)).contains(theirs);
    assertNotAudited(event);

    assertThat(stores().workspaces().update(theirs, read, event)).isTrue();
    assertThat(stores().workspaces().find(workspace)).contains(read);
  }

  @Test
  void of_many_who_change_it_at_once_one_does() {
    Workspace read = samples.workspace(workspace);

    List<Boolean> changed =
        Race.run(
            number -> stores().workspaces().update(read, withoutSignIn("new " + number), event()));

    assertThat(changed).containsOnlyOnce(true);
  }

  @Test
  void of_many_who_create_the_same_id_one_does() {
    WorkspaceId id = samples.workspaceId();

    List<Boolean> created =
        Race.run(_ -> stores().workspaces().create(samples.workspace(id), event(id)));

    assertThat(created).containsOnlyOnce(true);
    assertThat(stores().auditLog().list(id, Optional.empty(), 100)).hasSize(1);
  }

  private Workspace withoutSignIn(String name) {
    return new Workspace(workspace, name, LinkVerification.NONE, Optional.empty(), Samples.NOON);
  }

  private Workspace named(String name, Instant createdAt) {
    return new Workspace(
        samples.workspaceId(), name, LinkVerification.APP, Optional.empty(), createdAt);
  }
}
