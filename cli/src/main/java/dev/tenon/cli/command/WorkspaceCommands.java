package dev.tenon.cli.command;

import dev.tenon.cli.terminal.Details;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.Table;
import dev.tenon.cli.terminal.Times;
import dev.tenon.sdk.NewApiKey;
import dev.tenon.sdk.NewWorkspace;
import dev.tenon.sdk.Workspace;
import dev.tenon.sdk.json.JsonObject;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon workspace`, and `tenon workspaces` for the operator.
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

  /// The commands that concern all workspaces.
  public static CommandSpec ofInstallation() {
    return Verb.group(
        "workspaces",
        "The workspaces of the installation, for its operator.",
        Verb.named("list", "Lists them.").atHub().does(WorkspaceCommands::list),
        Verb.named("create", "Makes one and prints its first admin key, this once.")
            .argument("NAME", "its name, for people")
            .atHub()
            .note("It takes an admin key of the first workspace.")
            .does(WorkspaceCommands::create));
  }

  private static ExitCode list(Invocation call) {
    return Listing.show(
        call,
        call.hub().workspaces().list(),
        Workspace::members,
        Table.of("ID", "NAME", "CREATED"),
        workspace ->
            new String[] {
              workspace.members().text("id").orElse(""),
              workspace.name(),
              workspace.members().time("created_at").map(Times::show).orElse("")
            },
        "No workspaces.");
  }

  private static ExitCode create(Invocation call) {
    NewWorkspace made = call.hub().workspaces().create(call.argument(0));
    NewApiKey key = made.adminKey();
    if (call.isJson()) {
      return call.print(
          JsonObject.empty()
              .with("id", made.id())
              .with("name", made.name())
              .with(
                  "admin_key",
                  JsonObject.empty()
                      .with("id", key.id())
                      .with("name", key.name())
                      .with("key", key.key().reveal())));
    }
    call.terminal()
        .err()
        .println("Workspace " + made.id() + "; its first admin key, which is not shown again:");
    return call.say(key.key().reveal());
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
