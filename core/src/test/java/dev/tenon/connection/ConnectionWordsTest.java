package dev.tenon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.oauth.Account;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// By what a connection is found, and what is asked for.
final class ConnectionWordsTest {
  private static final String SMILE = "\uD83D\uDE00";

  @Test
  void an_address_is_found_by_itself_and_by_its_parts() {
    Account account =
        new Account(Optional.empty(), Optional.of("Zoë  King"), Optional.of("z.king@example.com"));

    assertThat(wordsOfAda(account))
        .containsExactly("ada", "com", "example", "king", "z", "z.king@example.com", "zoe");
  }

  @Test
  void the_providers_own_id_of_an_account_is_one_word_however_it_is_written() {
    assertThat(wordsOfAda(subject("Auth0|12-34 56"))).containsExactly("ada", "auth0|12-3456");
  }

  @Test
  void an_id_of_nothing_but_spaces_is_no_word() {
    assertThat(wordsOfAda(subject("  "))).containsExactly("ada");
  }

  @Test
  void the_longest_is_asked_for_first_and_nothing_twice() {
    assertThat(ConnectionWords.asked(" ab Abcdef abc AB")).containsExactly("abcdef", "abc", "ab");
    assertThat(ConnectionWords.asked(" ")).isEmpty();
  }

  @Test
  void a_word_is_no_longer_than_64_characters() {
    assertThat(ConnectionWords.asked("a".repeat(64))).containsExactly("a".repeat(64));
    assertThat(ConnectionWords.asked("a".repeat(65))).containsExactly("a".repeat(64));
    assertThat(wordsOfAda(subject("s".repeat(65)))).containsExactly("ada", "s".repeat(64));
  }

  @Test
  void a_word_does_not_end_in_the_middle_of_a_character() {
    String before = "a".repeat(62);

    assertThat(ConnectionWords.asked(before + SMILE + "b")).containsExactly(before + SMILE);
    assertThat(ConnectionWords.asked(before + "a" + SMILE)).containsExactly(before + "a");
  }

  private static Set<String> wordsOfAda(Account account) {
    return ConnectionWords.of(new Owner.User(new UserId("ada")), account);
  }

  private static Account subject(String subject) {
    return new Account(Optional.of(subject), Optional.empty(), Optional.empty());
  }
}
