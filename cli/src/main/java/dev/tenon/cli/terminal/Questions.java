package dev.tenon.cli.terminal;

import java.io.Console;
import java.util.Optional;

/// How a person at the keyboard is asked for something.
public interface Questions {
  /// A line that is not shown while it is typed; empty where nobody can be asked or nothing was
  /// typed.
  Optional<String> secret(String prompt);

  /// Asks nobody.
  static Questions none() {
    return _ -> Optional.empty();
  }

  /// Asks at the console.
  static Questions at(Console console) {
    return prompt ->
        Optional.ofNullable(console.readPassword("%s", prompt))
            .filter(typed -> typed.length > 0)
            .map(String::new);
  }
}
