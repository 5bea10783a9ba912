package dev.tenon.cli.command;

import dev.tenon.cli.terminal.Details;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.Workspace;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon workspace`.
public final class WorkspaceCommands {
  private WorkspaceCommands() {}

  /// The commands.
  public static CommandSpec spec() {
    return Verb.group(
        "workspace",
        "The workspace that the key belongs to.",
        Verb.named("show", "Shows it.").atHub().does(call -> show(call, call.hub().workspace())),
        Verb.group(
            "set",
            "Changes a setting.",
            Verb.named("link-verification", "Sets who proves that a link was used by its user.")
                .argument("WHO", "app, hub or none")
                .atHub()
                .note("With none, whoever has a connect link is trusted: for demonstrations.")
                .does(call -> show(call, call.hub().setLinkVerification(call.argument(0))))));
  }

  private static ExitCode show(Invocation call, Workspace workspace) {
    if (call.isJson()) {
      return call.print(workspace.members());
    }
    new Details()
        .line("Name", workspace.name())
        .line("Link verification", workspace.linkVerification())
        .print(call.terminal());
    return ExitCode.OK;
  }
}
