package dev.tenon.cli;

import dev.tenon.cli.command.Verb;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon completion`: a script that completes commands and options, for bash and zsh.
final class Completion {
  private Completion() {}

  static CommandSpec spec(Commands commands) {
    return Verb.named("completion", "Prints a script that completes commands, for bash and zsh.")
        .note("Use it: source <(tenon completion)")
        .does(
            call ->
                call.say(AutoComplete.bash("tenon", new CommandLine(commands.whole())).strip()));
  }
}
