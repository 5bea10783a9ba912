package dev.tenon.server.outbound.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.oauth.AccessToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class BlotterTest {
  private static final String TOKEN = "eyJhbGci.eyJzdWIi.c2ln/+==";
  private static final Blotter BLOTTER = Blotter.of(AccessToken.of(TOKEN));

  @Test
  void token_is_blotted_out_also_as_it_looks_in_a_query() {
    assertThat(BLOTTER.clean("a " + TOKEN + TOKEN + " b"))
        .isEqualTo("a " + "*".repeat(2 * TOKEN.length()) + " b");
    assertThat(BLOTTER.clean("?t=eyJhbGci.eyJzdWIi.c2ln%2F%2B%3D%3D&x"))
        .isEqualTo("?t=" + "*".repeat(TOKEN.length() + 8) + "&x");
    assertThat(BLOTTER.clean("eyJhbGci.eyJzdWIi.c2ln/+=")).startsWith("eyJ");
  }

  @Test
  void what_is_too_short_to_be_told_from_other_text_stays() {
    assertThat(Blotter.of(AccessToken.of("abc")).clean("abc")).isEqualTo("abc");
  }

  /// Texts of pieces of the token, read in pieces of any size, come out as they would whole.
  @Test
  void body_is_the_same_however_it_is_cut() throws IOException {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        int from = random.nextInt(TOKEN.length());
        text.append(
            random.nextInt(4) == 0 ? TOKEN : TOKEN.substring(0, from) + "x".repeat(from % 3));
      }
      String expected = text.toString().replace(TOKEN, "*".repeat(TOKEN.length()));
      InputStream body = new Dripping(text.toString(), random);
      assertThat(new String(BLOTTER.clean(body, 16).readAllBytes(), UTF_8)).isEqualTo(expected);
    }
  }

  private static final class Dripping extends ByteArrayInputStream {
    private final RandomGenerator random;

    Dripping(String text, RandomGenerator random) {
      super(text.getBytes(UTF_8));
      this.random = random;
    }

    @Override
    public synchronized int read(byte[] bytes, int from, int count) {
      return super.read(bytes, from, Math.min(count, 1 + random.nextInt(9)));
    }
  }
}
