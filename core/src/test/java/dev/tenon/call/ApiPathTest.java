package dev.tenon.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiPathTest {
  private static final String BASE = "https://api.example/v1";

  @ParameterizedTest
  @CsvSource({
    "projects, projects",
    "projects/, projects/",
    "a%2Fb/c%20d, a%2Fb/c%20d",
    "urn:adsk.x:1;v=2, urn:adsk.x:1;v=2",
    "@evil.example/x, @evil.example/x",
    "https:/evil.example, https:/evil.example",
    "a[1]|b, a%5B1%5D%7Cb",
    ".hidden/..x/x.., .hidden/..x/x.."
  })
  void path_goes_below_the_base_as_it_was_sent(String sent, String below) {
    assertThat(ApiPath.parse(sent, "").below(BASE)).isEqualTo(BASE + "/" + below);
  }

  @Test
  void no_path_is_the_base_itself() {
    assertThat(ApiPath.parse("", "").below(BASE)).isEqualTo(BASE);
    assertThat(ApiPath.parse("", "a=1").below(BASE)).isEqualTo(BASE + "?a=1");
  }

  @Test
  void query_is_kept_and_what_a_request_line_cannot_have_is_encoded() {
    assertThat(ApiPath.parse("x", "filter[a]=1&q={b}&c=%0d%0a&d=/?").below(BASE))
        .isEqualTo(BASE + "/x?filter%5Ba%5D=1&q=%7Bb%7D&c=%0d%0a&d=/?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "a/../b",
        "%2e%2e/b",
        ".%2E/b",
        "%252e%252e/b",
        "%25252e%25252e/b",
        "a%2f..%2fb",
        "a%5c..",
        "..;x=1/b",
        "%2e%2e%3bx/b",
        "/evil.example",
        "a//b",
        "a%00",
        "a%0d%0ab",
        "a%0D",
        "a%7f",
        "a%250d",
        "a%",
        "a%2",
        "a%zz",
        "a b",
        "é"
      })
  void path_that_could_be_taken_for_another_is_refused(String path) {
    assertThatThrownBy(() -> ApiPath.parse(path, "")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void path_that_is_too_long_is_refused() {
    assertThatThrownBy(() -> ApiPath.parse("x".repeat(9000), "")).hasMessage("is too long");
  }

  @Test
  void query_does_not_print() {
    assertThat(ApiPath.parse("x", "key=secret").toString()).doesNotContain("secret");
  }
}
