package dev.tenon.cli.command;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.ConsoleLink;
import dev.tenon.sdk.json.JsonObject;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon console-link`: a link that signs somebody in to the console, once.
public final class ConsoleLinkCommand {
  private ConsoleLinkCommand() {}

  /// The command.
  public static CommandSpec spec() {
    return Verb.named("console-link", "Makes a link that signs somebody in to the console, once.")
        .option("--email", "ADDRESS", "of the member, or of whoever becomes one by it")
        .option("--name", "NAME", "of a new member, as a proposal")
        .option("--role", "ROLE", "of a new member: admin, developer or viewer; admin unless given")
        .atHub()
        .note("It takes an admin key. The link ends after a day.")
        .does(ConsoleLinkCommand::run);
  }

  private static ExitCode run(Invocation call) {
    ConsoleLink link =
        call.hub()
            .createConsoleLink(
                call.option("--role").orElse("admin"),
                call.option("--email").orElse(""),
                call.option("--name").orElse(""));
    return call.isJson()
        ? call.print(
            JsonObject.empty()
                .with("id", link.id())
                .with("url", link.url().toString())
                .with("expires_at", link.expiresAt().toString()))
        : call.say(link.url().toString());
  }
}
