package dev.tenon.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// What the journal wants of a disk: the place where tests let one fail, and count.
interface Disk {
  /// Makes `file` for its owner alone.
  Output create(Path file) throws IOException;

  /// All bytes of `file`.
  byte[] read(Path file) throws IOException;

  /// Removes `file`, if it is there.
  void delete(Path file) throws IOException;

  /// Puts `file` in the place of `old`, at once.
  void replace(Path file, Path old) throws IOException;

  /// Makes what was created in `directory`, and removed from it, outlive a loss of power.
  void syncDirectory(Path directory) throws IOException;

  /// A file that is being written, at its end. Used by one thread.
  interface Output {
    /// Writes all of `bytes`.
    void write(ByteBuffer bytes) throws IOException;

    /// Makes what was written outlive a loss of power.
    void sync() throws IOException;

    /// Closes it; failing to is of no consequence.
    void close();
  }
}
