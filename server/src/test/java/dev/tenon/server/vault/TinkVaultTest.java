package dev.tenon.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.secret.Binding;
import dev.tenon.secret.Sealed;
import dev.tenon.secret.Secret;
import dev.tenon.secret.UnsealableException;
import dev.tenon.secret.Vault;
import dev.tenon.stores.VaultContract;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The vault on Tink keeps the contract of vaults.
final class TinkVaultTest extends VaultContract {
  private static final Binding HERE = new Binding("ws_1", "grant", "con_1", "access_token", 1);

  private final Vault vault = fresh();

  @Override
  protected Vault vault() {
    return vault;
  }

  @Test
  void a_sealed_value_names_its_key_and_is_as_long_as_documented() {
    byte[] first = vault.seal(Secret.of("12345"), HERE).ciphertext();
    byte[] second = vault.seal(Secret.of("67890"), HERE).ciphertext();

    assertThat(first).hasSize(1 + 4 + 12 + 5 + 16).startsWith(1);
    assertThat(second).startsWith(first[0], first[1], first[2], first[3], first[4]);
  }

  @Test
  void a_value_of_another_installation_does_not_open() {
    Sealed elsewhere = fresh().seal(Secret.of("secret"), HERE);

    assertThatThrownBy(() -> vault.open(elsewhere, HERE)).isInstanceOf(UnsealableException.class);
  }

  private static Vault fresh() {
    return KeyRing.open(new MasterKey(new byte[32]), Optional.empty(), UnaryOperator.identity())
        .vault();
  }
}
