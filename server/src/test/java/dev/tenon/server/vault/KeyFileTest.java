package dev.tenon.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The master key in a file.
final class KeyFileTest {
  private final SecureRandom random = new SecureRandom();
  private final Path directory;
  private final Path file;

  KeyFileTest(@TempDir Path directory) {
    this.directory = directory;
    this.file = directory.resolve("master.key");
  }

  @Test
  void the_first_start_makes_a_file_that_only_its_owner_can_read() throws IOException {
    new KeyFile(directory).readOrMake(random);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void the_next_start_finds_the_same_key() {
    byte[] first = new KeyFile(directory).readOrMake(random).bytes();

    assertThat(new KeyFile(directory).readOrMake(random).bytes()).isEqualTo(first);
  }

  @Test
  void no_two_installations_have_the_same_key(@TempDir Path other) {
    byte[] first = new KeyFile(directory).readOrMake(random).bytes();

    assertThat(new KeyFile(other).readOrMake(random).bytes()).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
  void a_file_that_others_can_reach_is_refused_and_says_what_to_do(String mode) throws IOException {
    new KeyFile(directory).readOrMake(random);
    String key = Files.readString(file).strip();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

    assertThatThrownBy(() -> new KeyFile(directory).readOrMake(random))
        .isInstanceOf(UnusableMasterKeyException.class)
        .hasMessageContaining("chmod 600 " + file)
        .hasMessageNotContaining(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "not a key", "AAECAwQFBgcICQoLDA0ODw=="})
  void a_file_without_a_key_is_refused_and_left_as_it_is(String content) throws IOException {
    new KeyFile(directory).readOrMake(random);
    Files.writeString(file, content);

    assertThatThrownBy(() -> new KeyFile(directory).readOrMake(random))
        .isInstanceOf(UnusableMasterKeyException.class)
        .hasMessageContaining(file.toString());

    assertThat(file).hasContent(content);
  }
}
