package dev.tenon.server.admin.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedirectDifferenceTest {
  private static final String OURS = "https://hub.example/api/integrations/oauth2/callback/";

  @Test
  void the_same_address_is_the_same() {
    RedirectDifference difference = RedirectDifference.of(OURS, OURS + "\r\n");

    assertThat(difference.same()).isTrue();
    assertThat(difference.findings()).isEmpty();
  }

  @Test
  void of_several_addresses_one_has_to_be_the_same() {
    String several = "https://old.example/callback\n" + OURS + "\nhttps://third.example/";

    assertThat(RedirectDifference.of(OURS, several).same()).isTrue();
  }

  @Test
  void of_several_wrong_addresses_the_nearest_is_shown() {
    RedirectDifference difference =
        RedirectDifference.of(OURS, "https://elsewhere.example/x\n" + withoutSlash());

    assertThat(difference.findings()).containsExactly("The slash at the end is missing.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://hub.example/api/integrations/oauth2/callback|The slash at the end is missing.",
        "https://hub.example/api/integrations/oauth2/callback//|There is a slash at the end",
        "http://hub.example/api/integrations/oauth2/callback/|It begins with http://",
        "HTTPS://hub.example/api/integrations/oauth2/callback/|upper-case letters; it has to be",
        "https://Hub.example/api/integrations/oauth2/callback/|other upper- and lower-case letters",
        "https://www.hub.example/api/integrations/oauth2/callback/|www. makes another one",
        "https://hub.example.com/api/integrations/oauth2/callback/|The host is hub.example.com",
        "https://hub.example:8443/api/integrations/oauth2/callback/|It has the port :8443",
        "https://hub.example:443/api/integrations/oauth2/callback/|The port :443 is written out",
        "https://hub.example/api/Integrations/OAuth2/callback/|differ in the path",
        "https://hub.example//api/integrations/oauth2/callback/|two slashes in a row",
        "https://hub.example/api/integrations%2Foauth2/callback/|percent-encoded",
        "https://hub.example/callback/|The path is /callback/",
        "https://hub.example|The path is missing",
        "https://hub.example/api/integrations/oauth2/callback/?x=1|It has a query (?x=1)",
        "https://hub.example/api/integrations/oauth2/callback/#top|It has a part behind #",
        "hub.example/api/integrations/oauth2/callback/|It is not a whole address"
      })
  void each_difference_is_named(String registered, String finding) {
    RedirectDifference difference = RedirectDifference.of(OURS, registered);

    assertThat(difference.same()).isFalse();
    assertThat(difference.findings()).singleElement().asString().contains(finding);
  }

  @Test
  void what_cannot_be_seen_is_named_and_shown() {
    RedirectDifference zeroWidth =
        RedirectDifference.of(OURS, OURS.replace("hub", "hu\u200bb") + " ");

    assertThat(zeroWidth.findings())
        .anyMatch(it -> it.contains("ZERO WIDTH SPACE (U+200B)") && it.contains("Character 11"))
        .anyMatch(it -> it.contains("a space at its end"));
    assertThat(text(zeroWidth.pasted())).contains("[U+200B]").endsWith("␣");
    assertThat(differing(zeroWidth.pasted())).containsExactly("[U+200B]", "␣");
    assertThat(differing(zeroWidth.wanted())).isEmpty();
  }

  @Test
  void a_letter_that_only_looks_like_one_of_ours_is_named() {
    RedirectDifference cyrillic = RedirectDifference.of(OURS, OURS.replace("api", "\u0430pi"));

    assertThat(cyrillic.findings()).anyMatch(it -> it.contains("CYRILLIC SMALL LETTER A (U+0430)"));
    assertThat(differing(cyrillic.wanted())).containsExactly("a");
    assertThat(differing(cyrillic.pasted())).containsExactly("\u0430");
  }

  @Test
  void a_missing_port_is_named_with_what_it_is() {
    RedirectDifference difference =
        RedirectDifference.of("http://localhost:8080/cb/", "http://127.0.0.1/cb/");

    assertThat(difference.findings())
        .containsExactly(
            "The host is 127.0.0.1, and has to be localhost.",
            "The port is missing: :8080 behind the host.");
  }

  @Test
  void nothing_and_very_much_are_answered_too() {
    assertThat(RedirectDifference.of(OURS, " \n ").findings())
        .containsExactly("Nothing was pasted.");
    assertThat(RedirectDifference.of(OURS, "x".repeat(100_000)).findings()).isNotEmpty();
  }

  private static String withoutSlash() {
    return OURS.substring(0, OURS.length() - 1);
  }

  private static String text(List<RedirectDifference.Piece> pieces) {
    return pieces.stream().map(RedirectDifference.Piece::text).collect(Collectors.joining());
  }

  private static List<String> differing(List<RedirectDifference.Piece> pieces) {
    return pieces.stream()
        .filter(RedirectDifference.Piece::differs)
        .map(RedirectDifference.Piece::text)
        .toList();
  }
}
