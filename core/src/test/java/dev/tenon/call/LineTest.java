package dev.tenon.call;

import static dev.tenon.call.Urgency.BACKGROUND;
import static dev.tenon.call.Urgency.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LineTest {
  private final Line<String> line = new Line<>();

  @Test
  void connections_take_turns_however_many_wait_of_one() {
    line.add("ada", INTERACTIVE, "a1");
    line.add("ada", INTERACTIVE, "a2");
    line.add("ada", INTERACTIVE, "a3");
    line.add("bo", INTERACTIVE, "b1");
    assertThat(all()).containsExactly("a1", "b1", "a2", "a3");
  }

  @Test
  void those_whom_somebody_waits_for_go_first_and_the_others_are_not_forgotten() {
    for (int i = 1; i <= 20; i++) {
      line.add("ada", INTERACTIVE, "i" + i);
    }
    line.add("bo", BACKGROUND, "b1");
    line.add("bo", BACKGROUND, "b2");
    List<String> all = all();
    assertThat(all).hasSize(22);
    assertThat(all.indexOf("b1")).isEqualTo(7);
    assertThat(all.indexOf("b2")).isEqualTo(15);
  }

  @Test
  void kind_that_may_not_go_is_passed_over() {
    line.add("ada", INTERACTIVE, "i");
    line.add("bo", BACKGROUND, "b");
    assertThat(line.next(urgency -> urgency == BACKGROUND)).contains("b");
    assertThat(line.next(urgency -> urgency == BACKGROUND)).isEmpty();
    assertThat(line.size()).isEqualTo(1);
  }

  @Test
  void whoever_could_not_go_is_next_and_whoever_left_is_gone() {
    line.add("ada", INTERACTIVE, "a1");
    line.add("ada", INTERACTIVE, "a2");
    line.add("bo", INTERACTIVE, "b1");
    String first = line.next(_ -> true).orElseThrow();
    line.addFirst("ada", INTERACTIVE, first);
    line.remove("ada", INTERACTIVE, "a2");
    line.remove("ada", INTERACTIVE, "a2");
    assertThat(all()).containsExactly("a1", "b1");
    assertThat(line.isEmpty()).isTrue();
  }

  private List<String> all() {
    List<String> all = new ArrayList<>();
    Optional<String> next = line.next(_ -> true);
    while (next.isPresent()) {
      all.add(next.get());
      next = line.next(_ -> true);
    }
    return all;
  }
}
