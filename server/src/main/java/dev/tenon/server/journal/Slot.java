package dev.tenon.server.journal;

import dev.tenon.secret.RandomText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A slot whose lock this process holds until it closes it, or ends.
final class Slot implements AutoCloseable {
  private static final String NAME = "node";
  private static final int NAME_LENGTH = 10;

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

  /// The name of the process that has, or had, this slot; empty where none has.
  Optional<String> name() throws IOException {
    try {
      return Optional.of(new String(disk.read(file()), StandardCharsets.US_ASCII).strip())
          .filter(text -> text.matches("node-[0-9A-Za-z]+"));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// The name of this slot, drawn where it has none.
  String nameOrDraw(RandomGenerator random) throws IOException {
    Optional<String> there = name();
    if (there.isPresent()) {
      return there.get();
    }
    String name = "node-" + RandomText.base62(random, NAME_LENGTH);
    disk.delete(file());
    Disk.Output output = disk.create(file());
    try {
      output.write(ByteBuffer.wrap((name + "\n").getBytes(StandardCharsets.US_ASCII)));
      output.sync();
    } finally {
      output.close();
    }
    disk.syncDirectory(directory);
    return name;
  }

  /// Takes its name away: whoever takes the slot next is somebody else.
  void forgetName() throws IOException {
    disk.delete(file());
    disk.syncDirectory(directory);
  }

  /// Whether a process has, or had, the slot at `directory` and nobody has taken it over since. A
  /// slot has its name before it has anything else, and loses it last.
  static boolean hasName(Path directory) {
    return Files.exists(directory.resolve(NAME));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private Path file() {
    return directory.resolve(NAME);
  }
}
