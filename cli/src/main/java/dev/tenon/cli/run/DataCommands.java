package dev.tenon.cli.run;

import dev.tenon.cli.command.Invocation;
import dev.tenon.cli.command.Verb;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.JsonObject;
import dev.tenon.secret.Secret;
import dev.tenon.server.Backup;
import dev.tenon.server.KeyRecovery;
import dev.tenon.server.KeyRotation;
import dev.tenon.server.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon backup` and `tenon rotate-keys`: what is done with the data of a hub on this machine.
public final class DataCommands {
  private static final String NEW_KEY = "TENON_NEW_MASTER_KEY";
  private static final String DUMP = "pg_dump --format=custom --file=tenon.dump DATABASE";

  private DataCommands() {}

  /// `tenon backup`.
  public static CommandSpec backup() {
    return here(Verb.named("backup", "Copies what a hub on this machine keeps, while it runs.")
            .required("--to", "DIRECTORY", "where to; must be empty or not there"))
        .note(
            "The master key is not in the copy: keep it elsewhere, or nobody can open the copy.",
            "A PostgreSQL is copied with pg_dump; this command copies the rest then.")
        .does(DataCommands::backup);
  }

  /// `tenon rotate-keys`.
  public static CommandSpec rotateKeys() {
    return here(Verb.named("rotate-keys", "Replaces the master key of a hub on this machine."))
        .note(
            "On SQLite stop the hub first; on PostgreSQL the nodes may run, and each needs the new"
                + " key at its next start.",
            "Where the key is in TENON_MASTER_KEY, the new one is taken from " + NEW_KEY + ".")
        .does(DataCommands::rotate);
  }

  /// `tenon keys recover`.
  public static CommandSpec recoverKey() {
    return here(Verb.named("recover", "Makes an admin key on the hub's own machine."))
        .option("--workspace", "ID", "whose; else the first workspace's")
        .note(
            "For a workspace that has lost its last admin key. On SQLite stop the hub first. Whoever",
            "has the hub's database can do this; the audit log tells of it. Revoke lost keys then.")
        .does(DataCommands::recover);
  }

  private static ExitCode recover(Invocation call) {
    Settings settings = settings(call);
    return switch (KeyRecovery.make(settings, call.option("--workspace"), new SecureRandom())) {
      case KeyRecovery.Outcome.Made(String workspace, Secret key) -> {
        if (call.isJson()) {
          yield call.print(
              JsonObject.empty().with("workspace", workspace).with("key", key.reveal()));
        }
        call.terminal().err().println("An admin key of " + workspace + "; it is not shown again:");
        yield call.say(key.reveal());
      }
      case KeyRecovery.Outcome.NoWorkspace(List<String> there) ->
          throw new FailedException(
              Failure.usage(
                  "There is no such workspace.", "There are " + String.join(", ", there) + "."));
      case KeyRecovery.Outcome.NothingYet _ ->
          throw new FailedException(
              Failure.usage(
                  "There is no hub's data in " + settings.dataDirectory() + ".",
                  "Say where it is: --data-dir DIRECTORY."));
      case KeyRecovery.Outcome.DatabaseUnavailable(String reason) ->
          throw refused(
              "The database cannot be used: " + reason + ".",
              "the operator",
              "On SQLite stop the hub, make the key, and start it again.");
    };
  }

  private static Verb here(Verb verb) {
    return verb.option(
            "--data-dir", "DIRECTORY", "its data; else TENON_DATA_DIR, else ./tenon-data")
        .option("--database-url", "URL", "jdbc:postgresql://...; else TENON_DATABASE_URL")
        .flag("--json", "print JSON, for programs");
  }

  private static ExitCode backup(Invocation call) throws IOException {
    Settings settings = settings(call);
    Path target = emptied(call.file(call.required("--to")));
    return switch (Backup.copy(settings, target)) {
      case Backup.Outcome.Copied copied -> told(call, target, copied, Backup.keyPlace(settings));
      case Backup.Outcome.NothingYet(Path database) ->
          throw new FailedException(
              Failure.usage(
                  "There is no database " + database + ".",
                  "Say where it is: --data-dir DIRECTORY."));
    };
  }

  private static ExitCode told(
      Invocation call, Path target, Backup.Outcome.Copied copied, String key) {
    Optional<String> dump = copied.withDatabase() ? Optional.empty() : Optional.of(DUMP);
    if (call.isJson()) {
      JsonObject json =
          JsonObject.empty()
              .with("directory", target.toString())
              .with("copied", JsonArray.ofTexts(copied.names()))
              .with("master_key", key);
      return call.print(dump.isPresent() ? json.with("also_run", dump.get()) : json);
    }
    String names = copied.names().isEmpty() ? "Nothing" : String.join(", ", copied.names());
    call.say(names + " copied to " + target + ".");
    dump.ifPresent(command -> call.say("The database is PostgreSQL. Run too: " + command));
    return call.say(
        "Not in the copy, and needed to open it: the master key (" + key + "). Keep it elsewhere.");
  }

  private static ExitCode rotate(Invocation call) {
    Settings settings = settings(call);
    Optional<Secret> next =
        Optional.ofNullable(call.terminal().environment().get(NEW_KEY))
            .filter(it -> !it.isBlank())
            .map(Secret::of);
    if (settings.masterKey().isPresent() && next.isEmpty()) {
      throw new FailedException(
          Failure.usage(
              "The master key is in TENON_MASTER_KEY, and there is no new one.",
              "Make one with 'openssl rand -base64 32', and set " + NEW_KEY + " to it."));
    }
    return switch (KeyRotation.rotate(settings, next, new SecureRandom())) {
      case KeyRotation.Outcome.Rotated _ -> done(call, settings);
      case KeyRotation.Outcome.NothingYet _ ->
          throw new FailedException(
              Failure.usage(
                  "There is no hub's data in " + settings.dataDirectory() + ".",
                  "Say where it is: --data-dir DIRECTORY."));
      case KeyRotation.Outcome.ChangedMeanwhile _ ->
          throw refused(
              "The keys were rotated by somebody else at the same time. Nothing was changed.",
              "you",
              "Look who it was before you run it again.");
      case KeyRotation.Outcome.KeyUnusable(String reason) ->
          throw refused(reason + ".", "the operator", "Use the key that the hub starts with.");
      case KeyRotation.Outcome.DatabaseUnavailable(String reason) ->
          throw refused(
              "The database cannot be used: " + reason + ".",
              "the operator",
              "On SQLite stop the hub, rotate, and start it again.");
    };
  }

  private static FailedException refused(String what, String whose, String todo) {
    return new FailedException(Failure.of(ExitCode.REFUSED, what, whose, todo));
  }

  private static ExitCode done(Invocation call, Settings settings) {
    String where =
        settings.masterKey().isPresent()
            ? "Start every node with the key of " + NEW_KEY + " as TENON_MASTER_KEY from now on."
            : "The new one is in " + Backup.keyPlace(settings) + ".";
    return call.isJson()
        ? call.print(JsonObject.empty().with("rotated", "master_key"))
        : call.say("The master key is replaced; the old one opens nothing any more. " + where);
  }

  private static Settings settings(Invocation call) {
    Map<String, String> flags = new LinkedHashMap<>();
    for (String name : List.of("data-dir", "database-url")) {
      call.option("--" + name).ifPresent(value -> flags.put(name, value));
    }
    // The hub itself has no such variable.
    Map<String, String> environment = new LinkedHashMap<>(call.terminal().environment());
    environment.remove(NEW_KEY);
    return ServeCommand.settings(flags, environment, call.terminal().directory().toAbsolutePath());
  }

  private static Path emptied(Path target) throws IOException {
    if (Files.exists(target)) {
      try (Stream<Path> inside = Files.list(target)) {
        if (inside.findAny().isPresent()) {
          throw new FailedException(
              Failure.usage(target + " is not empty.", "Give a new directory for each backup."));
        }
      }
    } else if (target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          target,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(target);
    }
    return target;
  }
}
