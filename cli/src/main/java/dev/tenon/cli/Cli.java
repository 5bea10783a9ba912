package dev.tenon.cli;

import dev.tenon.cli.command.Action;
import dev.tenon.cli.command.Invocation;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.HubFailures;
import dev.tenon.cli.terminal.Terminal;
import dev.tenon.sdk.TenonException;
import dev.tenon.sdk.json.JsonException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Runs one command line in its surroundings, and turns whatever comes of it into an exit code and,
/// where it failed, into words. Nothing that fails shows a stack trace.
final class Cli {
  private static final int WIDEST_HELP = 100;

  private final Commands commands;
  private final Terminal terminal;

  Cli(Commands commands, Terminal terminal) {
    this.commands = commands;
    this.terminal = terminal;
  }

  ExitCode run(List<String> words) {
    CommandLine line = new CommandLine(commands.tree(words));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.setOut(writer(terminal.out()));
    line.setErr(writer(terminal.err()));
    line.setUsageHelpWidth(Math.clamp(terminal.columns() - 1, 80, WIDEST_HELP));
    try {
      return run(line.parseArgs(words.toArray(String[]::new)));
    } catch (ParameterException e) {
      return usage(e);
    }
  }

  private ExitCode run(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    if (CommandLine.executeHelpRequest(parsed) != null) {
      return ExitCode.OK;
    }
    if (last.commandSpec().userObject() instanceof Action action) {
      try (var call = new Invocation(last, terminal)) {
        return run(action, call);
      }
    }
    last.commandSpec().commandLine().usage(writer(terminal.err()));
    return ExitCode.USAGE;
  }

  private ExitCode run(Action action, Invocation call) {
    try {
      return action.run(call);
    } catch (FailedException e) {
      return tell(call, e.failure());
    } catch (TenonException e) {
      return tell(call, HubFailures.of(e));
    } catch (JsonException e) {
      return tell(
          call,
          Failure.of(
              ExitCode.INTERNAL,
              "The hub's answer cannot be read: " + e.getMessage() + ".",
              "the operator",
              "Check that hub and program are of the same version."));
    } catch (IOException e) {
      return tell(
          call,
          Failure.of(
              ExitCode.INTERNAL,
              "Reading or writing failed: " + e.getMessage() + ".",
              "you",
              "Check files, disk and ports."));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERNAL;
    }
  }

  private static ExitCode tell(Invocation call, Failure failure) {
    if (call.isJson()) {
      failure.tellAsJson(call.terminal());
    } else {
      failure.tell(call.terminal());
    }
    return failure.code();
  }

  private ExitCode usage(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    Failure.usage(String.valueOf(e.getMessage()), suggestion(e) + "See: " + command + " --help")
        .tell(terminal);
    return ExitCode.USAGE;
  }

  private static String suggestion(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      return "Did you mean " + String.join(" or ", unmatched.getSuggestions()) + "? ";
    }
    return "";
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
