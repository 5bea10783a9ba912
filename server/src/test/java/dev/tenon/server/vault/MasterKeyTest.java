package dev.tenon.server.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What may be given as master key.
final class MasterKeyTest {
  private static final byte[] BYTES = bytes();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd/v8=",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd_v8=",
        " AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd/v8=\n",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1dfeff",
        "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1DFEFF"
      })
  void thirty_two_bytes_in_base64_or_hex_are_a_key(String text) {
    assertThat(MasterKey.parse(Secret.of(text)).map(MasterKey::bytes)).contains(BYTES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery staple",
        "password",
        "AAECAwQFBgcICQoLDA0ODw==",
        "000102030405060708090a0b0c0d0e0f",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd/v8AAA=="
      })
  void a_passphrase_or_another_length_is_none(String text) {
    assertThat(MasterKey.parse(Secret.of(text))).isEmpty();
  }

  @Test
  void a_key_does_not_print() {
    assertThat(new MasterKey(BYTES).toString()).isEqualTo("MasterKey(***)");
  }

  @Test
  void the_advice_makes_a_key_that_is_accepted() {
    assertThat(MasterKey.HOW_TO).contains("openssl rand -base64 32");
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 30; i++) {
      bytes[i] = (byte) i;
    }
    bytes[30] = (byte) 0xfe;
    bytes[31] = (byte) 0xff;
    return bytes;
  }
}
