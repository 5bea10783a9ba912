package dev.tenon.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is called lost, and what is not.
final class VerdictTest {
  @TempDir private Path directory;
  private Court court;

  @BeforeEach
  void open() {
    court = new Court(directory);
  }

  @AfterEach
  void close() throws IOException {
    court.close();
  }

  @Test
  void alive_is_what_is_stored_as_the_provider_has_it() {
    court.stored(1, 3);

    assertThat(court.alive(3).kind()).isEqualTo(Fate.Kind.ALIVE);
  }

  @Test
  void a_turn_that_was_skipped_is_lost_though_it_lives() {
    court.stored(1, 2);

    assertThat(court.alive(3).kind()).isEqualTo(Fate.Kind.LOST);
  }

  @Test
  void a_grant_that_lives_and_whose_user_is_told_to_connect_again_is_lost() {
    court.stored(1, 1);

    assertThat(court.deadAlone().kind()).isEqualTo(Fate.Kind.LOST);
  }

  @Test
  void an_answer_that_reached_a_process_nobody_killed_is_lost() {
    court.process(1, "one", 0);
    court.lease(1, "one", 1);
    court.spent(1.1, 1, 50_001, 0.1);

    Fate fate = court.dead();

    assertThat(fate.kind()).isEqualTo(Fate.Kind.LOST);
    assertThat(fate.story()).contains("nobody was killed");
  }

  @Test
  void an_answer_that_the_provider_threw_away_is_not() {
    court.process(1, "one", 0);
    court.lease(1, "one", 1);
    court.thrownAway(1.1, 1, 50_001);

    assertThat(court.dead().kind()).isEqualTo(Fate.Kind.THROWN_AWAY);
  }

  @Test
  void a_kill_before_the_answer_is_not() {
    Life killed = court.process(1, "one", 0);
    court.lease(1, "one", 1);
    court.spent(1.1, 1, 50_001, 0.5);
    Court.kill(killed, 1.3, Set.of(), Set.of(50_001));

    assertThat(court.dead().kind()).isEqualTo(Fate.Kind.KILLED_BEFORE);
  }

  @Test
  void an_answer_that_waited_on_the_connection_of_the_killed_is_not() {
    Life killed = court.process(1, "one", 0);
    court.lease(1, "one", 1);
    court.spent(1.1, 1, 50_001, 0.1);
    Court.kill(killed, 5, Set.of(50_001), Set.of(50_001));

    assertThat(court.dead().kind()).isEqualTo(Fate.Kind.KILLED_UNREAD);
  }

  @Test
  void a_kill_a_moment_after_the_answer_is_not() {
    Life killed = court.process(1, "one", 0);
    court.lease(1, "one", 1);
    court.spent(1.1, 1, 50_001, 0.1);
    Court.kill(killed, 1.4, Set.of(), Set.of(50_001));

    assertThat(court.dead().kind()).isEqualTo(Fate.Kind.KILLED_AT_ONCE);
  }

  @Test
  void a_kill_that_was_aimed_there_is_told_apart() {
    Life killed = court.process(1, "one", 0);
    court.lease(1, "one", 1);
    court.spent(1.1, 1, 50_001, 0.1);
    Court.kill(killed, Director.AS_THE_ANSWER_GOES, 1.21, Set.of(), Set.of(50_001));

    assertThat(court.dead().kind()).isEqualTo(Fate.Kind.KILLED_AIMED);
  }

  @Test
  void an_answer_that_had_time_to_be_written_down_is_lost() {
    Life killed = court.process(1, "one", 0);
    court.lease(1, "one", 1);
    court.spent(1.1, 1, 50_001, 0.1);
    Court.kill(killed, 1.5, Set.of(), Set.of(50_001));

    assertThat(court.dead().kind()).isEqualTo(Fate.Kind.LOST);
  }

  @Test
  void an_answer_that_was_stored_once_is_lost_whoever_was_killed() {
    Life killed = court.process(1, "one", 0);
    court.lease(1, "one", 1);
    court.spent(1.1, 1, 50_001, 0.1);
    court.stored(1.25, 2);
    Court.kill(killed, 1.3, Set.of(), Set.of(50_001));

    Fate fate = court.dead();

    assertThat(fate.kind()).isEqualTo(Fate.Kind.LOST);
    assertThat(fate.story()).contains("stored once");
  }

  @Test
  void an_answer_that_is_in_a_journal_is_lost_whoever_was_killed() {
    Life killed = court.process(1, "one", 0);
    court.lease(1, "one", 1);
    court.spent(1.1, 1, 50_001, 0.1);
    Court.kill(killed, 1.3, Set.of(), Set.of(50_001));
    Journals journals = new Journals(directory);
    journals.append(court.node(2), court.held.id(), 2);
    court.witness(journals.witness(), 2);

    Fate fate = court.dead();

    assertThat(fate.kind()).isEqualTo(Fate.Kind.LOST);
    assertThat(fate.story()).contains("in a journal");
  }
}
