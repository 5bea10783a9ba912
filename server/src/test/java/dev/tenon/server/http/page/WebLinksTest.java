package dev.tenon.server.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebLinksTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://developer.example/apps",
        "http://localhost:8080/guide?a=b#c",
        "https://user@developer.example",
      })
  void an_address_of_the_web_is_a_link_as_it_stands(String address) {
    assertThat(WebLinks.href(Optional.of(URI.create(address)))).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "data:text/html,hello",
        "file:///etc/passwd",
        "mailto:ada@example.com",
        "ftp://developer.example/apps",
        "//developer.example/apps",
        "/console/sign-out",
        "https:/developer.example",
        "https:developer.example",
        "HTTPS-x://developer.example",
      })
  void whatever_else_a_file_names_is_none(String address) {
    assertThat(WebLinks.href(Optional.of(URI.create(address)))).isEmpty();
  }

  @Test
  void where_nothing_is_named_there_is_none() {
    assertThat(WebLinks.href(Optional.empty())).isEmpty();
  }
}
