package dev.tenon.cli.apply;

import dev.tenon.sdk.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/// A file that takes a secret which is shown once, readable by its owner alone. It is made before
/// the secret is, so that no secret is made that cannot be kept.
record SecretFile(Path path) {
  boolean isThere() {
    return Files.exists(path);
  }

  /// Writes what `maker` makes; where that fails, nothing is left.
  void fill(Supplier<Secret> maker) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try (var channel =
        Files.newByteChannel(
            path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owners())) {
      Secret secret = maker.get();
      channel.write(
          java.nio.ByteBuffer.wrap((secret.reveal() + "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (RuntimeException e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  private static FileAttribute<?>[] owners() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
