package dev.tenon.server.journey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program of this machine that runs a text. A machine without it fails the test and says what to
/// install.
///
/// @param command what it is called
/// @param suffix what a file for it ends with
/// @param install what to do where it is missing
record Program(String command, String suffix, String install) {
  static final Program SHELL = new Program("bash", ".sh", "install bash and curl");
  static final Program PYTHON =
      new Program("python3", ".py", "install Python 3 (on Debian: apt-get install python3)");
  static final Program NODE =
      new Program(
          "node", ".mjs", "install Node.js 18 or later (on Debian: apt-get install nodejs)");

  /// What `text` prints; fails where it does not end well.
  String run(Path directory, String text, Map<String, String> environment) {
    Path program =
        find(command).orElseThrow(() -> new AssertionError("this test runs snippets: " + install));
    if (command.equals("bash") && find("curl").isEmpty()) {
      throw new AssertionError("this test runs snippets: " + install);
    }
    try {
      Path file = Files.createTempFile(directory, "snippet", suffix);
      Files.writeString(file, text);
      Path errors = directory.resolve(file.getFileName() + ".err");
      ProcessBuilder builder =
          new ProcessBuilder(program.toString(), file.toString())
              .directory(directory.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(
            command + " did not end well:\n" + printed + Files.readString(errors));
      }
      return printed;
    } catch (IOException e) {
      throw new IllegalStateException(command + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Path> find(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
