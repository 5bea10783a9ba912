package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the store has not taken yet.
final class UnsavedGrantsTest {
  private final TokenWorld world = new TokenWorld();
  private final UnsavedGrants unsaved =
      new UnsavedGrants(world.stores.grants(), world.journal, world.clock);

  @BeforeEach
  void a_connection() {
    world.connectAda();
  }

  @Test
  void an_answer_is_newer_than_what_was_spent_for_it_alone() {
    Grant stored = world.grant();
    unsaved.keep(entry(2, "att_1"));

    assertThat(unsaved.newerThan(stored))
        .hasValueSatisfying(
            it -> {
              assertThat(it.version()).isEqualTo(2);
              assertThat(it.consentedAt()).isEqualTo(stored.consentedAt());
              assertThat(it.failures()).isZero();
            });
    assertThat(unsaved.newerThan(at(stored, 2))).isEmpty();
    assertThat(unsaved.newerThan(at(stored, 0))).isEmpty();
  }

  @Test
  void of_two_answers_the_newer_counts_and_the_older_leaves_the_journal() {
    JournalEntry older = appended(2, "att_1");
    JournalEntry newer = appended(3, "att_2");

    unsaved.keep(older);
    unsaved.keep(newer);

    assertThat(unsaved.newerThan(at(world.grant(), 2))).isPresent();
    assertThat(world.journal.unsettled()).containsExactly(newer);
    assertThat(unsaved.size()).isEqualTo(1);
  }

  @Test
  void an_older_answer_that_comes_late_changes_nothing() {
    JournalEntry older = appended(2, "att_1");
    JournalEntry newer = appended(3, "att_2");

    unsaved.keep(newer);
    unsaved.keep(older);

    assertThat(unsaved.newerThan(at(world.grant(), 2))).isPresent();
    assertThat(world.journal.unsettled()).containsExactly(newer);
  }

  @Test
  void of_two_answers_of_one_version_the_later_counts_and_both_stay_in_the_journal() {
    JournalEntry first = appended(2, "att_1");
    JournalEntry second = appended(2, "att_2");

    unsaved.keep(first);
    unsaved.keep(second);

    assertThat(world.journal.unsettled()).containsExactly(first, second);
    assertThat(unsaved.save()).isZero();
    assertThat(world.journal.unsettled()).containsExactly(first);
  }

  @Test
  void what_is_saved_is_told_and_left_to_the_store() {
    unsaved.keep(appended(2, "att_1"));
    world.stores.goAway();
    assertThat(unsaved.save()).isEqualTo(1);
    world.stores.comeBack();

    assertThat(unsaved.save()).isZero();

    assertThat(world.grant().version()).isEqualTo(2);
    assertThat(world.journal.unsettled()).isEmpty();
    assertThat(
            world
                .stores
                .connections()
                .events(TokenWorld.WORKSPACE, world.grant().connection(), Optional.empty(), 1))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.event().type()).isEqualTo("refreshed");
              assertThat(it.event().at()).isEqualTo(world.clock.instant());
              assertThat(it.event().details()).containsEntry("token_version", "2");
            });
  }

  @Test
  void all_are_saved_and_not_only_the_first() {
    world.connectSomebody("bob");
    Grant bob =
        world.stores.grants().find(TokenWorld.WORKSPACE, new ConnectionId("con_bob")).orElseThrow();
    unsaved.keep(entry(2, "att_1"));
    unsaved.keep(
        new JournalEntry(
            TokenWorld.WORKSPACE, bob.connection(), 2, "att_2", bob.tokens(), GrantPlan.none()));

    assertThat(unsaved.save()).isZero();
    assertThat(unsaved.size()).isZero();
  }

  @Test
  void a_journals_entries_are_kept_where_the_store_is_away_and_counted_anyway() {
    appended(2, "att_1");
    world.stores.goAway();

    assertThat(unsaved.replay()).isEqualTo(1);
    assertThat(unsaved.size()).isEqualTo(1);

    world.stores.comeBack();
    assertThat(unsaved.replay()).isEqualTo(1);
    assertThat(unsaved.size()).isZero();
  }

  private JournalEntry appended(long version, String attempt) {
    JournalEntry entry = entry(version, attempt);
    world.journal.append(entry);
    return entry;
  }

  private JournalEntry entry(long version, String attempt) {
    return new JournalEntry(
        TokenWorld.WORKSPACE,
        world.grant().connection(),
        version,
        attempt,
        world.grant().tokens(),
        GrantPlan.none());
  }

  private static Grant at(Grant grant, long version) {
    return new Grant(
        grant.connection(),
        grant.workspace(),
        version,
        grant.tokens(),
        grant.consentedAt(),
        grant.nextRefreshAt(),
        grant.failures());
  }
}
