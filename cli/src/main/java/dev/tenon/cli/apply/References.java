package dev.tenon.cli.apply;

import dev.tenon.sdk.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Values that stand elsewhere: `env:NAME` and `file:PATH`, the only way in which a secret can be
/// said. Paths are seen from the file that names them.
///
/// @param directory of that file
record References(Map<String, String> environment, Path directory) {
  private static final String ENV = "env:";
  private static final String FILE = "file:";

  static boolean isReference(String text) {
    return text.startsWith(ENV) || text.startsWith(FILE);
  }

  /// What `text` stands for: itself where it is no reference; empty where there is nothing.
  Optional<Secret> read(String text) {
    if (text.startsWith(ENV)) {
      return Optional.ofNullable(environment.get(text.substring(ENV.length())))
          .map(String::strip)
          .filter(it -> !it.isEmpty())
          .map(Secret::of);
    }
    if (text.startsWith(FILE)) {
      try {
        return Optional.of(Files.readString(directory.resolve(text.substring(FILE.length()))))
            .map(String::strip)
            .filter(it -> !it.isEmpty())
            .map(Secret::of);
      } catch (IOException _) {
        return Optional.empty();
      }
    }
    return text.isBlank() ? Optional.empty() : Optional.of(Secret.of(text));
  }
}
