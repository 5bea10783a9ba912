package dev.tenon.bench.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Kills at chosen points, found from outside: the sandbox holds back an answer, or the database a
/// row, and the process that has the lease is killed there.
final class Director {
  /// Where a process is killed on purpose when nothing can have been written down yet.
  static final String AS_THE_ANSWER_GOES = "as the answer goes";

  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final long LOOK_NANOS = 10_000_000;

  private final Rows rows;
  private final Barriers barriers;
  private final Providers providers;
  private final Population population;
  private final Callers callers;
  private final List<Node> nodes;
  private final Map<String, Node> owners;
  private final Weather weather;
  private final AtomicInteger killsLeft;
  private final Tally tally;

  Director(
      Rows rows,
      Barriers barriers,
      Providers providers,
      Population population,
      Callers callers,
      List<Node> nodes,
      Map<String, Node> owners,
      Weather weather,
      AtomicInteger killsLeft,
      Tally tally) {
    this.rows = rows;
    this.barriers = barriers;
    this.providers = providers;
    this.population = population;
    this.callers = callers;
    this.nodes = nodes;
    this.owners = owners;
    this.weather = weather;
    this.killsLeft = killsLeft;
    this.tally = tally;
  }

  void next(Dice dice) throws InterruptedException {
    if (killsLeft.get() <= 0) {
      Thread.sleep(200);
      return;
    }
    try {
      switch (dice.below(10)) {
        case 0, 1 -> sentNotAnswered(dice, false);
        case 2 -> sentNotAnswered(dice, weather.mayLose());
        case 3, 4, 5 -> answeredNotCommitted(dice);
        case 6, 7 -> committed(dice);
        default -> asTheAnswerGoes(dice);
      }
    } catch (SQLException e) {
      // The database is away; that is another's doing.
      tally.count("chosen point missed: database away");
      Thread.sleep(200);
    }
    Thread.sleep(dice.between(0, 300));
  }

  private void sentNotAnswered(Dice dice, boolean spent) throws InterruptedException, SQLException {
    Optional<TokenCall> call =
        provoke(dice, "\"kind\":\"silence\"" + (spent ? ",\"processed\":true" : ""));
    if (call.isPresent()) {
      Thread.sleep(dice.between(0, 300));
      kill(call.get(), spent ? "answer held back" : "request sent, not worked on");
    }
  }

  /// The row is locked, so the answer can reach the journal and not the table.
  private void answeredNotCommitted(Dice dice) throws InterruptedException, SQLException {
    Optional<TokenCall> call = provoke(dice, "\"kind\":\"delay\",\"ms\":250");
    if (call.isEmpty()) {
      return;
    }
    String connection = connectionOf(call.get());
    Optional<Node> owner = owner(connection);
    Optional<String> unwritable = rows.holdsAll() ? Optional.empty() : Optional.of(connection);
    try (Connection _ = rows.held(connection);
        Barriers.Open _ = barriers.open(unwritable)) {
      if (awaitAnswer(call.get())) {
        Thread.sleep(dice.between(0, 400));
        owner.ifPresent(it -> kill(it, "answer journalled, row locked"));
        Thread.sleep(20);
      }
    }
  }

  private void committed(Dice dice) throws InterruptedException, SQLException {
    Optional<TokenCall> call = provoke(dice, "\"kind\":\"delay\",\"ms\":150");
    if (call.isEmpty()) {
      return;
    }
    String connection = connectionOf(call.get());
    Optional<Node> owner = owner(connection);
    try (Connection database = rows.connect();
        PreparedStatement look =
            database.prepareStatement("SELECT version FROM grants WHERE connection_id = ?")) {
      look.setString(1, connection);
      long before = number(look);
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < end) {
        if (number(look) > before) {
          owner.ifPresent(it -> kill(it, "right after the commit"));
          return;
        }
        LockSupport.parkNanos(LOOK_NANOS / 4);
      }
    }
    tally.count("chosen point missed: not committed");
  }

  private void asTheAnswerGoes(Dice dice) throws InterruptedException, SQLException {
    Optional<TokenCall> call = provoke(dice, "\"kind\":\"delay\",\"ms\":100");
    if (call.isPresent()) {
      Optional<Node> owner = owner(connectionOf(call.get()));
      if (awaitAnswer(call.get())) {
        LockSupport.parkNanos(dice.between(0, 30).toNanos());
        owner.ifPresent(it -> kill(it, AS_THE_ANSWER_GOES));
      }
    }
  }

  /// Makes the next refresh of some OAuth client meet `fault`, and waits until it has.
  private Optional<TokenCall> provoke(Dice dice, String fault) throws InterruptedException {
    Held held = population.one(dice);
    List<Node> up = nodes.stream().filter(it -> it.isUp() && !it.isPaused()).toList();
    if (held.isDead() || up.isEmpty()) {
      Thread.sleep(20);
      return Optional.empty();
    }
    String client = held.application().name();
    List<Long> earlier = providers.openCalls().stream().map(TokenCall::number).toList();
    providers.post(
        "faults",
        "{%s,\"client_id\":\"%s\",\"grant_type\":\"refresh_token\"}".formatted(fault, client));
    Node node = dice.one(up);
    Thread.ofVirtual().start(() -> force(node, held));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Optional<TokenCall> call =
          providers.openCalls().stream()
              .filter(
                  it -> it.clientId().equals(client) && population.ofGrant(it.grant()).isPresent())
              .filter(it -> !earlier.contains(it.number()))
              .findFirst();
      if (call.isPresent()) {
        return call;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    tally.count("chosen point missed: no refresh came");
    return Optional.empty();
  }

  private void force(Node node, Held held) {
    try {
      callers.ask(node, held, Callers.FORCED);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitAnswer(TokenCall call) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (providers.openCalls().stream().noneMatch(it -> it.number() == call.number())) {
        return true;
      }
      LockSupport.parkNanos(LOOK_NANOS / 4);
    }
    return false;
  }

  private void kill(TokenCall call, String point) throws SQLException {
    owner(connectionOf(call)).ifPresent(it -> kill(it, point));
  }

  private void kill(Node node, String point) {
    if (!node.isHeld()) {
      node.life().ifPresent(it -> it.kill(point));
    }
  }

  private String connectionOf(TokenCall call) {
    return population.ofGrant(call.grant()).orElseThrow().id();
  }

  private Optional<Node> owner(String connection) throws SQLException {
    if (nodes.size() == 1) {
      return Optional.of(nodes.getFirst());
    }
    try (Connection database = rows.connect();
        PreparedStatement look =
            database.prepareStatement("SELECT lease_owner FROM grants WHERE connection_id = ?")) {
      look.setString(1, connection);
      try (ResultSet rows = look.executeQuery()) {
        String name = rows.next() ? rows.getString(1) : null;
        Node node = name == null ? null : owners.get(name);
        if (node == null) {
          tally.count("chosen point missed: nobody has the lease");
        }
        return Optional.ofNullable(node);
      }
    }
  }

  private static long number(PreparedStatement look) throws SQLException {
    try (ResultSet rows = look.executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
