package dev.tenon.cli.command;

import dev.tenon.cli.terminal.Details;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.Table;
import dev.tenon.cli.terminal.Times;
import dev.tenon.sdk.Connection;
import dev.tenon.sdk.ConnectionEvent;
import dev.tenon.sdk.ConnectionFilter;
import dev.tenon.sdk.Revocation;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon connections`.
public final class ConnectionCommands {
  private ConnectionCommands() {}

  /// The commands.
  public static CommandSpec spec() {
    return Verb.group(
        "connections",
        "What users hold at providers.",
        Verb.named("list", "Lists them.")
            .option("-i,--integration", "NAME", "those through this integration")
            .option("-u,--user", "ID", "those of this user")
            .option("--status", "STATUS", "those with this status")
            .atHub()
            .does(ConnectionCommands::list),
        one("show", "Shows one.", ConnectionCommands::show),
        one("refresh", "Refreshes its token now.", ConnectionCommands::refresh),
        one("delete", "Ends it, and revokes it at the provider.", ConnectionCommands::delete),
        one("events", "Lists what happened to it.", ConnectionCommands::events),
        ImportCommand.spec());
  }

  private static CommandSpec one(String name, String description, Action action) {
    return Verb.named(name, description).argument("ID", "the connection").atHub().does(action);
  }

  private static ExitCode list(Invocation call) {
    var filter = ConnectionFilter.all();
    filter = call.option("--integration").map(filter::integration).orElse(filter);
    filter = call.option("--user").map(filter::user).orElse(filter);
    filter = call.option("--status").map(filter::status).orElse(filter);
    return Listing.show(
        call,
        call.hub().connections().list(filter),
        Connection::members,
        Table.of("ID", "INTEGRATION", "USER", "STATUS", "ACCOUNT", "LAST REFRESH", "NEXT REFRESH"),
        ConnectionCommands::row,
        "No connections.");
  }

  private static String[] row(Connection connection) {
    return new String[] {
      connection.id(),
      connection.integration(),
      connection.user(),
      connection.status(),
      connection.account().orElse(""),
      connection.lastRefreshedAt().map(Times::show).orElse(""),
      connection.nextRefreshAt().map(Times::show).orElse("")
    };
  }

  private static ExitCode show(Invocation call) {
    String id = call.argument(0);
    return details(
        call,
        Listing.found(
            call.hub().connections().find(id), "connection", id, "tenon connections list"));
  }

  private static ExitCode refresh(Invocation call) {
    return details(call, call.hub().connections().refresh(call.argument(0)));
  }

  private static ExitCode delete(Invocation call) {
    Revocation revocation = call.hub().connections().delete(call.argument(0));
    if (call.isJson()) {
      return call.print(revocation.members());
    }
    call.say("Ended here: it hands out no token any more.");
    String detail = revocation.detail().isEmpty() ? "" : " " + revocation.detail();
    return call.say(
        revocation.revokedAtProvider()
            ? "The provider confirmed that the tokens are revoked." + detail
            : "NOT revoked at the provider: tokens already handed out may work until they end."
                + detail);
  }

  private static ExitCode events(Invocation call) {
    return Listing.show(
        call,
        call.hub().connections().events(call.argument(0)),
        ConnectionEvent::members,
        Table.of("TIME", "EVENT", "DETAILS"),
        event ->
            new String[] {event.at().map(Times::show).orElse(""), event.type(), details(event)},
        "No events.");
  }

  private static String details(ConnectionEvent event) {
    return event.details().entrySet().stream()
        .map(detail -> detail.getKey() + "=" + detail.getValue())
        .reduce((a, b) -> a + " " + b)
        .orElse("");
  }

  static ExitCode details(Invocation call, Connection connection) {
    if (call.isJson()) {
      return call.print(connection.members());
    }
    new Details()
        .line("Id", connection.id())
        .line("Integration", connection.integration())
        .line("User", connection.user())
        .line("Status", connection.status())
        .line("Account", connection.account().orElse(""))
        .line("Scopes", String.join(" ", connection.scopes()))
        .line("Created", connection.createdAt().map(Times::show).orElse(""))
        .line("Last refresh", connection.lastRefreshedAt().map(Times::show).orElse(""))
        .line("Next refresh", connection.nextRefreshAt().map(Times::show).orElse(""))
        .line("Last error", connection.lastError().orElse(""))
        .print(call.terminal());
    return ExitCode.OK;
  }
}
