package dev.tenon.bench.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Two nodes, one connection and what was seen of them, told in seconds from a beginning. The
/// access token is over all the time unless told.
final class Court implements AutoCloseable {
  static final int PROVIDER = 4000;

  private static final Instant BEGINNING = Instant.parse("2026-01-02T12:00:00Z");

  final Held held = new Held("con_1", "ada", Application.all().getFirst(), "grant-1");
  private final Barriers barriers = new Barriers();
  private final Yardstick yardstick;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Node> owners = new HashMap<>();
  private final List<History.Change> changes = new ArrayList<>();
  private final List<TokenCall> calls = new ArrayList<>();
  private Instant expires = BEGINNING.minusSeconds(1);
  private Optional<Witness> witness = Optional.empty();

  Court(Path directory) {
    try {
      this.yardstick = Yardstick.start(directory.resolve("yardstick"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int i = 1; i <= 2; i++) {
      Program program = new Program(directory.resolve("jar"), directory.resolve("cache"));
      nodes.add(new Node(i, program, List.of(), Map.of(), directory.resolve("node-" + i), i));
    }
  }

  static Instant at(double second) {
    return BEGINNING.plusMillis(Math.round(second * 1000));
  }

  Node node(int number) {
    return nodes.get(number - 1);
  }

  /// A process of node `number` that takes leases under `name` from this second on.
  Life process(int number, String name, double second) {
    Node node = node(number);
    Life life = unnamed(number, second);
    Path slot = node.directory().resolve("data/journal/0");
    try {
      Files.createDirectories(slot);
      Files.writeString(slot.resolve("node"), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    node.names().forEach(it -> owners.put(it, node));
    return life;
  }

  /// One whose name nobody has read.
  Life unnamed(int number, double second) {
    return node(number).started(new Life(new NoProcess(), at(second)));
  }

  static void kill(Life life, double second, Set<Integer> unread, Set<Integer> ports) {
    kill(life, "at random", second, unread, ports);
  }

  static void kill(
      Life life, String point, double second, Set<Integer> unread, Set<Integer> ports) {
    life.killed(new Life.Kill(point, at(second), true, ends(unread), ends(ports)));
  }

  private static Set<Sockets.Ends> ends(Set<Integer> ports) {
    return Set.copyOf(ports.stream().map(it -> new Sockets.Ends(it, PROVIDER)).toList());
  }

  /// From this second on the token of the connection is good until that one.
  void expires(double second) {
    expires = at(second);
  }

  /// The connection's row as it was written.
  void lease(double second, String owner, long version) {
    changes.add(new History.Change(at(second), version, Optional.of(owner), expires, false));
  }

  void stored(double second, long version) {
    changes.add(new History.Change(at(second), version, Optional.empty(), expires, false));
  }

  void over(double second, long version) {
    changes.add(new History.Change(at(second), version, Optional.empty(), expires, true));
  }

  /// A refresh that the provider does at once and answers `took` seconds later.
  TokenCall spent(double second, long turn, int port, double took) {
    return call(second, turn, port, took, 200, true);
  }

  /// One whose answer the provider throws away.
  TokenCall thrownAway(double second, long turn, int port) {
    return call(second, turn, port, 0, 200, false);
  }

  /// One that is refused, since the turn is over.
  TokenCall refused(double second, long turn, int port) {
    return call(second, turn, port, 0, 400, true);
  }

  private TokenCall call(
      double second, long turn, int port, double took, int status, boolean whole) {
    TokenCall call =
        new TokenCall(
            calls.size() + 1L,
            "client",
            held.grant(),
            turn,
            at(second),
            port,
            Optional.of(at(second)),
            status,
            Optional.of(at(second + took)),
            whole ? status : 0,
            whole);
    calls.add(call);
    return call;
  }

  /// From this second to that one nobody could write any grant.
  void barrier(double from, double to) {
    barrier(Optional.empty(), from, to);
  }

  /// The same for the grant of `connection` only.
  void barrier(Optional<String> connection, double from, double to) {
    barriers.add(connection, at(from), at(to));
  }

  /// Looks into what node `number` has left in its journal.
  void witness(Witness looking, int number) {
    looking.look(node(number));
    witness = Optional.of(looking);
  }

  private History history() {
    return new History(Map.of(held.id(), List.copyOf(changes)));
  }

  Senders senders() {
    return new Senders(history(), owners, nodes, PROVIDER);
  }

  private Verdict verdict(Optional<String> ended, long turn) {
    return new Verdict(
        calls,
        Map.of(held.grant(), new Providers.GrantState(turn, ended)),
        history(),
        witness,
        senders(),
        yardstick,
        List.of());
  }

  /// What it says of a connection that lives in the hub, at the provider in this turn.
  Fate alive(long turn) {
    return verdict(Optional.empty(), turn).fate(held, Set.of());
  }

  /// What it says of one whose user was told to connect again, after the provider ended the grant.
  Fate dead() {
    held.dead();
    return verdict(Optional.of("reuse"), calls.getLast().turn()).fate(held, Set.of());
  }

  /// The same where the grant lives at the provider.
  Fate deadAlone() {
    held.dead();
    return verdict(Optional.empty(), 1).fate(held, Set.of());
  }

  /// What it says of each token that came twice, the grant being over.
  List<Reuse.Kind> reuses() {
    Fate fate = dead();
    Verdict verdict = verdict(Optional.of("reuse"), calls.getLast().turn());
    return new Reuses(verdict, senders(), history(), barriers)
        .all(Map.of(held.grant(), held), Map.of(held, fate)).stream().map(Reuse::kind).toList();
  }

  @Override
  public void close() throws IOException {
    yardstick.close();
  }

  /// A process that is over, and that only its times and names are asked of.
  private static final class NoProcess extends Process {
    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() {
      return 0;
    }

    @Override
    public int exitValue() {
      return 0;
    }

    @Override
    public void destroy() {
      // It is over.
    }

    @Override
    public long pid() {
      return 1;
    }
  }
}
