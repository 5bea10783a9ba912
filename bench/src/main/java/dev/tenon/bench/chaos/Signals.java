package dev.tenon.bench.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Signals to one process by its number.
final class Signals {
  private Signals() {}

  /// Sends signal `name`, such as `STOP`; false where the process is gone.
  static boolean send(String name, long pid) {
    try {
      return new ProcessBuilder("kill", "-" + name, Long.toString(pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
