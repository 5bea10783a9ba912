package dev.tenon.cli.terminal;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/// What surrounds one run of the program.
///
/// @param columns width of the window; 0 where the output is no terminal
/// @param questions how a person is asked, where there is one
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    int columns,
    Questions questions,
    Clock clock) {
  /// Copies the environment.
  public Terminal {
    environment = Map.copyOf(environment);
  }

  /// The same with one more variable in its environment.
  public Terminal with(String variable, String value) {
    var more = new HashMap<>(environment);
    more.put(variable, value);
    return new Terminal(in, out, err, more, directory, columns, questions, clock);
  }

  /// Whether a person reads the output as it comes.
  public boolean isInteractive() {
    return columns > 0;
  }
}
