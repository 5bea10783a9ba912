package dev.tenon.cli.command;

import dev.tenon.cli.terminal.Details;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.Table;
import dev.tenon.cli.terminal.Times;
import dev.tenon.sdk.Dependents;
import dev.tenon.sdk.OAuthClient;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.OAuthClients;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon oauth-clients`.
public final class OAuthClientCommands {
  private static final String SEE_ALL = "tenon oauth-clients list";

  private OAuthClientCommands() {}

  /// The commands.
  public static CommandSpec spec() {
    return Verb.group(
        "oauth-clients",
        "The organisation's registrations at providers.",
        Verb.named("list", "Lists them, with those that other workspaces made public.")
            .option("--search", "TEXT", "only those with this in name, connector or definition")
            .atHub()
            .does(OAuthClientCommands::list),
        Verb.named("show", "Shows one.")
            .argument("NAME", "its name")
            .atHub()
            .does(OAuthClientCommands::show),
        OAuthClientOptions.on(Verb.named("create", "Registers one."))
            .does(OAuthClientCommands::create),
        OAuthClientOptions.on(Verb.named("update", "Changes what is given, and nothing else."))
            .option("--rename", "NEW", "another name")
            .note("Changing an address asks for the client secret again.")
            .does(OAuthClientCommands::update),
        Verb.named("check-redirect", "Compares the redirect URI that the provider has with ours.")
            .argument("NAME", "its name")
            .argument("URI", "as it is registered at the provider")
            .atHub()
            .note("Providers compare it character by character. Ends with 3 where it differs.")
            .does(OAuthClientCommands::checkRedirect),
        Verb.named("dependents", "Shows what depends on one.")
            .argument("NAME", "its name")
            .atHub()
            .does(OAuthClientCommands::dependents),
        Verb.named("delete", "Shows what depends on one, asks, and deletes it.")
            .argument("NAME", "its name")
            .flag("--yes", "do not ask")
            .atHub()
            .does(OAuthClientCommands::delete));
  }

  private static ExitCode list(Invocation call) {
    return Listing.show(
        call,
        call.option("--search")
            .map(call.hub().oauthClients()::search)
            .orElseGet(call.hub().oauthClients()::list),
        OAuthClient::members,
        Table.of(
            "NAME", "CONNECTOR", "DEFINITION", "PUBLIC", "CLIENT ID", "APPS", "SECRET EXPIRES"),
        OAuthClientCommands::row,
        "No OAuth clients yet. Register one: tenon oauth-clients create NAME --connector CONNECTOR");
  }

  private static String[] row(OAuthClient client) {
    return new String[] {
      client.name(),
      client.connector(),
      client.connectionDefinition(),
      shared(client),
      client.clientId(),
      isOffered(client) ? "" : apps(client),
      client.secretExpiresAt().map(Times::show).orElse("")
    };
  }

  private static ExitCode show(Invocation call) {
    String name = call.argument(0);
    return details(
        call, Listing.found(call.hub().oauthClients().find(name), "OAuth client", name, SEE_ALL));
  }

  private static ExitCode create(Invocation call) {
    boolean borrows = call.option("--uses").isPresent();
    if (!borrows && call.option("--connector").isEmpty()) {
      throw new FailedException(
          Failure.usage("--connector is missing.", "See what there is: tenon connectors list"));
    }
    OAuthClientFields fields =
        borrows ? OAuthClientOptions.read(call) : OAuthClientOptions.readAskingForTheSecret(call);
    OAuthClient created = call.hub().oauthClients().create(call.argument(0), fields);
    details(call, created);
    return notes(call, created, true);
  }

  private static ExitCode update(Invocation call) {
    OAuthClientFields given = OAuthClientOptions.read(call);
    OAuthClientFields fields = call.option("--rename").map(given::rename).orElse(given);
    if (fields.isEmpty()) {
      throw new FailedException(
          Failure.usage("Nothing to change was given.", "See: tenon oauth-clients update --help"));
    }
    OAuthClient updated = call.hub().oauthClients().update(call.argument(0), fields);
    details(call, updated);
    return notes(call, updated, false);
  }

  private static ExitCode checkRedirect(Invocation call) {
    OAuthClient client = call.hub().oauthClients().get(call.argument(0));
    String ours =
        client
            .redirectUri()
            .map(URI::toString)
            .orElseThrow(
                () ->
                    new FailedException(
                        Failure.usage(
                            client.name() + " has no redirect URI: it signs nobody in.", "")));
    Optional<Failure> difference = RedirectUriDifference.between(call.argument(1), ours);
    if (difference.isPresent()) {
      throw new FailedException(difference.get());
    }
    return call.isJson() ? ExitCode.OK : call.say("The same, character by character.");
  }

  private static ExitCode delete(Invocation call) {
    String name = call.argument(0);
    OAuthClients clients = call.hub().oauthClients();
    if (!call.isJson() && !call.flag("--yes") && call.terminal().isInteractive()) {
      print(call, Listing.found(clients.dependents(name), "OAuth client", name, SEE_ALL));
      if (!call.terminal().questions().agrees("Delete " + name + "? (yes/no) ")) {
        call.say("Nothing was deleted.");
        return ExitCode.REFUSED;
      }
    }
    clients.delete(name);
    return call.isJson() ? ExitCode.OK : call.say("Deleted " + name + ".");
  }

  private static ExitCode dependents(Invocation call) {
    String name = call.argument(0);
    Dependents found =
        Listing.found(call.hub().oauthClients().dependents(name), "OAuth client", name, SEE_ALL);
    return call.isJson() ? call.print(found.members()) : print(call, found);
  }

  private static ExitCode print(Invocation call, Dependents dependents) {
    new Details()
        .line("Connections", connections(dependents))
        .line("Apps", dependents.apps().isEmpty() ? "none" : String.join(", ", dependents.apps()))
        .line("Sign-in", dependents.signIn() ? "users sign in to the hub with it" : "")
        .line(
            "Other workspaces",
            dependents.borrowers() == 0 ? "" : dependents.borrowers() + " use it")
        .line("Can be deleted", dependents.deletable() ? "yes" : "no")
        .print(call.terminal());
    return ExitCode.OK;
  }

  private static String connections(Dependents dependents) {
    String counts =
        dependents.connections().entrySet().stream()
            .filter(it -> it.getValue() > 0)
            .sorted(Map.Entry.comparingByKey())
            .map(it -> it.getValue() + " " + it.getKey())
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "none" : counts;
  }

  private static ExitCode details(Invocation call, OAuthClient client) {
    if (call.isJson()) {
      return call.print(client.members());
    }
    new Details()
        .line("Name", client.name())
        .line("Connector", client.connector())
        .line("Connection definition", client.connectionDefinition())
        .line("Client id", client.clientId())
        .line("Secret expires", client.secretExpiresAt().map(Times::show).orElse(""))
        .line("Scope", client.scope())
        .line("Apps", apps(client))
        .line("Public", shared(client))
        .line("Authorization URL", client.members().text("authorization_url").orElse(""))
        .line("Token URL", client.members().text("token_url").orElse(""))
        .line("Redirect URI", client.redirectUri().map(URI::toString).orElse(""))
        .print(call.terminal());
    return ExitCode.OK;
  }

  /// What the hub points out.
  ///
  /// @param isNew what its provider needs is told once
  private static ExitCode notes(Invocation call, OAuthClient client, boolean isNew) {
    for (Json item : client.members().items("warnings")) {
      if (!call.isJson() && item instanceof JsonObject warning) {
        String field = warning.text("field").orElse("");
        String message = warning.text("message").orElse("");
        boolean ofProvider = field.equals("connector") || field.equals("connection_definition");
        if (isNew || !ofProvider) {
          String text = (field + " " + message).replaceAll("\\.+$", "") + ".";
          call.terminal().err().println("note: " + Table.printable(text));
        }
      }
    }
    return ExitCode.OK;
  }

  /// Whether it is public; whose, where it is another workspace's; and what to use it by.
  private static String shared(OAuthClient client) {
    JsonObject members = client.members();
    String of =
        members
            .object("provided_by")
            .flatMap(provider -> provider.text("name"))
            .map(name -> ", of " + name)
            .orElse("");
    String by = members.text("uses").map(it -> " (--uses " + it + ")").orElse("");
    return (client.isPublic() ? "yes" : "no") + of + by;
  }

  /// Whether it is another workspace's that this one does not use yet.
  private static boolean isOffered(OAuthClient client) {
    return client.members().text("uses").isPresent();
  }

  private static String apps(OAuthClient client) {
    if (client.forAllApps()) {
      return "all";
    }
    return client.apps().isEmpty() ? "none" : String.join(", ", client.apps());
  }
}
