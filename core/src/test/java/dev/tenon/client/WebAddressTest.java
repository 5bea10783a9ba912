package dev.tenon.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.trimble.com/oauth/token",
        "http://localhost:8090/trimble-id/oauth/token",
        "HTTPS://a.example",
        "https://[::1]:8443/x?y=z",
        "https://a.example/x?tenant=b",
      })
  void absolute_web_url_is_an_address(String text) {
    assertThat(WebAddress.problem(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "id.trimble.com/oauth/token",
        "/oauth/token",
        "//evil.example",
        "https:evil.example",
        "https:///x",
        "ftp://a.example",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://user@a.example",
        "https://user:pw@a.example",
        "https://good.example@evil.example",
        "https://a.example/#x",
        "https://a.example\\@b.example",
        "https://a.example/a b",
        "https://a.example/\nb",
        "https://a_b.example/",
        "https://a.example:port/",
      })
  void anything_else_is_not(String text) {
    assertThat(WebAddress.problem(text)).isPresent();
  }

  @Test
  void problem_does_not_show_the_address() {
    assertThat(WebAddress.problem("https://user:hunter2@a.example").orElseThrow())
        .doesNotContain("hunter2");
  }

  @Test
  void very_long_address_is_refused() {
    assertThat(WebAddress.problem("https://a.example/" + "x".repeat(3000))).isPresent();
  }
}
