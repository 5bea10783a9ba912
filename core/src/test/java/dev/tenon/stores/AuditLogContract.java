package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.KeyId;
import dev.tenon.access.MemberId;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.StoredKey;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditChain;
import dev.tenon.audit.AuditEntry;
import dev.tenon.audit.AuditEvent;
import dev.tenon.secret.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.audit.AuditLog].
public abstract class AuditLogContract extends StoreContract {
  private static final KeyId KEY = new KeyId("key_1");

  @Test
  void entries_come_back_as_they_were_appended_whoever_acted() {
    List<Actor> actors =
        List.of(
            new Actor.Admin(KEY),
            new Actor.Member(new MemberId("mem_1")),
            new Actor.App(new AppName("viewer"), KEY),
            new Actor.User(new UserId("ada")),
            new Actor.Hub());
    List<AuditEvent> events = actors.stream().map(this::by).toList();

    events.forEach(stores().auditLog()::append);

    assertThat(newest(5))
        .extracting(AuditEntry::event)
        .containsExactlyElementsOf(events.reversed());
  }

  @Test
  void of_each_key_is_known_when_it_acted_last() {
    AppName viewer = new AppName("viewer");
    stores().apps().create(samples.app(workspace, viewer.value()), event());
    KeyId used = storedKey(viewer);
    KeyId other = storedKey(viewer);
    KeyId idle = storedKey(viewer);
    appendAt(new Actor.App(viewer, used), Samples.NOON);
    appendAt(new Actor.App(viewer, used), Samples.NOON.plusSeconds(7));
    appendAt(new Actor.App(viewer, other), Samples.NOON.plusSeconds(5));

    assertThat(stores().auditLog().lastActs(workspace, Set.of(used, idle)))
        .containsExactlyEntriesOf(Map.of(used, Samples.NOON.plusSeconds(7)));
    assertThat(stores().auditLog().lastActs(samples.workspaceId(), Set.of(used))).isEmpty();
    assertThat(stores().auditLog().lastActs(workspace, Set.of())).isEmpty();
  }

  private KeyId storedKey(AppName app) {
    StoredKey key = samples.key(workspace, Optional.of(app), Samples.NOON);
    assertThat(stores().apiKeys().create(key, event())).isTrue();
    return key.id();
  }

  private void appendAt(Actor actor, Instant at) {
    stores()
        .auditLog()
        .append(new AuditEvent(workspace, at, actor, "token.issued", "con_1", Map.of()));
  }

  @Test
  void each_entry_is_chained_to_the_one_before() {
    stores().auditLog().append(event());
    stores().auditLog().append(event());

    List<AuditEntry> entries = newest(10).reversed();

    Fingerprint previous = AuditChain.START;
    for (AuditEntry entry : entries) {
      assertThat(entry).isEqualTo(AuditChain.entry(entry.number(), entry.event(), previous));
      previous = entry.hash();
    }
    assertThat(entries).extracting(AuditEntry::number).containsExactly(1L, 2L, 3L);
  }

  @Test
  void entries_come_newest_first_page_by_page() {
    for (int i = 0; i < 4; i++) {
      stores().auditLog().append(event());
    }

    assertThat(numbers(Optional.empty(), 2)).containsExactly(5L, 4L);
    assertThat(numbers(Optional.of(4L), 2)).containsExactly(3L, 2L);
    assertThat(numbers(Optional.of(2L), 2)).containsExactly(1L);
    assertThat(numbers(Optional.of(1L), 2)).isEmpty();
  }

  @Test
  void entries_are_found_by_action_target_and_actor_newest_first() {
    AuditEvent first = by(new Actor.Member(new MemberId("mem_1")));
    AuditEvent second = by(new Actor.App(new AppName("viewer"), KEY));
    AuditEvent third = by(new Actor.Member(new MemberId("mem_1")));
    List.of(first, second, third).forEach(stores().auditLog()::append);

    assertThat(found("mem_1", Optional.empty(), 9)).containsExactly(third, first);
    assertThat(found("viewer", Optional.empty(), 9)).containsExactly(second);
    assertThat(found(KEY.value(), Optional.empty(), 9)).containsExactly(second);
    assertThat(found(second.target(), Optional.empty(), 9)).containsExactly(third, second, first);
    assertThat(found(first.action(), Optional.empty(), 2)).containsExactly(third, second);
    assertThat(found("mem_1", Optional.of(4L), 9)).containsExactly(first);
    assertThat(found("mem", Optional.empty(), 9)).isEmpty();
  }

  private List<AuditEvent> found(String word, Optional<Long> before, int limit) {
    return stores().auditLog().search(workspace, word, before, limit).stream()
        .map(AuditEntry::event)
        .toList();
  }

  @Test
  void each_workspace_has_a_log_of_its_own() {
    WorkspaceId other = samples.workspaceId();
    makeWorkspace(other);
    stores().auditLog().append(event());

    stores().auditLog().append(event(other));

    assertThat(stores().auditLog().list(other, Optional.empty(), 9))
        .extracting(AuditEntry::number)
        .containsExactly(2L, 1L);
    assertThat(numbers(Optional.empty(), 9)).containsExactly(2L, 1L);
  }

