package dev.tenon.cli.terminal;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;

/// How a person at the keyboard is asked for something.
public interface Questions {
  /// A line that is not shown while it is typed; empty where nobody can be asked or nothing was
  /// typed.
  Optional<String> secret(String prompt);

  /// Whether somebody typed `yes` or `y`; false where nobody can be asked.
  default boolean agrees(String prompt) {
    return false;
  }

  /// Asks nobody.
  static Questions none() {
    return _ -> Optional.empty();
  }

  /// Asks at the console.
  static Questions at(Console console) {
    return new Questions() {
      @Override
      public Optional<String> secret(String prompt) {
        return Optional.ofNullable(console.readPassword("%s", prompt))
            .filter(typed -> typed.length > 0)
            .map(String::new);
      }

      @Override
      public boolean agrees(String prompt) {
        String typed = console.readLine("%s", prompt);
        return typed != null && typed.strip().toLowerCase(Locale.ROOT).matches("y|yes");
      }
    };
  }
}
