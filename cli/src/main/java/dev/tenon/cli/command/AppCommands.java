package dev.tenon.cli.command;

import dev.tenon.cli.terminal.Details;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.Table;
import dev.tenon.cli.terminal.Times;
import dev.tenon.sdk.App;
import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon apps`.
public final class AppCommands {
  private AppCommands() {}

  /// The commands.
  public static CommandSpec spec() {
    return Verb.group(
        "apps",
        "The programs that ask for tokens.",
        Verb.named("list", "Lists them.").atHub().does(AppCommands::list),
        Verb.named("create", "Creates an app.")
            .argument("NAME", "its name")
            .repeated("--return-url", "URL", "where its users may come back to; may be repeated")
            .atHub()
            .does(AppCommands::create),
        Verb.named("apply", "Makes the app of a viktor.config.toml and assigns its integrations.")
            .argument("FILE", "the app's viktor.config.toml")
            .option("--name", "NAME", "the app's name; else the file's registered_name")
            .atHub()
            .note(
                "Names are compared exactly. Nothing is changed where one of them is wrong.",
                "An app.py beside the file is read for the names that it asks for.")
            .does(ApplyCommand::run),
        Verb.named("show", "Shows an app.")
            .argument("NAME", "its name")
            .atHub()
            .does(AppCommands::show),
        Verb.named("rename", "Gives an app another name; its keys and connections stay.")
            .argument("NAME", "its name")
            .argument("OTHER", "the other name")
            .atHub()
            .does(AppCommands::rename),
        Verb.named("delete", "Deletes an app, and so its keys.")
            .argument("NAME", "its name")
            .atHub()
            .does(AppCommands::delete));
  }

  private static ExitCode list(Invocation call) {
    return Listing.show(
        call,
        call.hub().apps().list(),
        App::members,
        Table.of("NAME", "INTEGRATIONS", "CREATED"),
        app ->
            new String[] {
              app.name(),
              String.join(", ", app.integrations()),
              app.createdAt().map(Times::show).orElse("")
            },
        "No apps yet. Create one: tenon apps create NAME");
  }

  private static ExitCode create(Invocation call) {
    var returnUrls = call.options("--return-url").stream().map(Invocation::url).toList();
    App app = call.hub().apps().create(call.argument(0), returnUrls);
    return call.isJson()
        ? call.print(app.members())
        : call.say("Created " + app.name() + ". Make a key: tenon keys create " + app.name());
  }

  private static ExitCode show(Invocation call) {
    String name = call.argument(0);
    App app = Listing.found(call.hub().apps().find(name), "app", name, "tenon apps list");
    if (call.isJson()) {
      return call.print(app.members());
    }
    new Details()
        .line("Name", app.name())
        .line("Integrations", String.join(", ", app.integrations()))
        .line(
            "Return URLs",
            app.returnUrls().stream().map(URI::toString).reduce((a, b) -> a + ", " + b).orElse(""))
        .line("Created", app.createdAt().map(Times::show).orElse(""))
        .print(call.terminal());
    return ExitCode.OK;
  }

  private static ExitCode rename(Invocation call) {
    App app = call.hub().apps().rename(call.argument(0), call.argument(1));
    return call.isJson()
        ? call.print(app.members())
        : call.say(call.argument(0) + " is called " + app.name() + " now.");
  }

  private static ExitCode delete(Invocation call) {
    call.hub().apps().delete(call.argument(0));
    return call.isJson() ? ExitCode.OK : call.say("Deleted " + call.argument(0) + ".");
  }
}
