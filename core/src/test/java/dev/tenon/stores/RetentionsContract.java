package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEntry;
import dev.tenon.audit.AuditEvent;
import dev.tenon.workspace.Retention;
import dev.tenon.workspace.RetentionSettings;
import dev.tenon.workspace.Retentions.Kept;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.workspace.Retentions].
public abstract class RetentionsContract extends StoreContract {
  private static final Retention LONG = new Retention(3_650, 365, 1_095, Optional.of(400));
  private static final Retention SHORT = new Retention(1, 1, 7, Optional.of(30));

  @Test
  void a_workspace_that_has_chosen_nothing_keeps_what_the_program_says() {
    assertThat(stores().retentions().find(workspace))
        .isEqualTo(new Retention(90, 30, 35, Optional.empty()));
  }

  @Test
  void a_retention_is_found_as_it_was_saved_last_and_is_no_other_workspaces() {
    WorkspaceId other = samples.workspaceId();
    makeWorkspace(other);
    AuditEvent event = event();
    heard();

    assertThat(stores().retentions().replace(workspace, Retention.standard(), LONG, event))
        .isTrue();

    assertThat(stores().retentions().find(workspace)).isEqualTo(LONG);
    assertThat(stores().retentions().find(other)).isEqualTo(Retention.standard());
    assertAudited(event);
    assertThat(heard()).as("no token has to be looked up anew for it").isEmpty();
    assertThat(stores().retentions().replace(workspace, LONG, Retention.standard(), event()))
        .isTrue();
    assertThat(stores().retentions().find(workspace)).isEqualTo(Retention.standard());
  }

  @Test
  void what_somebody_else_has_saved_since_is_not_replaced() {
    stores().retentions().replace(workspace, Retention.standard(), LONG, event());
    AuditEvent event = event();

    assertThat(stores().retentions().replace(workspace, Retention.standard(), SHORT, event))
        .isFalse();

    assertThat(stores().retentions().find(workspace)).isEqualTo(LONG);
    assertNotAudited(event);
  }

  @Test
  void many_who_change_it_at_once_are_all_written_down_each_with_what_was_before() {
    RetentionSettings settings = new RetentionSettings(stores().retentions(), Clock.systemUTC());
    Caller.Admin admin = new Caller.Admin(workspace, new KeyId("key_1"));
    List<Integer> wished = IntStream.of(31, 32, 33, 34).boxed().toList();

    Race.run(
        number -> {
          if (number < wished.size()) {
            settings.change(admin, new Retention(90, wished.get(number), 35, Optional.empty()));
          }
          return number;
        });

    List<Map<String, String>> changes =
        stores().auditLog().search(workspace, "retention.changed", Optional.empty(), 99).stream()
            .map(AuditEntry::event)
            .map(AuditEvent::details)
            .toList()
            .reversed();
    String before = "30";
    for (Map<String, String> change : changes) {
      assertThat(change).containsOnlyKeys("webhook_events_days", "previous_webhook_events_days");
      assertThat(change).containsEntry("previous_webhook_events_days", before);
      before = change.get("webhook_events_days");
    }
    assertThat(changes).hasSize(wished.size());
    assertThat(stores().retentions().find(workspace).webhookEventsDays())
        .isEqualTo(Integer.parseInt(before));
  }

  @Test
  void every_workspace_comes_with_what_it_keeps_page_by_page() {
    WorkspaceId other = samples.workspaceId();
    makeWorkspace(other);
    stores().retentions().replace(workspace, Retention.standard(), SHORT, event());

    List<Kept> all = new ArrayList<>();
    List<Kept> page = stores().retentions().page(Optional.empty(), 2);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = stores().retentions().page(Optional.of(page.getLast().workspace()), 2);
    }

    assertThat(all)
        .contains(new Kept(workspace, SHORT), new Kept(other, Retention.standard()))
        .doesNotHaveDuplicates();
    List<Kept> shown = new ArrayList<>();
    stores().retentions().forEach(shown::add);
    assertThat(shown).containsAll(all.stream().filter(it -> isOfThis(it, other)).toList());
  }

  private boolean isOfThis(Kept it, WorkspaceId other) {
    return it.workspace().equals(workspace) || it.workspace().equals(other);
  }
}
