package dev.tenon.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.access.Passphrase;
import dev.tenon.member.HashedPassphrase;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/// Passphrases are hashed as RFC 9106 says.
final class Argon2PassphrasesTest {
  private final Argon2Passphrases passphrases = new Argon2Passphrases(new SecureRandom());

  @Test
  void a_passphrase_matches_its_own_hash_alone() {
    HashedPassphrase hash = passphrases.hash(typed("four words do well"));

    assertThat(passphrases.matches(typed("four words do well"), hash)).isTrue();
    assertThat(passphrases.matches(typed("four words do wel"), hash)).isFalse();
    assertThat(hash.encoded()).startsWith("$argon2id$v=19$m=65536,t=3,p=1$");
    assertThat(hash.toString()).doesNotContain("argon2");
  }

  @Test
  void the_same_passphrase_is_hashed_with_another_salt_each_time() {
    assertThat(passphrases.hash(typed("four words do well")).encoded())
        .isNotEqualTo(passphrases.hash(typed("four words do well")).encoded());
  }

  /// Made by the reference implementation: `echo -n password | argon2 somesalt -id -t 2 -m 16 -p
  /// 1`.
  @Test
  void a_hash_that_another_program_made_is_understood() {
    HashedPassphrase reference =
        new HashedPassphrase(
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");

    assertThat(passphrases.matches(typed("password"), reference)).isTrue();
    assertThat(passphrases.matches(typed("Password"), reference)).isFalse();
  }

  @Test
  void a_hash_of_another_kind_is_a_bug() {
    assertThatThrownBy(
            () -> passphrases.matches(typed("password"), new HashedPassphrase("$2y$10$abc")))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Passphrase typed(String text) {
    return Passphrase.typed(text).orElseThrow();
  }
}
