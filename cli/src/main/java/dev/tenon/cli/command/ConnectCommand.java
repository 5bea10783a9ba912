package dev.tenon.cli.command;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.sdk.ConnectLink;
import dev.tenon.sdk.ConnectLinkRequest;
import dev.tenon.sdk.Connection;
import dev.tenon.sdk.ConnectionFilter;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon connect`: makes a connect link, opens it, and waits until the connection hands out
/// tokens.
///
/// It plays the app: the browser comes back to a port of this machine with the `connect_code`, and
/// the program confirms that code, since the user at this keyboard is the user of the link.
public final class ConnectCommand {
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final String DEFAULT_TIMEOUT = "600";

  private final Browser browser;

  private ConnectCommand(Browser browser) {
    this.browser = browser;
  }

  /// The command.
  public static CommandSpec spec(Browser browser) {
    return Verb.named("connect", "Connects a user: makes a link, opens it and waits.")
        .required("-i,--integration", "NAME", "the integration")
        .required("-u,--user", "ID", "the user, by your own id")
        .option("--timeout", "SECONDS", "how long to wait; " + DEFAULT_TIMEOUT + " unless given")
        .flag("--no-open", "print the link and do not open a browser")
        .flag("--no-wait", "print the link and end")
        .atHub()
        .does(new ConnectCommand(browser)::run);
  }

  private ExitCode run(Invocation call) throws IOException, InterruptedException {
    TenonClient hub = call.hub();
    if (call.flag("--no-wait")) {
      return printLink(call, hub.connectLinks().create(request(call)));
    }
    Set<String> before = seen(call, hub);
    try (var comingBack = ComingBack.listen()) {
      ConnectLink link =
          hub.connectLinks().create(request(call).withReturnUrl(comingBack.address()));
      announce(call, link);
      return await(call, hub, link, comingBack, before);
    }
  }

  private static ConnectLinkRequest request(Invocation call) {
    return ConnectLinkRequest.of(call.required("--integration"), call.required("--user"));
  }

  private static ExitCode printLink(Invocation call, ConnectLink link) {
    return call.isJson()
        ? call.print(JsonObject.empty().with("id", link.id()).with("url", link.url().toString()))
        : call.say(link.url().toString());
  }

  private void announce(Invocation call, ConnectLink link) {
    boolean opened = !call.flag("--no-open") && browser.open(link.url());
    call.terminal()
        .err()
        .println(
            (opened ? "Your browser opens " : "Open in your browser: ")
                + link.url()
                + System.lineSeparator()
                + "Waiting until you are connected; Ctrl-C stops waiting.");
  }

  private static ExitCode await(
      Invocation call, TenonClient hub, ConnectLink link, ComingBack comingBack, Set<String> before)
      throws InterruptedException {
    Duration patience = Ask.seconds("--timeout", call.option("--timeout").orElse(DEFAULT_TIMEOUT));
    Instant end = call.terminal().clock().instant().plus(patience);
    while (call.terminal().clock().instant().isBefore(end)) {
      comingBack.code(STEP).ifPresent(code -> hub.connectLinks().confirm(link.id(), code));
      for (Connection connection : mine(call, hub)) {
        if (connection.isActive() && !before.contains(mark(connection))) {
          return done(call, connection);
        }
      }
    }
    throw new FailedException(
        Failure.of(
            ExitCode.CONNECT_REQUIRED,
            "Nobody connected within " + patience.toSeconds() + " s.",
            "the user",
            "Run the command again and press Connect on the page."));
  }

  private static ExitCode done(Invocation call, Connection connection) {
    if (call.isJson()) {
      return call.print(connection.members());
    }
    String account = connection.account().map(name -> " (account: " + name + ")").orElse("");
    return call.say(
        connection.user() + " is connected to " + connection.integration() + account + ".");
  }

  private static Set<String> seen(Invocation call, TenonClient hub) {
    var marks = new HashSet<String>();
    mine(call, hub).forEach(connection -> marks.add(mark(connection)));
    return marks;
  }

  private static List<Connection> mine(Invocation call, TenonClient hub) {
    return hub.connections()
        .list(
            ConnectionFilter.all()
                .integration(call.required("--integration"))
                .user(call.required("--user")))
        .toList();
  }

  private static String mark(Connection connection) {
    return connection.id() + connection.status() + connection.lastRefreshedAt();
  }
}
