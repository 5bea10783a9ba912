package dev.tenon.cli.command;

import dev.tenon.cli.terminal.Details;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.Table;
import dev.tenon.sdk.Connector;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon connectors`.
public final class ConnectorCommands {
  private ConnectorCommands() {}

  /// The commands.
  public static CommandSpec spec() {
    return Verb.group(
        "connectors",
        "How to talk to each provider.",
        Verb.named("list", "Lists them.").atHub().does(ConnectorCommands::list),
        Verb.named("show", "Shows one.")
            .argument("NAME", "the connector")
            .atHub()
            .does(ConnectorCommands::show),
        Verb.named("add", "Adds a connector, or replaces one that was added.")
            .argument("FILE", "its YAML; - is standard input")
            .atHub()
            .does(ConnectorCommands::add),
        Verb.named("check", "Checks a connector's YAML and adds nothing.")
            .argument("FILE", "its YAML; - is standard input")
            .atHub()
            .does(ConnectorCommands::check),
        Verb.named("remove", "Removes a connector that was added.")
            .argument("NAME", "the connector")
            .atHub()
            .does(ConnectorCommands::remove));
  }

  private static ExitCode list(Invocation call) {
    return Listing.show(
        call,
        call.hub().connectors().list(),
        Connector::members,
        Table.of("NAME", "TITLE", "OWNER", "CONNECTION DEFINITIONS"),
        connector ->
            new String[] {
              connector.name(),
              connector.title(),
              connector.members().text("owner").orElse(""),
              String.join(", ", connector.connectionDefinitions())
            },
        "No connectors.");
  }

  private static ExitCode show(Invocation call) {
    String name = call.argument(0);
    return details(
        call,
        Listing.found(
            call.hub().connectors().find(name), "connector", name, "tenon connectors list"));
  }

  private static ExitCode add(Invocation call) {
    return details(call, call.hub().connectors().add(yaml(call)));
  }

  private static ExitCode check(Invocation call) {
    call.hub().connectors().check(yaml(call));
    return call.isJson() ? ExitCode.OK : call.say(call.argument(0) + " is a valid connector.");
  }

  private static ExitCode remove(Invocation call) {
    call.hub().connectors().remove(call.argument(0));
    return call.isJson() ? ExitCode.OK : call.say("Removed " + call.argument(0) + ".");
  }

  private static ExitCode details(Invocation call, Connector connector) {
    if (call.isJson()) {
      return call.print(connector.members());
    }
    new Details()
        .line("Name", connector.name())
        .line("Title", connector.title())
        .line("Connection definitions", String.join(", ", connector.connectionDefinitions()))
        .line("Owner", connector.members().text("owner").orElse(""))
        .line("Documentation", connector.members().text("documentation").orElse(""))
        .print(call.terminal());
    scopes(call, connector);
    return ExitCode.OK;
  }

  /// What an admin can pick for `--scope`, with what each allows.
  private static void scopes(Invocation call, Connector connector) {
    Table table = Table.of("CONNECTION DEFINITION", "SCOPE", "ALLOWS", "");
    boolean any = false;
    for (Json item : connector.members().items("connection_definitions")) {
      if (item instanceof JsonObject definition) {
        List<String> minimum = definition.texts("minimum_scopes");
        for (Json each : definition.items("offered_scopes")) {
          if (each instanceof JsonObject scope) {
            String token = scope.text("token").orElse("");
            table.row(
                definition.text("name").orElse(""),
                token,
                scope.text("allows").orElse(""),
                minimum.contains(token) ? "enough to read" : "");
            any = true;
          }
        }
      }
    }
    if (any) {
      call.say("");
      table.print(call.terminal(), "");
    }
  }

  /// The file that the first argument names.
  static String yaml(Invocation call) {
    String file = call.argument(0);
    try {
      return file.equals("-")
          ? new String(call.terminal().in().readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(call.file(file));
    } catch (IOException _) {
      throw new FailedException(
          Failure.usage("The file " + file + " cannot be read.", "Check its name and its mode."));
    }
  }
}
