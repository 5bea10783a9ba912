package dev.tenon.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Where files go.
final class PlacesTest {
  private final Places places = new Places();

  @Test
  void files_of_one_name_below_one_item_are_told_apart_though_only_by_capitals() {
    assertThat(places.of("k1", "todo", "plan.pdf", "a-1")).isEqualTo("files/todo/plan.pdf");
    assertThat(places.of("k2", "todo", "PLAN.pdf", "b-2")).isEqualTo("files/todo/PLAN-b2.pdf");
    assertThat(places.of("k3", "todo", "plan.pdf", "b2")).isEqualTo("files/todo/plan-b22.pdf");
    assertThat(places.of("k4", "other", "plan.pdf", "c")).isEqualTo("files/other/plan.pdf");
  }

  @Test
  void a_file_keeps_the_place_that_it_had_in_an_earlier_run() {
    places.reserve("files/todo/plan.pdf", "old");

    assertThat(places.of("new", "todo", "plan.pdf", "n1")).isEqualTo("files/todo/plan-n1.pdf");
    assertThat(places.of("old", "todo", "plan.pdf", "o1")).isEqualTo("files/todo/plan.pdf");
  }

  @Test
  void what_is_below_nothing_has_a_place_too() {
    assertThat(places.of("k", "", "..", "")).isEqualTo("files/all/file");
  }
}
