package dev.tenon.server.journal;

import dev.tenon.secret.Secret;
import dev.tenon.secret.Vault;
import dev.tenon.server.vault.KeyRing;
import dev.tenon.server.vault.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A real vault whose key ring is a file, so that another process, or the same one later, opens
/// what it sealed.
final class Keys {
  private static final Secret MASTER = Secret.of("0".repeat(64));

  private Keys() {}

  /// The vault of the installation at `directory`.
  static Vault vault(Path directory) {
    Path file = directory.resolve("keyset");
    try {
      Optional<byte[]> stored =
          Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
      return KeyRing.open(MasterKey.parse(MASTER).orElseThrow(), stored, ring -> store(file, ring))
          .vault();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] store(Path file, byte[] ring) {
    try {
      Files.write(file, ring);
      return ring;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
