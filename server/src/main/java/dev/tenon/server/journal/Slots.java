package dev.tenon.server.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The places for processes under one data directory. Each process holds one by a lock on a file,
/// which the operating system ends with the process, however that ends.
final class Slots {
  static final String LOCK = "lock";

  private static final int MOST = 1000;

  private final Path root;
  private final Disk disk;
  // On POSIX, closing any channel of a file ends every lock that the process has on it. So where
  // the lock turns out to be this very process's, the channel that found out stays open.
  private final Map<Path, FileChannel> ours = new ConcurrentHashMap<>();

  /// @param root where the slots are
  Slots(Path root, Disk disk) {
    this.root = root;
    this.disk = disk;
  }

  /// The first slot that nobody holds.
  Slot take() throws IOException {
    LocalDisk.makeDirectory(root);
    for (int number = 1; number <= MOST; number++) {
      Path directory = root.resolve(Integer.toString(number));
      LocalDisk.makeDirectory(directory);
      Optional<Slot> slot = attempt(directory);
      if (slot.isPresent()) {
        disk.syncDirectory(root);
        return slot.get();
      }
    }
    throw new IOException("no free slot among " + MOST + " in " + root);
  }

  /// Takes those that nobody holds and in which something lies. The caller closes them.
  List<Slot> takeAbandoned() throws IOException {
    List<Slot> taken = new ArrayList<>();
    for (Path directory : directories()) {
      if (Slot.hasName(directory)) {
        attempt(directory).ifPresent(taken::add);
      }
    }
    return taken;
  }

  private List<Path> directories() throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      return all.filter(it -> String.valueOf(it.getFileName()).matches("[0-9]{1,4}"))
          .sorted(Comparator.comparingInt(it -> Integer.parseInt(String.valueOf(it.getFileName()))))
          .toList();
    }
  }

  private Optional<Slot> attempt(Path directory) throws IOException {
    FileChannel channel = ours.get(directory);
    if (channel == null) {
      channel = LocalDisk.openLock(directory.resolve(LOCK));
    }
    try {
      if (channel.tryLock() != null) {
        ours.remove(directory);
        return Optional.of(new Slot(directory, channel, disk));
      }
    } catch (OverlappingFileLockException _) {
      ours.put(directory, channel);
      return Optional.empty();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }
}
