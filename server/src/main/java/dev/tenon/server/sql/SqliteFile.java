package dev.tenon.server.sql;

import dev.tenon.workspace.StoreUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// The file of a SQLite database: readable by its owner only, and used by one process at a time,
/// because what that process remembers must not be changed behind its back.
final class SqliteFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private SqliteFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Makes file and directory where they are missing, and locks the file against other hubs.
  static SqliteFile open(Path file) {
    Path path = file.toAbsolutePath().normalize();
    try {
      makeDirectory(path.getParent());
      makeFile(path);
      return new SqliteFile(path, lock(path));
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot use the database file " + path, e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot close the lock of " + path, e);
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
    makeFile(lockFile);
    FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new IOException("another process uses it; stop that one first");
    }
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static void makeDirectory(@Nullable Path directory) throws IOException {
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(directory, owner("rwx------"));
    }
  }

  /// SQLite gives the files that it puts beside this one the same mode.
  private static void makeFile(Path path) throws IOException {
    try {
      Files.createFile(path, owner("rw-------"));
    } catch (FileAlreadyExistsException _) {
      // Its mode is its owner's choice by now.
    }
  }

  private static FileAttribute<?>[] owner(String mode) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
