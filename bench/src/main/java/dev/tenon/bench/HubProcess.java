package dev.tenon.bench;

import dev.tenon.secret.Secret;
import dev.tenon.server.Hub;
import dev.tenon.server.Settings;
import dev.tenon.server.http.Listener;
import dev.tenon.server.http.ListenerSettings;
import dev.tenon.server.ops.Meters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The hub under test in a process of its own, with a second listener beside it that gives the
/// [Constant] answer. Does what it is told on standard input, and ends with it.
final class HubProcess {
  private final List<Listener> constants = new ArrayList<>();
  private Optional<Statements> statements = Optional.empty();

  private HubProcess() {}

  /// Arguments: data directory, admin key, a database URL where it is not SQLite in the data
  /// directory, and a master key where it is not in there.
  public static void main(String[] args) throws IOException {
    Settings settings =
        new Settings(
            "127.0.0.1",
            0,
            Optional.empty(),
            Path.of(args[0]),
            args.length > 2 ? Optional.of(args[2]) : Optional.empty(),
            args.length > 3 ? Optional.of(Secret.of(args[3])) : Optional.empty(),
            Optional.of(Secret.of(args[1])),
            List.of("127.0.0.1"));
    try (Hub hub = Hub.start(settings)) {
      Child.say(Integer.toString(hub.port()));
      new HubProcess().serve();
    }
  }

  private void serve() throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.split(" ", -1);
      Child.say(
          switch (words[0]) {
            case "constant" -> constant(Base64.getDecoder().decode(words[1]));
            case "count" -> count();
            case "counted" -> counted();
            case "heap" -> heap();
            default -> throw new IllegalArgumentException(words[0]);
          });
    }
    constants.forEach(Listener::close);
  }

  /// The port of a listener that answers `body`.
  private String constant(byte[] body) {
    ListenerSettings settings = ListenerSettings.defaults().at("127.0.0.1", 0);
    Listener listener =
        Listener.start(
            settings, Constant.routes(body), new SecureRandom(), new Meters()::requestAnswered);
    constants.add(listener);
    return Integer.toString(listener.port());
  }

  private String count() {
    statements = Optional.of(Statements.count());
    return "counting";
  }

  /// What is alive on the heap, in bytes.
  @SuppressWarnings("DoNotCall") // What is garbage does not count.
  private static String heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return Long.toString(runtime.totalMemory() - runtime.freeMemory());
  }

  private String counted() throws IOException {
    return Long.toString(statements.orElseThrow().end());
  }
}
