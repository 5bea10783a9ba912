package dev.tenon.bench.exports;

import dev.tenon.bench.chaos.Node;
import dev.tenon.bench.chaos.Program;
import dev.tenon.bench.chaos.Providers;
import dev.tenon.bench.chaos.Store;
import dev.tenon.sdk.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sandbox, nodes of one hub, and exports of Ada's things, all as processes.
final class Scene implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);

  private final Path directory;
  private final Program program;
  private final Optional<Store> store;
  private final Providers providers;
  private final List<Node> nodes = new ArrayList<>();
  private final Ada ada;
  private final Secret key;

  /// @param nodes how many; several share a PostgreSQL, one has SQLite
  Scene(Path root, Path directory, int nodes) throws IOException, InterruptedException {
    this.directory = directory;
    this.program = Program.make(root);
    this.store =
        nodes > 1
            ? Optional.of(Store.start(Files.createDirectory(directory.resolve("pg"))))
            : Optional.empty();
    this.providers = Providers.start(program, directory, freePort());
    // What refreshes lose is not asked here: tokens outlive the run.
    providers.post("policies", "{\"provider\":\"trimble-id\",\"access_token_seconds\":86400}");
    this.ada = new Ada(providers.url());
    List<String> options = store.map(it -> List.of("--database-url", it.url())).orElseGet(List::of);
    Map<String, String> environment =
        Map.of("TENON_MASTER_KEY", masterKey(), "TENON_ADMIN_KEY", Ada.ADMIN_KEY.reveal());
    for (int i = 1; i <= nodes; i++) {
      Path own = directory.resolve("node-" + i);
      this.nodes.add(new Node(i, program, options, environment, own, freePort()));
    }
    for (Node node : this.nodes) {
      if (!node.up(START)) {
        throw new IllegalStateException("a node does not start; see " + directory);
      }
    }
    this.key = ada.connect(this.nodes.getFirst().url());
  }

  List<Node> nodes() {
    return nodes;
  }

  Ada ada() {
    return ada;
  }

  Providers providers() {
    return providers;
  }

  /// Starts `tenon export` of all TODOs of a project with their files.
  Process export(URI hub, String project, Path to, int parallel) {
    List<String> command =
        program.command(
            List.of(
                "export",
                "trimble-connect/todos",
                "--project",
                project,
                "--attachments",
                "--parallel",
                Integer.toString(parallel),
                "--to",
                to.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("export.log").toFile()));
    builder.environment().put("TENON_URL", hub.toString());
    builder.environment().put("TENON_API_KEY", key.reveal());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    nodes.forEach(Node::end);
    providers.close();
    store.ifPresent(Store::close);
  }

  private static String masterKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
