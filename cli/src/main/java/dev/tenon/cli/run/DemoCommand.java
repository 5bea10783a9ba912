package dev.tenon.cli.run;

import dev.tenon.cli.command.Invocation;
import dev.tenon.cli.command.Verb;
import dev.tenon.cli.demo.DemoApp;
import dev.tenon.cli.demo.DemoKeys;
import dev.tenon.cli.demo.DemoSetup;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.SandboxSettings;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.server.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon demo`: a hub and the simulated providers with everything registered, and an app to try
/// them with. It has data of its own and takes no setting but its ports from outside.
public final class DemoCommand {
  private static final String DEFAULT_PORT = "8080";
  private static final int SANDBOX_PORT = 8090;
  private static final int APP_PORT = 8081;

  private final RunningHub.Starter hubs;
  private final StopSignal stop;
  private final Training training;

  private DemoCommand(RunningHub.Starter hubs, StopSignal stop, Training training) {
    this.hubs = hubs;
    this.stop = stop;
    this.training = training;
  }

  /// The command.
  public static CommandSpec spec(RunningHub.Starter hubs, StopSignal stop, Training training) {
    return Verb.named("demo", "Starts a hub and simulated providers, with everything registered.")
        .option("--port", "PORT", "the hub; else TENON_PORT, else " + DEFAULT_PORT)
        .option("--sandbox-port", "PORT", "the simulated providers; " + SANDBOX_PORT)
        .option("--app-port", "PORT", "the app to try it with; " + APP_PORT)
        .option("--data-dir", "DIRECTORY", "the data; tenon-data/demo unless given")
        .note("For trying only: whoever has a connect link of the demo is trusted.")
        .does(new DemoCommand(hubs, stop, training)::run);
  }

  private ExitCode run(Invocation call) throws IOException, InterruptedException {
    Path data = call.file(call.option("--data-dir").orElse("tenon-data/demo")).toAbsolutePath();
    ProgramLog.forPeople();
    DemoKeys keys = DemoKeys.read(data, new SecureRandom());
    keys.write(data);
    Settings settings = settings(call, data, keys.admin());
    int sandboxPort = Ports.of(call, "--sandbox-port", SANDBOX_PORT);
    int appPort = Ports.of(call, "--app-port", APP_PORT);
    Ports.requireFree(settings.port(), "the hub", "--port");
    Ports.requireFree(sandboxPort, "the sandbox", "--sandbox-port");
    Ports.requireFree(appPort, "the demo app", "--app-port");
    stop.expect();
    try (var hub = hubs.start(settings);
        var sandbox = Sandbox.start(sandbox(sandboxPort, hub.url()))) {
      DemoKeys complete = DemoSetup.prepare(hub.url(), sandbox, keys, data);
      Secret key =
          complete.app().orElseThrow(() -> new IllegalStateException("the set-up makes a key"));
      try (var app = app(appPort, hub.url(), sandbox, key)) {
        URI console = DemoSetup.consoleLink(hub.url(), keys.admin());
        call.say(DemoWords.of(hub.url(), sandbox.url(), app.url(), console, key, data));
        training.begin();
        stop.await();
      }
    }
    return ExitCode.OK;
  }

  private static DemoApp app(int port, URI hub, Sandbox sandbox, Secret key) throws IOException {
    return DemoApp.start(port, TenonClient.of(hub, key), URI.create(sandbox.url() + "/connect-na"));
  }

  private static SandboxSettings sandbox(int port, URI hub) {
    return SandboxCommand.forHub(SandboxSettings.defaults().withPort(port), hub);
  }

  private static Settings settings(Invocation call, Path data, Secret adminKey) {
    String port =
        call.option("--port")
            .orElse(call.terminal().environment().getOrDefault("TENON_PORT", DEFAULT_PORT));
    return ServeCommand.settings(
        Map.of(
            "bind-address",
            "127.0.0.1",
            "port",
            port,
            "data-dir",
            data.toString(),
            "admin-key",
            adminKey.reveal(),
            "allow-private-addresses",
            "localhost,127.0.0.1"),
        Map.of(),
        data);
  }
}
