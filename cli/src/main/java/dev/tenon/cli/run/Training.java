package dev.tenon.cli.run;

import java.io.File;
import java.io.IOException;
import java.util.Optional;

/// Makes the JDK's ahead-of-time cache for the next start, where the launcher found none: in the
/// background the launcher runs the program once more, at low priority, and keeps what the JDK
/// loaded and linked. Nothing waits for it, and nothing is lost where it fails.
public final class Training {
  private static final String LAUNCHER = "tenon.launcher";

  private final Optional<String> launcher;
  private final String kind;

  private Training(Optional<String> launcher, String kind) {
    this.launcher = launcher;
    this.kind = kind;
  }

  /// Makes the cache of this kind of command, `hub` or `client`, where the launcher asks for it.
  public static Training asked(String kind) {
    return new Training(Optional.ofNullable(System.getProperty(LAUNCHER)), kind);
  }

  /// Makes no cache.
  public static Training none() {
    return new Training(Optional.empty(), "");
  }

  /// Begins, and does not wait.
  public void begin() {
    launcher.ifPresent(this::start);
  }

  private void start(String program) {
    var discard = ProcessBuilder.Redirect.DISCARD;
    var builder = new ProcessBuilder("sh", program, "--make-cache", kind);
    builder.redirectInput(new File("/dev/null")).redirectOutput(discard).redirectError(discard);
    try {
      builder.start();
    } catch (IOException _) {
      // The next start is as slow as this one was.
    }
  }
}
