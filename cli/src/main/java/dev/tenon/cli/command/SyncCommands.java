package dev.tenon.cli.command;

import dev.tenon.cli.terminal.Details;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.Table;
import dev.tenon.cli.terminal.Times;
import dev.tenon.sdk.Syncs;
import dev.tenon.sdk.json.JsonObject;
import java.time.Duration;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon syncs`.
public final class SyncCommands {
  private static final String WHOSE =
      "the user, by your own id; else TENON_USER, else the only one";

  private SyncCommands() {}

  /// The commands.
  public static CommandSpec spec() {
    return Verb.group(
        "syncs",
        "What is copied from a provider and kept in step.",
        Verb.named("list", "Lists those of a user's connection.")
            .argument("INTEGRATION", "for example trimble-connect")
            .option("-u,--user", "ID", WHOSE)
            .atHub()
            .does(SyncCommands::list),
        SyncFieldOptions.added(
                one("add", "Keeps a resource in step from now on; the first run is due at once."))
            .does(SyncCommands::add),
        one("show", "Shows one.").atHub().does(SyncCommands::show),
        SyncFieldOptions.changed(one("change", "Changes what is given, and nothing else."))
            .does(SyncCommands::change),
        one("run", "Has it run as soon as a node is free.").atHub().does(SyncCommands::run),
        one("pause", "Stops it from running by itself; its records stay.")
            .atHub()
            .does(call -> pause(call, true)),
        one("resume", "Lets it run by itself again.").atHub().does(call -> pause(call, false)),
        one("runs", "Lists how it went, the newest run first.").atHub().does(SyncCommands::runs),
        one("remove", "Ends it, with its records.").atHub().does(SyncCommands::remove));
  }

  private static Verb one(String name, String description) {
    return Verb.named(name, description)
        .argument("INTEGRATION/RESOURCE", "for example trimble-connect/todos")
        .option("-u,--user", "ID", WHOSE);
  }

  private static ExitCode list(Invocation call) {
    String integration = call.argument(0);
    return Listing.show(
        call,
        call.hub().syncs(integration, ListCommand.user(call, integration)).list(),
        sync -> sync,
        Table.of("RESOURCE", "STATUS", "EVERY", "COMPLETE", "NEXT RUN", "APP", "ID"),
        sync ->
            new String[] {
              sync.text("resource").orElse(""),
              status(sync),
              every(sync),
              time(sync, "complete_at"),
              time(sync, "next_run_at"),
              sync.text("app").orElse(""),
              sync.text("id").orElse("")
            },
        "Nothing is kept in step. Begin with: tenon syncs add INTEGRATION/RESOURCE --every 1h");
  }

  private static ExitCode add(Invocation call) {
    String resource = ListCommand.names(call)[1];
    return details(
        call, syncs(call).create(SyncFieldOptions.given(call).with("resource", resource)));
  }

  private static ExitCode show(Invocation call) {
    return details(call, found(call, syncs(call)));
  }

  private static ExitCode change(Invocation call) {
    JsonObject given = SyncFieldOptions.given(call);
    if (given.members().isEmpty()) {
      throw new FailedException(
          Failure.usage("Nothing to change was given.", "See: tenon syncs change --help"));
    }
    return update(call, given);
  }

  private static ExitCode pause(Invocation call, boolean paused) {
    return update(call, SyncFieldOptions.paused(paused));
  }

  private static ExitCode update(Invocation call, JsonObject fields) {
    Syncs syncs = syncs(call);
    return details(call, syncs.update(found(call, syncs).requiredText("id"), fields));
  }

  private static ExitCode run(Invocation call) {
    Syncs syncs = syncs(call);
    String id = found(call, syncs).requiredText("id");
    boolean due = syncs.run(id);
    if (call.isJson()) {
      return call.print(SyncFieldOptions.flag("runs_already", !due).with("id", id));
    }
    return call.say(
        (due ? "It runs as soon as a node is free." : "It runs already.")
            + " See: tenon syncs runs "
            + call.argument(0));
  }

  private static ExitCode runs(Invocation call) {
    Syncs syncs = syncs(call);
    return Listing.show(
        call,
        syncs.runs(found(call, syncs).requiredText("id")),
        run -> run,
        Table.of(
            "STARTED",
            "STATE",
            "TOOK",
            "ADDED",
            "CHANGED",
            "DELETED",
            "UNCHANGED",
            "LEFT OUT",
            "WHY"),
        run ->
            new String[] {
              time(run, "started_at"),
              run.text("state").orElse(""),
              took(run),
              number(run, "added"),
              number(run, "changed"),
              number(run, "deleted"),
              number(run, "unchanged"),
              number(run, "left_out"),
              run.text("detail").or(() -> run.text("code")).orElse("")
            },
        "It has not run yet.");
  }

  private static ExitCode remove(Invocation call) {
    Syncs syncs = syncs(call);
    syncs.delete(found(call, syncs).requiredText("id"));
    return call.isJson()
        ? ExitCode.OK
        : call.say(call.argument(0) + " is no longer kept in step; its records are gone.");
  }

  private static Syncs syncs(Invocation call) {
    String integration = ListCommand.names(call)[0];
    return call.hub().syncs(integration, ListCommand.user(call, integration));
  }

  private static JsonObject found(Invocation call, Syncs syncs) {
    String[] names = ListCommand.names(call);
    return Listing.found(
        syncs.of(names[1]), "sync of", call.argument(0), "tenon syncs list " + names[0]);
  }

  private static ExitCode details(Invocation call, JsonObject sync) {
    if (call.isJson()) {
      return call.print(sync);
    }
    JsonObject within = sync.object("within").orElse(JsonObject.empty());
    new Details()
        .line("Resource", sync.text("resource").orElse(""))
        .line(
            "Only below",
            String.join(
                ", ",
                within.members().keySet().stream()
                    .map(word -> word + " " + within.text(word).orElse(""))
                    .toList()))
        .line("Status", status(sync))
        .line("Every", every(sync))
        .line("Next run", time(sync, "next_run_at"))
        .line("Complete", time(sync, "complete_at"))
        .line("Failing since", time(sync, "failing_since"))
        .line("App", sync.text("app").orElse(""))
        .line("Organizations", sync.text("organizations").orElse(""))
        .line("Most items", number(sync, "max_items"))
        .line("Largest item", number(sync, "max_item_bytes") + " bytes")
        .line("Deletions kept", number(sync, "deleted_kept_days") + " days")
        .line("Versions kept", number(sync, "versions_kept"))
        .line("Id", sync.text("id").orElse(""))
        .print(call.terminal());
    return ExitCode.OK;
  }

  private static String status(JsonObject sync) {
    String status = sync.text("status").orElse("").replace('_', ' ');
    return sync.flag("paused") ? status + ", paused" : status;
  }

  private static String every(JsonObject sync) {
    OptionalLong seconds = sync.number("interval_seconds");
    return seconds.isPresent() ? length(seconds.getAsLong()) : "by hand";
  }

  private static String took(JsonObject run) {
    return run.time("started_at").isPresent() && run.time("ended_at").isPresent()
        ? length(
            Duration.between(run.time("started_at").get(), run.time("ended_at").get()).toSeconds())
        : "";
  }

  /// As `--every` takes it.
  private static String length(long seconds) {
    if (seconds > 0 && seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds > 0 && seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static String time(JsonObject of, String name) {
    return of.time(name).map(Times::show).orElse("");
  }

  private static String number(JsonObject of, String name) {
    OptionalLong number = of.number(name);
    return number.isPresent() ? Long.toString(number.getAsLong()) : "";
  }
}
