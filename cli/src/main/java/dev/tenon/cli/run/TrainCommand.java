package dev.tenon.cli.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tenon.cli.command.Invocation;
import dev.tenon.cli.command.Verb;
import dev.tenon.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/// What the program runs while the JDK watches what it needs; not for people.
public final class TrainCommand {
  private static final List<String> HUB =
      List.of("demo", "--port", "0", "--sandbox-port", "0", "--app-port", "0", "--data-dir");
  private static final List<List<String>> CLIENT =
      List.of(
          List.of("token", "-i", "x", "-u", "y"),
          List.of("token", "-i", "x", "-u", "y", "--json"),
          List.of("oauth-clients", "list"),
          List.of("connections", "list", "--json"),
          List.of("--help"));
  private static final String ANSWER =
      """
      {"access_token":"t","token_type":"Bearer","expires_at":"2030-01-01T00:00:00Z","scope":"a b",
       "connection_id":"con_x","token_version":1,
       "items":[{"id":"con_x","name":"x","status":"active","created_at":"2026-01-01T00:00:00Z"}]}
      """;

  private final Runner runner;
  private final RunningHub.Starter hubs;

  private TrainCommand(Runner runner, RunningHub.Starter hubs) {
    this.runner = runner;
    this.hubs = hubs;
  }

  /// Runs a command line within this process.
  @FunctionalInterface
  public interface Runner {
    /// Runs it with these surroundings, but with the hub at `url`; what runs on stops at once.
    void run(List<String> words, String url, Invocation call);
  }

  /// The command.
  public static CommandSpec spec(Runner runner, RunningHub.Starter hubs) {
    CommandSpec spec =
        Verb.named("train", "Runs what the JDK's cache is made of.")
            .argument("KIND", "hub or client")
            .does(new TrainCommand(runner, hubs)::run);
    spec.usageMessage().hidden(true);
    return spec;
  }

  private ExitCode run(Invocation call) throws IOException {
    if (call.argument(0).equals("hub")) {
      hub(call);
    } else {
      client(call);
    }
    return ExitCode.OK;
  }

  private void hub(Invocation call) throws IOException {
    Path data = Files.createTempDirectory("tenon-train");
    try {
      Path demo = data.resolve("demo");
      runner.run(Stream.concat(HUB.stream(), Stream.of(demo.toString())).toList(), "", call);
      new Rehearsal(call.terminal().clock())
          .run(hubs, Files.createDirectory(data.resolve("rehearsal")));
    } finally {
      delete(data);
    }
  }

  private void client(Invocation call) throws IOException {
    var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(here, 0);
    server.createContext("/", TrainCommand::answer);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    CLIENT.forEach(words -> runner.run(words, url, call));
    server.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
