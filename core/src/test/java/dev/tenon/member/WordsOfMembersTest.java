package dev.tenon.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.Passphrase;
import dev.tenon.access.SessionKey;
import java.security.SecureRandom;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is taken for an address, a passphrase and a form's token.
final class WordsOfMembersTest {
  @ParameterizedTest
  @ValueSource(strings = {"ada@example.com", " ADA@Example.COM ", "ö@ä.example", "a+b@c"})
  void addresses_are_taken_in_lower_case(String text) {
    assertThat(EmailAddress.parse(text).orElseThrow().value())
        .isEqualTo(text.strip().toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ada", "@example.com", "ada@", "a b@c", "a@b@c", "a@b\n", "<a@b>", "\"a\"@b"})
  void what_is_no_address_is_refused(String text) {
    // A line break at the end is what a paste brings, and is cut off.
    assertThat(EmailAddress.parse(text).isPresent()).isEqualTo(text.equals("a@b\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "elevenchars", "aaaaaaaaaaaaaaaa", "ADA.LOVELACE@example.com"})
  void weak_passphrases_are_refused(String text) {
    assertThat(Passphrase.problem(text, "ada.lovelace@example.com")).isPresent();
  }

  @Test
  void a_long_enough_passphrase_is_taken_whatever_is_in_it() {
    assertThat(Passphrase.problem("four words do well", "a@b")).isEmpty();
    assertThat(Passphrase.problem("пароль из слов", "a@b")).isEmpty();
    assertThat(Passphrase.problem("x1".repeat(129), "a@b")).isPresent();
  }

  @Test
  void a_passphrase_is_the_same_however_its_characters_were_composed() {
    assertThat(Passphrase.typed("Zürich").orElseThrow().bytes())
        .isEqualTo(Passphrase.typed("Zu\u0308rich").orElseThrow().bytes());
  }

  @Test
  void a_form_token_is_of_one_browser_alone() {
    SessionKey one = SessionKey.random(new SecureRandom());
    SessionKey other = SessionKey.random(new SecureRandom());

    assertThat(one.isFormToken(one.formToken())).isTrue();
    assertThat(one.isFormToken(other.formToken())).isFalse();
    assertThat(one.isFormToken("")).isFalse();
    assertThat(one.toString()).doesNotContain(one.cookieValue());
  }
}
