package dev.tenon.cli;

import dev.tenon.cli.command.AppCommands;
import dev.tenon.cli.command.ApplyFileCommand;
import dev.tenon.cli.command.Browser;
import dev.tenon.cli.command.CallCommand;
import dev.tenon.cli.command.ConnectCommand;
import dev.tenon.cli.command.ConnectionCommands;
import dev.tenon.cli.command.ConnectorCommands;
import dev.tenon.cli.command.ConsoleLinkCommand;
import dev.tenon.cli.command.ExportCommand;
import dev.tenon.cli.command.IssuerCommands;
import dev.tenon.cli.command.KeyCommands;
import dev.tenon.cli.command.ListCommand;
import dev.tenon.cli.command.OAuthClientCommands;
import dev.tenon.cli.command.RecordsCommand;
import dev.tenon.cli.command.SyncCommands;
import dev.tenon.cli.command.TokenCommand;
import dev.tenon.cli.command.Verb;
import dev.tenon.cli.command.WorkspaceCommands;
import dev.tenon.cli.run.DataCommands;
import dev.tenon.cli.run.DemoCommand;
import dev.tenon.cli.run.RunningHub;
import dev.tenon.cli.run.SandboxCommand;
import dev.tenon.cli.run.ServeCommand;
import dev.tenon.cli.run.StopSignal;
import dev.tenon.cli.run.TrainCommand;
import dev.tenon.cli.run.Training;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// All commands. A run of one command builds that one alone, so that a start stays quick.
final class Commands {
  private static final Set<String> RUN_ON = Set.of("demo", "serve", "sandbox", "train");

  private final SequencedMap<String, Supplier<CommandSpec>> suppliers = new LinkedHashMap<>();

  /// @param hubs how a hub is started within this process
  /// @param stop tells what runs on to stop
  Commands(Browser browser, RunningHub.Starter hubs, StopSignal stop) {
    suppliers.put("demo", () -> DemoCommand.spec(hubs, stop, Training.asked("hub")));
    suppliers.put("serve", () -> ServeCommand.spec(hubs, stop, Training.asked("hub")));
    suppliers.put("sandbox", () -> SandboxCommand.spec(stop));
    suppliers.put("token", TokenCommand::spec);
    suppliers.put("connect", () -> ConnectCommand.spec(browser));
    suppliers.put("call", CallCommand::spec);
    suppliers.put("export", ExportCommand::spec);
    suppliers.put("backup", DataCommands::backup);
    suppliers.put("rotate-keys", DataCommands::rotateKeys);
    suppliers.put("list", ListCommand::list);
    suppliers.put("resources", ListCommand::resources);
    suppliers.put("syncs", SyncCommands::spec);
    suppliers.put("records", RecordsCommand::spec);
    suppliers.put("oauth-clients", OAuthClientCommands::spec);
    suppliers.put("connections", ConnectionCommands::spec);
    suppliers.put("connectors", ConnectorCommands::spec);
    suppliers.put("apply", ApplyFileCommand::spec);
    suppliers.put("apps", AppCommands::spec);
    suppliers.put(
        "keys", () -> KeyCommands.spec().addSubcommand("recover", DataCommands.recoverKey()));
    suppliers.put("issuers", IssuerCommands::spec);
    suppliers.put("console-link", ConsoleLinkCommand::spec);
    suppliers.put("workspace", WorkspaceCommands::spec);
    suppliers.put("workspaces", WorkspaceCommands::ofInstallation);
    suppliers.put("completion", () -> Completion.spec(this));
    suppliers.put("version", Version::spec);
    suppliers.put("train", () -> TrainCommand.spec(training(hubs), hubs));
  }

  /// Runs commands as they are, except that what runs on stops at once.
  private static TrainCommand.Runner training(RunningHub.Starter hubs) {
    var commands = new Commands(Browser.none(), hubs, () -> {});
    return (words, url, call) ->
        new Cli(commands, call.terminal().with("TENON_URL", url).with("TENON_API_KEY", "x"))
            .run(words);
  }

  /// Whether the command line `words` starts something that runs until it is told to stop.
  boolean runsOn(List<String> words) {
    return !words.isEmpty() && RUN_ON.contains(words.getFirst());
  }

  /// The tree that the command line `words` needs.
  CommandSpec tree(List<String> words) {
    Supplier<CommandSpec> only = words.isEmpty() ? null : suppliers.get(words.getFirst());
    return only == null ? whole() : root().addSubcommand(words.getFirst(), only.get());
  }

  /// The tree of all commands.
  CommandSpec whole() {
    CommandSpec root = root();
    for (Map.Entry<String, Supplier<CommandSpec>> entry : suppliers.entrySet()) {
      root.addSubcommand(entry.getKey(), entry.getValue().get());
    }
    return root;
  }

  private static CommandSpec root() {
    CommandSpec root = CommandSpec.create().name("tenon");
    root.usageMessage()
        .description("A self-hosted OAuth connection hub: tokens without the trouble.")
        .synopsisSubcommandLabel("COMMAND")
        .footer(
            "Exit codes: 0 done, 1 fault, 2 usage, 3 refused, 4 connect required,",
            "5 provider unavailable, 6 hub not reachable, 7 not authorized.")
        .footerHeading("%n");
    return root.addOption(Verb.help())
        .addOption(
            OptionSpec.builder("-V", "--version")
                .description("show the version")
                .arity("0")
                .type(boolean.class)
                .versionHelp(true)
                .build())
        .version(Version.text());
  }
}
