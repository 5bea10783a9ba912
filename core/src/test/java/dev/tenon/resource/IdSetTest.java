package dev.tenon.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IdSetTest {
  private final IdSet ids = new IdSet();

  @Test
  void an_id_is_new_once() {
    assertThat(ids.add("a")).isTrue();
    assertThat(ids.add("a")).isFalse();
    assertThat(ids.contains("a")).isTrue();
    assertThat(ids.contains("b")).isFalse();
  }

  @Test
  void of_many_at_once_each_is_new_once() {
    ids.add("seen");

    assertThat(ids.addAll(List.of("a", "seen", "b", "a", "")))
        .containsExactly(true, false, true, false, true);
    assertThat(ids.addAll(List.of())).isEmpty();
  }

  @Test
  void it_grows_while_many_are_added_at_once() {
    List<String> many = IntStream.range(0, 50_000).mapToObj(it -> "id-" + it).toList();

    assertThat(ids.addAll(many)).doesNotContain(false);
    assertThat(ids.addAll(many)).doesNotContain(true);
    assertThat(many).allMatch(ids::contains);
  }
}
