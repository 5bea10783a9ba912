package dev.tenon.cli.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// The directory of an export. A file in it is whole under its own name, or not there: it is
/// written in a corner of its own, synced and moved. Safe for use by any thread.
final class Disk implements AutoCloseable {
  private static final String CORNER = ".parts";
  private static final String LOCK = "lock";
  private static final int BUFFER = 64 * 1024;

  private final Path directory;
  private final FileChannel lock;
  private final AtomicLong parts = new AtomicLong();

  private Disk(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /// Takes `directory`, which is made where it is missing; what a killed export left half done
  /// goes.
  ///
  /// @throws Export.BusyException when another export has it
  static Disk open(Path directory) throws IOException {
    Path root = directory.toAbsolutePath().normalize();
    Path corner = root.resolve(CORNER);
    Files.createDirectories(corner);
    FileChannel lock =
        FileChannel.open(corner.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isTaken(lock)) {
      lock.close();
      throw new Export.BusyException();
    }
    try (Stream<Path> left = Files.list(corner)) {
      for (Path part : left.filter(it -> !it.endsWith(LOCK)).toList()) {
        Files.deleteIfExists(part);
      }
    }
    return new Disk(root, lock);
  }

  /// Whether the lock is this export's now. The system lets go of it when the process ends.
  private static boolean isTaken(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /// Where `path`, with slashes, is.
  ///
  /// @throws IOException when it leads out of the directory
  Path at(String path) throws IOException {
    Path file = directory.resolve(path).normalize();
    if (!file.startsWith(directory) || file.equals(directory)) {
      throw new IOException("a path leads out of the directory");
    }
    return file;
  }

  /// Writes the file at `path`; it is there when this returns, and not when it throws.
  Written write(String path, Writing writing) throws IOException {
    Path file = at(path);
    Path part = directory.resolve(CORNER).resolve(Long.toString(parts.incrementAndGet()));
    MessageDigest digest = sha256();
    try {
      long size;
      try (FileChannel channel =
              FileChannel.open(
                  part,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE);
          Hashed out = new Hashed(Channels.newOutputStream(channel), digest)) {
        writing.to(out);
        size = out.size;
        channel.force(true);
      }
      Files.createDirectories(file.getParent());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new Written(size, HexFormat.of().formatHex(digest.digest()));
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// Whether a file of that size is there.
  boolean has(String path, long size) {
    try {
      Path file = at(path);
      return Files.isRegularFile(file) && Files.size(file) == size;
    } catch (IOException _) {
      return false;
    }
  }

  /// The SHA-256 of the file at `path`.
  String hash(String path) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(at(path))) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Lets go of the directory, and takes away what was only of use under way.
  @Override
  public void close() throws IOException {
    Path corner = directory.resolve(CORNER);
    Files.deleteIfExists(corner.resolve(LOCK));
    lock.close();
    Files.deleteIfExists(corner);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Writes the bytes of a file.
  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /// A file that is there.
  record Written(long size, String sha256) {}

  private static final class Hashed extends OutputStream {
    private final OutputStream out;
    private final MessageDigest digest;
    private long size;

    Hashed(OutputStream out, MessageDigest digest) {
      this.out = out;
      this.digest = digest;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
      digest.update(bytes, from, count);
      size += count;
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
