package dev.tenon.cli.command;

import dev.tenon.cli.terminal.ExitCode;
import java.io.IOException;

/// What a command does.
@FunctionalInterface
public interface Action {
  /// Does it. What went wrong is thrown: a [dev.tenon.cli.terminal.FailedException], or what the
  /// SDK throws.
  ExitCode run(Invocation call) throws IOException, InterruptedException;
}
