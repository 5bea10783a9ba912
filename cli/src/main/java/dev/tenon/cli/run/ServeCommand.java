package dev.tenon.cli.run;

import dev.tenon.cli.command.Invocation;
import dev.tenon.cli.command.Verb;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.server.Settings;
import dev.tenon.server.SettingsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon serve`: the hub alone.
public final class ServeCommand {
  private static final List<String> FLAGS =
      List.of(
          "bind-address",
          "port",
          "base-url",
          "data-dir",
          "database-url",
          "allow-private-addresses");

  private final RunningHub.Starter hubs;
  private final StopSignal stop;
  private final Training training;

  private ServeCommand(RunningHub.Starter hubs, StopSignal stop, Training training) {
    this.hubs = hubs;
    this.stop = stop;
    this.training = training;
  }

  /// The command.
  public static CommandSpec spec(RunningHub.Starter hubs, StopSignal stop, Training training) {
    return Verb.named("serve", "Starts the hub.")
        .option("--bind-address", "ADDRESS", "of this machine; else TENON_BIND_ADDRESS, else all")
        .option("--port", "PORT", "where it listens; else TENON_PORT, else 8080")
        .option("--base-url", "URL", "how browsers and providers reach it; else TENON_BASE_URL")
        .option("--data-dir", "DIRECTORY", "its data; else TENON_DATA_DIR, else ./tenon-data")
        .option("--database-url", "URL", "jdbc:postgresql://...; else TENON_DATABASE_URL")
        .option(
            "--allow-private-addresses",
            "LIST",
            "hosts and CIDRs that providers may have although private")
        .note(
            "Secrets come from the environment: TENON_MASTER_KEY (else a key file in the data"
                + " directory), TENON_ADMIN_KEY. The file tenon.yaml is read too.")
        .does(new ServeCommand(hubs, stop, training)::run);
  }

  private ExitCode run(Invocation call) throws IOException, InterruptedException {
    ProgramLog.forOperators(call.terminal().isInteractive());
    Settings settings =
        settings(
            flags(call),
            call.terminal().environment(),
            call.terminal().directory().toAbsolutePath());
    Ports.requireFree(settings.port(), "the hub", "--port");
    stop.expect();
    try (var hub = hubs.start(settings)) {
      hub.newAdminKey()
          .ifPresent(key -> call.say("The first admin key, shown this once: " + key.reveal()));
      hub.signInLink()
          .ifPresent(link -> call.say("Sign in to the console, once, within a day: " + link));
      call.say("Tenon runs at " + hub.url() + " ; Ctrl-C stops it.");
      training.begin();
      stop.await();
    }
    return ExitCode.OK;
  }

  /// The settings that these flags and this environment make, or the failure that tells every
  /// problem at once.
  static Settings settings(
      Map<String, String> flags, Map<String, String> environment, Path directory) {
    return switch (SettingsReader.read(flags, environment, directory)) {
      case SettingsReader.Result.Valid valid -> valid.settings();
      case SettingsReader.Result.Invalid invalid ->
          throw new FailedException(
              Failure.usage("The settings are not valid.", String.join("; ", invalid.problems())));
    };
  }

  private static Map<String, String> flags(Invocation call) {
    var flags = new LinkedHashMap<String, String>();
    FLAGS.forEach(name -> call.option("--" + name).ifPresent(value -> flags.put(name, value)));
    return flags;
  }
}
