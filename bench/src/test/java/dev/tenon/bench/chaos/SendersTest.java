package dev.tenon.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who made a token request.
final class SendersTest {
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
  void the_name_in_the_lease_says_it() {
    Life first = court.process(1, "one", 0);
    court.process(2, "two", 0);
    court.lease(1, "one", 1);

    assertThat(court.senders().of(court.held, court.spent(2, 1, 50_001, 0))).contains(first);
  }

  @Test
  void a_later_process_of_the_node_is_not_taken_for_the_one_that_had_the_lease() {
    Life first = court.process(1, "one", 0);
    court.lease(1, "one", 1);
    court.process(1, "later", 1.5);

    assertThat(court.senders().of(court.held, court.spent(2, 1, 50_001, 0))).contains(first);
  }

  @Test
  void a_request_that_came_when_another_had_the_lease_is_the_killed_ones_whose_connection_it_was() {
    Life killed = court.process(1, "one", 0);
    court.process(2, "two", 0);
    court.lease(1, "one", 1);
    Court.kill(killed, 1.5, Set.of(), Set.of(50_001));
    court.lease(2, "two", 1);

    assertThat(court.senders().of(court.held, court.spent(2.1, 1, 50_001, 0))).contains(killed);
  }

  @Test
  void a_port_that_is_another_ones_now_names_nobody_who_is_long_dead() {
    Life killed = court.process(1, "one", 0);
    Life living = court.process(2, "two", 0);
    court.lease(1, "one", 1);
    Court.kill(killed, 1.5, Set.of(), Set.of(50_001));
    court.lease(70, "two", 1);

    assertThat(court.senders().of(court.held, court.spent(71, 1, 50_001, 0))).contains(living);
  }

  @Test
  void a_port_of_who_is_killed_only_later_names_it_not() {
    Life later = court.process(1, "one", 0);
    Life living = court.process(2, "two", 0);
    court.lease(1, "one", 1);
    court.lease(2, "two", 1);
    Court.kill(later, 5, Set.of(), Set.of(50_001));

    assertThat(court.senders().of(court.held, court.spent(2.1, 1, 50_001, 0))).contains(living);
  }

  @Test
  void a_connection_of_who_never_had_the_lease_names_it_not() {
    Life stranger = court.process(1, "one", 0);
    Life living = court.process(2, "two", 0);
    Court.kill(stranger, 1.5, Set.of(), Set.of(50_001));
    court.lease(2, "two", 1);

    assertThat(court.senders().of(court.held, court.spent(2.1, 1, 50_001, 0))).contains(living);
  }

  @Test
  void a_name_that_nobody_has_read_is_not_guessed_over_nodes() {
    court.unnamed(1, 0);
    court.lease(1, "one", 1);

    assertThat(court.senders().of(court.held, court.spent(2, 1, 50_001, 0))).isEmpty();
  }

  @Test
  void an_answer_is_unread_where_bytes_waited_on_its_connection_to_the_provider() {
    Life killed = court.process(1, "one", 0);
    TokenCall call = court.spent(1, 1, 50_001, 0);
    TokenCall other = court.spent(1, 1, 50_002, 0);
    Court.kill(killed, 1.1, Set.of(50_001), Set.of(50_001, 50_002));

    assertThat(court.senders().isUnread(killed, call)).isTrue();
    assertThat(court.senders().isUnread(killed, other)).isFalse();
  }
}
