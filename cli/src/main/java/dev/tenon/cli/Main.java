package dev.tenon.cli;

import dev.tenon.cli.command.Browser;
import dev.tenon.cli.run.EmbeddedHub;
import dev.tenon.cli.run.SystemStop;
import dev.tenon.cli.run.Training;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.Questions;
import dev.tenon.cli.terminal.Terminal;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// The `tenon` program.
public final class Main {
  private Main() {}

  /// Runs the command line and ends the process with its exit code.
  public static void main(String[] words) {
    Terminal terminal = terminal();
    Browser browser = terminal.isInteractive() ? Browser.ofThisMachine() : Browser.none();
    var stop = new SystemStop();
    var commands = new Commands(browser, EmbeddedHub::start, stop);
    ExitCode code = new Cli(commands, terminal).run(List.of(words));
    if (!commands.runsOn(List.of(words))) {
      Training.asked("client").begin();
    }
    terminal.out().flush();
    terminal.err().flush();
    stop.finished();
    System.exit(code.number());
  }

  private static Terminal terminal() {
    int columns = Integer.getInteger("tenon.columns", 0);
    return new Terminal(
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        System.getenv(),
        Path.of(""),
        Math.max(0, columns),
        questions(columns),
        Clock.systemUTC());
  }

  private static Questions questions(int columns) {
    Console console = columns > 0 ? System.console() : null;
    return console == null ? Questions.none() : Questions.at(console);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
