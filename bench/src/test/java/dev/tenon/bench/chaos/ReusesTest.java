package dev.tenon.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which refresh tokens may come twice.
final class ReusesTest {
  @TempDir private Path directory;
  private Court court;
  private Life first;
  private Life second;

  @BeforeEach
  void open() {
    court = new Court(directory);
    first = court.process(1, "one", 0);
    second = court.process(2, "two", 0);
  }

  @AfterEach
  void close() throws IOException {
    court.close();
  }

  /// The answer to turn 1 is lost with the first process; the second has the lease from 10 s on.
  private void anAnswerIsLost() {
    court.lease(1, "one", 1);
    court.spent(1.1, 1, 50_001, 0.5);
    Court.kill(first, 1.3, Set.of(), Set.of(50_001));
    court.lease(10, "two", 1);
  }

  @Test
  void the_one_last_try_may() {
    anAnswerIsLost();
    court.refused(10.1, 1, 50_002);

    assertThat(court.reuses()).containsExactly(Reuse.Kind.LAST_RESORT);
  }

  @Test
  void a_try_while_the_access_token_is_good_may_not() {
    court.expires(60);
    anAnswerIsLost();
    court.refused(10.1, 1, 50_002);

    assertThat(court.reuses()).containsExactly(Reuse.Kind.TOO_EARLY);
  }

  @Test
  void a_token_that_came_twice_though_nobody_had_lost_its_answer_may_not() {
    court.lease(1, "two", 1);
    court.spent(1.1, 1, 50_002, 0.1);
    court.refused(10.1, 1, 50_002);

    assertThat(court.reuses()).containsExactly(Reuse.Kind.OUTSIDE);
  }

  @Test
  void a_token_of_an_earlier_turn_may_not() {
    court.lease(1, "two", 1);
    court.spent(1.1, 1, 50_002, 0.1);
    court.stored(1.3, 2);
    court.thrownAway(2.1, 2, 50_002);
    court.refused(10.1, 1, 50_002);

    assertThat(court.reuses()).containsExactly(Reuse.Kind.OUTSIDE);
  }

  @Test
  void a_second_try_may_not_where_the_first_was_heard() {
    anAnswerIsLost();
    court.refused(10.1, 1, 50_002);
    court.refused(12, 1, 50_002);

    assertThat(court.reuses()).containsExactly(Reuse.Kind.LAST_RESORT, Reuse.Kind.OUTSIDE);
  }

  @Test
  void a_second_try_may_where_who_made_the_first_was_killed() {
    anAnswerIsLost();
    court.refused(10.1, 1, 50_002);
    Court.kill(second, 10.2, Set.of(), Set.of(50_002));
    court.process(2, "three", 11);
    court.lease(60, "three", 1);
    court.refused(60.1, 1, 50_003);

    assertThat(court.reuses()).containsExactly(Reuse.Kind.LAST_RESORT, Reuse.Kind.REPEATED);
  }

  @Test
  void a_second_try_may_where_the_row_was_held() {
    anAnswerIsLost();
    court.refused(10.1, 1, 50_002);
    court.barrier(10, 11);
    court.refused(12, 1, 50_002);

    assertThat(court.reuses()).containsExactly(Reuse.Kind.LAST_RESORT, Reuse.Kind.UNWRITTEN);
  }

  @Test
  void a_second_try_may_not_where_another_row_was_held() {
    anAnswerIsLost();
    court.refused(10.1, 1, 50_002);
    court.barrier(Optional.of("con_2"), 10, 11);
    court.refused(12, 1, 50_002);

    assertThat(court.reuses()).containsExactly(Reuse.Kind.LAST_RESORT, Reuse.Kind.OUTSIDE);
  }

  @Test
  void a_second_try_may_not_where_it_was_written_that_the_grant_is_over() {
    anAnswerIsLost();
    court.refused(10.1, 1, 50_002);
    court.barrier(10, 11);
    court.over(11, 1);
    court.refused(12, 1, 50_002);

    assertThat(court.reuses()).containsExactly(Reuse.Kind.LAST_RESORT, Reuse.Kind.OUTSIDE);
  }
}
