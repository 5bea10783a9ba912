package dev.tenon.server.vault;

import dev.tenon.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/// The master key in a file that only its owner can read.
public final class KeyFile {
  /// Its name in the data directory.
  public static final String NAME = "master.key";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private static final String NEXT = NAME + ".new";

  private final Path file;
  private final Path next;

  /// The file in `dataDirectory`.
  public KeyFile(Path dataDirectory) {
    this.file = dataDirectory.resolve(NAME);
    this.next = dataDirectory.resolve(NEXT);
  }

  /// Whether there is one.
  public boolean exists() {
    return Files.exists(file);
  }

  /// The key that is to take the place of the one in the file, on the disk and not in use yet: made
  /// where there is none, so that a rotation that was cut off goes on with the same.
  public MasterKey nextOrMake(SecureRandom random) {
    return new KeyFile(next, next).readOrMake(random);
  }

  /// The key that was made to take the place of the one in the file, where a rotation was cut off.
  public Optional<MasterKey> next() {
    try {
      return Files.exists(next) ? Optional.of(new KeyFile(next, next).read()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the key file " + next, e);
    }
  }

  /// The next key takes its place.
  public void promote() {
    try {
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot replace the key file " + file, e);
    }
  }

  private KeyFile(Path file, Path next) {
    this.file = file;
    this.next = next;
  }

  /// The key in the file; made with a new key first, where there is no file.
  ///
  /// @throws UnusableMasterKeyException when others can read the file, or it holds no key
  public MasterKey readOrMake(SecureRandom random) {
    try {
      if (!Files.exists(file)) {
        make(random);
      }
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the key file " + file, e);
    }
  }

  private MasterKey read() throws IOException {
    if (hasPermissions() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw new UnusableMasterKeyException(
          "others can read the key file " + file + "; the operator runs: chmod 600 " + file);
    }
    String text = Files.readString(file).strip();
    if (text.isEmpty()) {
      throw new UnusableMasterKeyException("the key file " + file + " is empty");
    }
    return MasterKey.parse(Secret.of(text))
        .orElseThrow(
            () ->
                new UnusableMasterKeyException(
                    "the key file " + file + " does not hold 32 bytes in base64"));
  }

  private void make(SecureRandom random) throws IOException {
    byte[] key = new byte[32];
    random.nextBytes(key);
    byte[] text =
        (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII);
    FileAttribute<?>[] mode =
        hasPermissions()
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    // The mode is there from the first moment, and the key on disk before anything is sealed by it.
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      channel.write(ByteBuffer.wrap(text));
      channel.force(true);
    } catch (FileAlreadyExistsException _) {
      // Another process was quicker; its key is the one.
    }
  }

  private boolean hasPermissions() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
