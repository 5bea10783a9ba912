package dev.tenon.sdk.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  @Test
  void value_of_every_kind_is_read_and_written_back() {
    String text =
        "{\"t\":\"a\\\"b\\\\c\\n\\u0001\",\"n\":-1.50e+3,\"y\":true,\"x\":null,\"l\":[1,[],{}]}";

    assertThat(Json.parse(text)).hasToString(text);
  }

  @Test
  void escapes_and_surrogate_pairs_become_characters() {
    assertThat(Json.parse("\"\\u00e9\\/\\ud83d\\ude00\\t\""))
        .isEqualTo(new Json.JsonText("é/😀\t"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "01",
        "1.",
        "+1",
        ".5",
        "NaN",
        "tru",
        "nullx",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\t\"",
        "1 2",
        "{\"a\":1,\"a\":2}",
        "'a'"
      })
  void text_that_is_not_json_is_refused(String text) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonException.class);
  }

  @Test
  void nesting_without_end_is_refused_before_the_stack_ends() {
    assertThatThrownBy(() -> Json.parse("[".repeat(100_000)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("100 levels");
  }

  @Test
  void number_too_great_for_a_long_is_the_greatest() {
    JsonObject object = (JsonObject) Json.parse("{\"a\":1e18,\"b\":1e999,\"c\":9007199254740993}");

    assertThat(object.number("a")).hasValue(1_000_000_000_000_000_000L);
    assertThat(object.number("b")).hasValue(Long.MAX_VALUE);
    assertThat(object.number("c")).hasValue(9_007_199_254_740_993L);
  }

  @Test
  void member_of_another_kind_counts_as_absent() {
    JsonObject object = (JsonObject) Json.parse("{\"a\":1,\"b\":null,\"c\":\"x\"}");

    assertThat(object.text("a")).isEmpty();
    assertThat(object.text("b")).isEmpty();
    assertThat(object.number("c")).isEmpty();
    assertThat(object.texts("c")).containsExactly("x");
    assertThatThrownBy(() -> object.requiredText("d")).hasMessage("'d' is missing");
  }

  @Test
  void pretty_text_is_indented_by_two_spaces() {
    assertThat(Json.parse("{\"a\":[1,2],\"b\":{},\"c\":[]}").pretty())
        .isEqualTo("{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {},\n  \"c\": []\n}");
  }
}
