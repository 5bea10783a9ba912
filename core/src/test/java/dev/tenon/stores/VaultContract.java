package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.secret.Binding;
import dev.tenon.secret.Sealed;
import dev.tenon.secret.Secret;
import dev.tenon.secret.UnsealableException;
import dev.tenon.secret.Vault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The contract of [Vault].
public abstract class VaultContract {
  private static final Secret SECRET = Secret.of("canary-größer-\uD83C\uDF32");
  private static final Binding HERE = new Binding("ws_1", "grant", "con_1", "access_token", 7);

  /// The vault to test; the same for all of one test.
  protected abstract Vault vault();

  @Test
  void a_sealed_secret_opens_where_it_belongs() {
    Sealed sealed = vault().seal(SECRET, HERE);

    assertThat(vault().open(new Sealed(sealed.ciphertext()), HERE)).isEqualTo(SECRET);
  }

  @Test
  void a_sealed_secret_does_not_show_itself() {
    Sealed sealed = vault().seal(SECRET, HERE);

    assertThat(new String(sealed.ciphertext(), StandardCharsets.ISO_8859_1))
        .doesNotContain("canary");
    assertThat(sealed.toString()).doesNotContain("canary");
  }

  @Test
  void two_seals_of_the_same_secret_differ() {
    assertThat(vault().seal(SECRET, HERE)).isNotEqualTo(vault().seal(SECRET, HERE));
  }

  @Test
  void security_row_I1_ciphertext_moved_anywhere_else_does_not_open() {
    Sealed sealed = vault().seal(SECRET, HERE);
    List<Binding> elsewhere =
        List.of(
            new Binding("ws_2", "grant", "con_1", "access_token", 7),
            new Binding("ws_1", "pending_grant", "con_1", "access_token", 7),
            new Binding("ws_1", "grant", "con_2", "access_token", 7),
            new Binding("ws_1", "grant", "con_1", "refresh_token", 7),
            new Binding("ws_1", "grant", "con_1", "access_token", 8),
            new Binding("ws_1", "grant", "con_1", "access_token", 7 + (1L << 32)),
            // The same letters, cut elsewhere.
            new Binding("ws_1g", "rant", "con_1", "access_token", 7),
            new Binding("ws_1", "grantcon_1", "", "access_token", 7),
            new Binding("ws_1", "grant", "con_1access_token", "", 7));

    assertThat(elsewhere)
        .allSatisfy(
            binding ->
                assertThatThrownBy(() -> vault().open(sealed, binding))
                    .isInstanceOf(UnsealableException.class));
  }

  @Test
  void a_sealed_secret_with_any_bit_flipped_does_not_open() {
    byte[] whole = vault().seal(SECRET, HERE).ciphertext();

    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] altered = whole.clone();
      altered[bit / 8] ^= (byte) (1 << (bit % 8));
      assertUnsealable(altered);
    }
  }

  @Test
  void a_sealed_secret_that_was_cut_or_lengthened_does_not_open() {
    byte[] whole = vault().seal(SECRET, HERE).ciphertext();

    for (int length = 0; length < whole.length; length++) {
      assertUnsealable(Arrays.copyOf(whole, length));
    }
    assertUnsealable(Arrays.copyOf(whole, whole.length + 1));
  }

  @Test
  void many_may_seal_and_open_at_once() {
    List<Secret> opened =
        Race.run(
            number -> {
              Secret secret = Secret.of("secret " + number);
              return vault().open(vault().seal(secret, HERE), HERE);
            });

    assertThat(opened).hasSize(Race.RUNNERS).doesNotHaveDuplicates();
  }

  private void assertUnsealable(byte[] ciphertext) {
    assertThatThrownBy(() -> vault().open(new Sealed(ciphertext), HERE))
        .isInstanceOf(UnsealableException.class)
        .hasMessageContaining("con_1")
        .hasMessageNotContaining("canary")
        .hasNoCause();
  }
}
