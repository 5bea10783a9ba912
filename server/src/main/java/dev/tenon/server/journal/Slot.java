package dev.tenon.server.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// A slot whose lock this process holds until it closes it, or ends.
final class Slot implements AutoCloseable {
  private static final String NAMES = "node";

  private final Path directory;
  private final FileChannel lock;
  private final Disk disk;

  Slot(Path directory, FileChannel lock, Disk disk) {
    this.directory = directory;
    this.lock = lock;
    this.disk = disk;
  }

  Path directory() {
    return directory;
  }

  /// The names of the processes that had this slot, or took over from one, the last first.
  List<String> names() throws IOException {
    try {
      return new String(disk.read(directory.resolve(NAMES)), US_ASCII)
          .lines()
          .filter(line -> line.matches("node-[0-9A-Za-z]+"))
          .toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  /// Writes the names down, in place of those that are there.
  void name(List<String> names) throws IOException {
    Path next = directory.resolve(NAMES + ".new");
    disk.delete(next);
    Disk.Output output = disk.create(next);
    try {
      output.write(ByteBuffer.wrap((String.join("\n", names) + "\n").getBytes(US_ASCII)));
      output.sync();
    } finally {
      output.close();
    }
    disk.replace(next, directory.resolve(NAMES));
    disk.syncDirectory(directory);
  }

  /// Takes its names away: somebody else has taken them over.
  void forgetNames() throws IOException {
    disk.delete(directory.resolve(NAMES));
    disk.syncDirectory(directory);
  }

  /// Whether a process has, or had, the slot at `directory` and nobody has taken it over since. A
  /// slot has its name before it has anything else, and loses it last.
  static boolean hasName(Path directory) {
    return Files.exists(directory.resolve(NAMES));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
