package dev.tenon.cli.run;

import dev.tenon.cli.command.Invocation;
import dev.tenon.cli.command.Verb;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.Table;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.SandboxClient;
import dev.tenon.sandbox.SandboxSettings;
import dev.tenon.server.Settings;
import dev.tenon.server.connect.ConnectRoutes;
import java.net.URI;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon sandbox`: the simulated providers alone.
public final class SandboxCommand {
  private final StopSignal stop;

  private SandboxCommand(StopSignal stop) {
    this.stop = stop;
  }

  /// The command.
  public static CommandSpec spec(StopSignal stop) {
    return Verb.named("sandbox", "Starts the simulated providers.")
        .option("--port", "PORT", "where they listen; 8090 unless given")
        .option("--data", "SET", "what they hold: small (the default), large or hostile")
        .option("--hub", "URL", "the hub that providers send users back to, when not on port 8080")
        .does(new SandboxCommand(stop)::run);
  }

  private ExitCode run(Invocation call) throws InterruptedException {
    ProgramLog.forPeople();
    var defaults = SandboxSettings.defaults();
    int port = Ports.of(call, "--port", defaults.port());
    Ports.requireFree(port, "the sandbox", "--port");
    SandboxSettings settings = withData(defaults.withPort(port), call);
    URI hub = Invocation.url(call.option("--hub").orElse("http://localhost:8080"));
    try (var sandbox = Sandbox.start(forHub(settings, hub))) {
      call.say("The simulated providers run at " + sandbox.url() + " ; Ctrl-C stops them.");
      Table table = Table.of("PROVIDER", "CLIENT ID", "CLIENT SECRET", "SCOPE");
      sandbox.clients().forEach(client -> table.row(row(client)));
      table.print(call.terminal(), "");
      stop.await();
    }
    return ExitCode.OK;
  }

  private static SandboxSettings withData(SandboxSettings settings, Invocation call) {
    String set = call.option("--data").orElse("small");
    try {
      return settings.withData(set);
    } catch (IllegalArgumentException _) {
      throw new FailedException(
          Failure.usage("There is no data set '" + set + "'.", "One of small, large, hostile."));
    }
  }

  /// The same settings for the hub at `hub`: providers send users back there and nowhere else.
  static SandboxSettings forHub(SandboxSettings settings, URI hub) {
    String base = hub.toString().replaceAll("/+$", "");
    return settings
        .withRedirectUris(Set.of(URI.create(base + Settings.CALLBACK_PATH)))
        .withSecondConsentRedirectUris(
            Set.of(URI.create(base + ConnectRoutes.SECOND_STEP_RETURN_PATH)));
  }

  private static String[] row(SandboxClient client) {
    return new String[] {
      client.provider(),
      client.clientId(),
      client.clientSecret().isEmpty() ? "(none)" : client.clientSecret(),
      client.scope()
    };
  }
}
