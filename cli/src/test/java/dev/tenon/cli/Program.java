package dev.tenon.cli;

import dev.tenon.cli.command.Browser;
import dev.tenon.cli.run.RunningHub;
import dev.tenon.cli.run.StopSignal;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.Questions;
import dev.tenon.cli.terminal.Terminal;
import dev.tenon.sdk.fake.FakeHub;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The program, run within the test against a fake hub at a fixed time.
final class Program implements AutoCloseable {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  private final FakeHub hub = FakeHub.start();
  private final Map<String, String> environment = new HashMap<>();
  private Path directory = Path.of("");
  private String input = "";
  private int columns = 0;
  private Questions questions = Questions.none();
  private Browser browser = Browser.none();
  private Clock clock = CLOCK;
  private ByteArrayOutputStream out = new ByteArrayOutputStream();
  private StopSignal stop = () -> {};
  private RunningHub.Starter hubs =
      _ -> {
        throw new AssertionError("no hub is started here");
      };

  Program() {
    environment.put("TENON_URL", hub.url().toString());
    environment.put("TENON_API_KEY", "tenon_key");
  }

  FakeHub hub() {
    return hub;
  }

  Program variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Program without(String name) {
    environment.remove(name);
    return this;
  }

  Program in(Path other) {
    directory = other;
    return this;
  }

  Program typing(String text) {
    input = text;
    return this;
  }

  Program columns(int width) {
    columns = width;
    return this;
  }

  Program answering(String secret) {
    questions = _ -> Optional.of(secret);
    return this;
  }

  Program agreeing(boolean agrees) {
    questions =
        new Questions() {
          @Override
          public Optional<String> secret(String prompt) {
            return Optional.empty();
          }

          @Override
          public boolean agrees(String prompt) {
            return agrees;
          }
        };
    return this;
  }

  Program opening(Browser other) {
    browser = other;
    return this;
  }

  Program at(Clock other) {
    clock = other;
    return this;
  }

  Program starting(RunningHub.Starter other) {
    hubs = other;
    return this;
  }

  /// Does this when what runs on is up, and then stops it.
  Program until(StopSignal other) {
    stop = other;
    return this;
  }

  /// Runs one command line, its words separated by single spaces.
  Run run(String line) {
    return run(List.of(line.split(" ")));
  }

  Run run(List<String> words) {
    out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            directory,
            columns,
            questions,
            clock);
    ExitCode code = new Cli(new Commands(browser, hubs, stop), terminal).run(words);
    return new Run(code, text(out), text(err));
  }

  /// What the run that goes on has printed so far.
  String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    hub.close();
  }

  private String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).replace(hub.url().toString(), "http://hub");
  }

  record Run(ExitCode code, String out, String err) {
    /// All that a person sees, for a golden file.
    String seen() {
      return out
          + (err.isEmpty() ? "" : "--- standard error\n" + err)
          + "--- exit "
          + code.number()
          + "\n";
    }
  }
}
