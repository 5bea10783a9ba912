package dev.tenon.server.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The browser for page tests: the one that the machine has, else the distribution's, installed
/// where that is possible. A machine without one fails the test and says what to do.
final class BrowserFinder {
  private static final List<String> NAMES =
      List.of(
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable",
          "microsoft-edge",
          "microsoft-edge-stable");
  private static final List<Path> PLACES =
      List.of(
          Path.of("/snap/bin/chromium"),
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
          Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
          Path.of("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"));

  private BrowserFinder() {}

  /// The browser's program.
  static Path find() {
    return installed()
        .or(BrowserFinder::install)
        .orElseThrow(
            () ->
                new AssertionError(
                    "page tests need a browser: install Chromium, Chrome or Edge (on Debian:"
                        + " apt-get install chromium)"));
  }

  private static Optional<Path> installed() {
    Stream<Path> onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":"))
            .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)));
    return Stream.concat(onPath, PLACES.stream()).filter(Files::isExecutable).findFirst();
  }

  private static Optional<Path> install() {
    if (!Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
      return Optional.empty();
    }
    run("apt-get", "update", "-qq");
    run("apt-get", "install", "-y", "-qq", "chromium");
    return installed();
  }

  private static void run(String... command) {
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new IllegalStateException(String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