  @Test
  void many_who_append_at_once_leave_no_gap() {
    Race.run(
        number -> {
          stores().auditLog().append(event());
          return stores().apps().create(samples.app(workspace, "app" + number), event());
        });

    long entries = 2L * Race.RUNNERS + 1;
    assertThat(numbers(Optional.empty(), 1_000).reversed())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, entries).boxed().toList());
    assertThat(stores().auditLog().firstBroken(workspace)).isEmpty();
  }

  @Test
  void a_whole_chain_is_not_broken() {
    stores().auditLog().append(event());

    assertThat(stores().auditLog().firstBroken(workspace)).isEmpty();
    assertThat(stores().auditLog().firstBroken(samples.workspaceId())).isEmpty();
  }

  @Test
  void the_oldest_entries_are_pruned_which_one_entry_tells_and_the_rest_is_whole() {
    List<AuditEntry> before = entriesAt(1, 2, 3, 4);

    int pruned = stores().auditLog().prune(workspace, at(3), 1_000);

    assertThat(pruned).as("that of the workspace, and two").isEqualTo(3);
    AuditEntry told = newest(1).getFirst();
    AuditEntry last = before.get(2);
    assertThat(told.event().action()).isEqualTo("audit.pruned");
    assertThat(told.event().actor()).isEqualTo(new Actor.Hub());
    assertThat(told.event().details())
        .isEqualTo(
            Map.of(
                "removed",
                "3",
                "up_to",
                at(2).toString(),
                "last_number",
                "3",
                "last_hash",
                last.hash().hex()));
    assertThat(numbers(Optional.empty(), 9)).containsExactly(6L, 5L, 4L);
    assertThat(newest(9).getLast().previous()).isEqualTo(last.hash());
    assertThat(stores().auditLog().firstBroken(workspace)).isEmpty();

    assertThat(stores().auditLog().prune(workspace, at(3), 1_000)).as("nothing is left").isZero();
    stores().auditLog().append(event());
    assertThat(numbers(Optional.empty(), 1)).containsExactly(7L);
    assertThat(stores().auditLog().firstBroken(workspace)).isEmpty();
  }

  @Test
  void what_is_pruned_goes_a_part_at_a_time_and_again_and_again() {
    entriesAt(1, 2, 3, 4);

    assertThat(stores().auditLog().prune(workspace, at(9), 2)).isEqualTo(2);
    assertThat(numbers(Optional.empty(), 9)).containsExactly(6L, 5L, 4L, 3L);
    assertThat(stores().auditLog().prune(workspace, at(9), 2)).isEqualTo(2);
    assertThat(stores().auditLog().prune(workspace, at(9), 1)).isEqualTo(1);

    assertThat(newest(1).getFirst().event().details()).containsEntry("removed", "1");
    assertThat(stores().auditLog().firstBroken(workspace)).isEmpty();
  }

  @Test
  void an_old_entry_behind_a_younger_one_stays() {
    entriesAt(1, 9, 2);

    assertThat(stores().auditLog().prune(workspace, at(5), 1_000)).isEqualTo(2);

    assertThat(newest(9))
        .extracting(it -> it.event().at())
        .contains(at(9), at(2))
        .doesNotContain(at(1));
    assertThat(stores().auditLog().firstBroken(workspace)).isEmpty();
  }

  @Test
  void many_who_prune_at_once_tell_it_once_and_leave_other_workspaces_alone() {
    WorkspaceId other = samples.workspaceId();
    makeWorkspace(other);
    entriesAt(1, 2, 3, 4);

    List<Integer> pruned =
        Race.run(
            _ -> {
              stores().auditLog().append(byAt(at(9)));
              return stores().auditLog().prune(workspace, at(5), 1_000);
            });

    assertThat(pruned.stream().mapToInt(Integer::intValue).sum()).isEqualTo(5);
    assertThat(found("audit.pruned", Optional.empty(), 99)).hasSize(1);
    assertThat(stores().auditLog().firstBroken(workspace)).isEmpty();
    assertThat(stores().auditLog().list(other, Optional.empty(), 9)).hasSize(1);
    assertThat(stores().auditLog().prune(samples.workspaceId(), at(9), 9)).isZero();
  }

  /// All entries, oldest first, with one more at each of these seconds.
  private List<AuditEntry> entriesAt(int... seconds) {
    for (int second : seconds) {
      stores().auditLog().append(byAt(at(second)));
    }
    return newest(99).reversed();
  }

  private AuditEvent byAt(Instant at) {
    return new AuditEvent(workspace, at, new Actor.Hub(), "thing.done", "it", Map.of());
  }

  private static Instant at(int second) {
    return Samples.NOON.plusSeconds(second);
  }

  private AuditEvent by(Actor actor) {
    return new AuditEvent(
        workspace, Samples.NOON, actor, "connection.revoked", "con_1", Map.of("b", "", "a", "ü"));
  }

  private List<AuditEntry> newest(int limit) {
    return stores().auditLog().list(workspace, Optional.empty(), limit);
  }

  private List<Long> numbers(Optional<Long> before, int limit) {
    return stores().auditLog().list(workspace, before, limit).stream()
        .map(AuditEntry::number)
        .toList();
  }
}
