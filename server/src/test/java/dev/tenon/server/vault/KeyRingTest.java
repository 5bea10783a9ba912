package dev.tenon.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.secret.Binding;
import dev.tenon.secret.Sealed;
import dev.tenon.secret.Secret;
import dev.tenon.secret.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The data keys of an installation.
final class KeyRingTest {
  private static final Binding HERE = new Binding("ws_1", "grant", "con_1", "access_token", 1);
  private static final Secret SECRET = Secret.of("canary");

  private final MasterKey masterKey = key(1);
  private final List<byte[]> stored = new ArrayList<>();

  @Test
  void the_first_ring_is_stored_wrapped_and_opens_what_it_sealed_after_a_restart() {
    Sealed sealed = open(masterKey).seal(SECRET, HERE);

    assertThat(stored).hasSize(1);
    assertThat(open(masterKey).open(sealed, HERE)).isEqualTo(SECRET);
    assertThat(stored).hasSize(1);
  }

  @Test
  void of_two_nodes_that_start_at_once_both_use_the_ring_that_was_stored() {
    Vault winner = open(masterKey);
    Vault loser = KeyRing.open(masterKey, Optional.empty(), _ -> stored.getFirst()).vault();

    assertThat(loser.open(winner.seal(SECRET, HERE), HERE)).isEqualTo(SECRET);
  }

  @Test
  void another_master_key_is_refused_with_a_clear_word_and_stores_nothing() {
    open(masterKey);
    byte[] before = stored.getFirst().clone();

    assertThatThrownBy(() -> open(key(2)))
        .isInstanceOf(UnusableMasterKeyException.class)
        .hasMessageContaining("the master key does not open this database's keys")
        .hasNoCause();

    assertThat(stored).hasSize(1);
    assertThat(stored.getFirst()).isEqualTo(before);
  }

  @Test
  void an_altered_ring_is_refused() {
    open(masterKey);
    byte[] altered = stored.getFirst().clone();
    altered[altered.length / 2] ^= 1;

    assertThatThrownBy(
            () ->
                KeyRing.open(
                    masterKey,
                    Optional.of(altered),
                    _ -> {
                      throw new AssertionError("stores nothing");
                    }))
        .isInstanceOf(UnusableMasterKeyException.class);
  }

  @Test
  void derived_bytes_are_the_same_on_every_node_and_others_for_each_purpose_and_ring() {
    byte[] derived = ring(masterKey).derived("cursors");

    assertThat(ring(masterKey).derived("cursors")).hasSize(32).isEqualTo(derived);
    assertThat(ring(masterKey).derived("another use")).isNotEqualTo(derived);
    stored.clear();
    assertThat(ring(masterKey).derived("cursors")).isNotEqualTo(derived);
  }

  /// What an earlier version sealed opens in every later one. Add a file for each new format or key
  /// type; never change one.
  @ParameterizedTest
  @ValueSource(strings = "sealed-v1.properties")
  void what_earlier_versions_sealed_still_opens(String file) throws IOException {
    Properties golden = golden(file);
    MasterKey master = MasterKey.parse(Secret.of(golden.getProperty("master_key"))).orElseThrow();
    byte[] keyset = Base64.getDecoder().decode(golden.getProperty("keyset"));
    Vault vault =
        KeyRing.open(
                master,
                Optional.of(keyset),
                _ -> {
                  throw new AssertionError("stores nothing");
                })
            .vault();
    Binding binding =
        new Binding(
            golden.getProperty("workspace"),
            golden.getProperty("table"),
            golden.getProperty("row"),
            golden.getProperty("field"),
            Long.parseLong(golden.getProperty("version")));

    Sealed sealed = new Sealed(Base64.getDecoder().decode(golden.getProperty("sealed")));

    assertThat(vault.open(sealed, binding)).isEqualTo(Secret.of(golden.getProperty("secret")));
  }

  private Vault open(MasterKey key) {
    return ring(key).vault();
  }

  private KeyRing ring(MasterKey key) {
    return KeyRing.open(key, stored.stream().findFirst(), this::storeFirst);
  }

  private byte[] storeFirst(byte[] wrapped) {
    stored.add(wrapped);
    return wrapped;
  }

  private static MasterKey key(int number) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) number);
    return new MasterKey(bytes);
  }

  private static Properties golden(String file) throws IOException {
    try (InputStream in = KeyRingTest.class.getResourceAsStream("/golden/vault/" + file)) {
      Properties properties = new Properties();
      properties.load(Objects.requireNonNull(in, file));
      return properties;
    }
  }
}
