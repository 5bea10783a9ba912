package dev.tenon.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which passphrases are refused for what everybody knows.
final class PassphraseRulesTest {
  private final PassphraseRules rules = new PassphraseRules();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1qaz2wsx3edc",
        "Qwerty123456",
        "password1234",
        "P@ssw0rd2026!",
        "!!sunshine2024",
        "iloveyou1234",
        "passwordpassword",
        "letmein letmein ",
        "administrator1",
        "unbelievable"
      })
  void what_many_people_have_is_refused_and_so_is_what_they_make_of_it(String text) {
    assertThat(problem(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada.lovelace1",
        "AdaLovelace2026",
        "ada.lovelace@harbour.example!",
        "harbour engineering",
        "HarbourTenon12",
        "tenon harbour 1"
      })
  void what_everybody_knows_of_its_owner_is_refused(String text) {
    assertThat(problem(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "four words do well",
        "the harbour at dusk is quiet",
        "пароль из слов",
        "x7#kQ9!vLm2@",
        "correcting a password is dull"
      })
  void other_passphrases_are_taken(String text) {
    assertThat(problem(text)).isEmpty();
  }

  @Test
  void words_that_are_too_short_to_know_somebody_by_are_not_looked_for() {
    assertThat(rules.problem("a bo of harbours", "bo@x.io", "Bo", "a")).isEmpty();
  }

  private Optional<String> problem(String text) {
    return rules.problem(
        text, "ada.lovelace@harbour.example", "Ada Lovelace", "Harbour Engineering");
  }
}
