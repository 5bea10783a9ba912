package dev.tenon.cli.command;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.Table;
import dev.tenon.cli.terminal.Times;
import dev.tenon.sdk.ApiKey;
import dev.tenon.sdk.NewApiKey;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.JsonObject;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon keys`: of an app by its name, or the workspace's own with `--admin`.
public final class KeyCommands {
  private static final String DEFAULT_NAME = "cli";

  private KeyCommands() {}

  /// The commands.
  public static CommandSpec spec() {
    return Verb.group(
        "keys",
        "The API keys of an app, or of the admins.",
        ofSomebody(Verb.named("list", "Lists keys, without the keys themselves."))
            .does(KeyCommands::list),
        ofSomebody(Verb.named("create", "Makes a key and prints it, this once."))
            .option("--name", "NAME", "what the key is for")
            .does(KeyCommands::create),
        Verb.named("revoke", "Ends a key at once.")
            .argument("ID", "the key's id")
            .option("--app", "APP", "the app whose key it is")
            .flag("--admin", "it is an admin key")
            .atHub()
            .does(KeyCommands::revoke));
  }

  private static Verb ofSomebody(Verb verb) {
    return verb.optionalArgument("APP", "the app").flag("--admin", "admin keys").atHub();
  }

  private static ExitCode list(Invocation call) {
    Optional<String> app = app(call, call.optionalArgument(0));
    TenonClient hub = call.hub();
    return Listing.show(
        call,
        app.map(hub.apps()::keys).orElseGet(hub.adminKeys()::list),
        ApiKey::members,
        Table.of("ID", "NAME", "ENDS WITH", "CREATED", "REVOKED"),
        key ->
            new String[] {
              key.id(),
              key.name(),
              key.lastFour(),
              key.createdAt().map(Times::show).orElse(""),
              key.revokedAt().map(Times::show).orElse("")
            },
        "No keys yet. Make one: tenon keys create " + app.orElse("--admin"));
  }

  private static ExitCode create(Invocation call) {
    Optional<String> app = app(call, call.optionalArgument(0));
    String name = call.option("--name").orElse(DEFAULT_NAME);
    TenonClient hub = call.hub();
    NewApiKey key =
        app.map(owner -> hub.apps().createKey(owner, name))
            .orElseGet(() -> hub.adminKeys().create(name));
    if (call.isJson()) {
      return call.print(
          JsonObject.empty()
              .with("id", key.id())
              .with("name", key.name())
              .with("key", key.key().reveal()));
    }
    String owner = app.map(it -> " of " + it).orElse(" for admins");
    call.terminal().err().println("Key " + key.id() + owner + "; it is not shown again:");
    return call.say(key.key().reveal());
  }

  private static ExitCode revoke(Invocation call) {
    Optional<String> app = app(call, call.option("--app"));
    String id = call.argument(0);
    TenonClient hub = call.hub();
    app.ifPresentOrElse(owner -> hub.apps().revokeKey(owner, id), () -> hub.adminKeys().revoke(id));
    return call.isJson() ? ExitCode.OK : call.say("Revoked " + id + ".");
  }

  /// The app that was given; empty for `--admin`. One of the two must be, so that nobody makes an
  /// admin key by leaving something out.
  private static Optional<String> app(Invocation call, Optional<String> given) {
    if (given.isPresent() == call.flag("--admin")) {
      throw new FailedException(
          Failure.usage(
              "Say whose key it is.", "Give an app, or --admin for the workspace's own keys."));
    }
    return given;
  }
}
