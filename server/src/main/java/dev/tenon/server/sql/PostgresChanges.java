package dev.tenon.server.sql;

import dev.tenon.server.sql.DatabaseSettings.Postgres;
import dev.tenon.workspace.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes told from node to node by NOTIFY and LISTEN.
///
/// A node notifies within the transaction that makes the change, so the others hear of it if and
/// only if it was committed; its own listeners hear before the write returns, and it passes over
/// its own notifications. Every two seconds it prolongs the time for which it is current, which
/// whoever takes something away waits for ([Hearing]): so it goes on serving from memory while the
/// database is away for a moment, and no longer. When it listens anew, everything remembered is
/// doubtful.
final class PostgresChanges implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresChanges.class);
  private static final int HEARTBEAT_MILLIS = 2_000;
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);
  private static final int FIRST_HEARTBEATS = 4;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  /// Less than a row's time, so that this node stops before anybody stops waiting for it.
  private static final Duration CURRENT = Hearing.TERM.minusSeconds(1);

  private static final String CHANNEL = "tenon_changes";
  private static final String LISTEN = "LISTEN " + CHANNEL;
  private static final String LISTEN_TO_QUESTIONS = "LISTEN " + Hearing.CHANNEL;
  private static final String LISTEN_TO_BUDGETS = "LISTEN " + BudgetNews.CHANNEL;
  private static final String NOTIFY =
      """
      SELECT pg_notify('tenon_changes', it)
      FROM json_array_elements_text(CAST(? AS json)) AS it
      """;
  private static final String HEARTBEAT = "SELECT {now} AS now";

  private final Postgres settings;
  private final SharedClock clock;
  private final String node = UUID.randomUUID().toString();
  private final Hearing hearing;
  private final BudgetNews budgetNews = BudgetNews.of(node);
  private final LocalChanges local = new LocalChanges();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile long currentUntil;
  private long listenings;

  private PostgresChanges(Postgres settings, SharedClock clock) {
    this.settings = settings;
    this.clock = clock;
    this.hearing = new Hearing(node, clock::nanos);
    this.currentUntil = clock.nanos();
  }

  /// Listens, and has set `clock`, by the time this returns.
  static PostgresChanges open(Postgres settings, SharedClock clock) throws SQLException {
    PostgresChanges changes = new PostgresChanges(settings, clock);
    Listening first = changes.listening();
    changes.prolong(first);
    Thread.ofPlatform().name("tenon-changes").daemon().start(() -> changes.run(first));
    return changes;
  }

  void listen(Consumer<Change> listener) {
    local.listen(listener);
  }

  boolean isCurrent() {
    return clock.nanos() - currentUntil < 0;
  }

  /// Returns when every node has heard of what was committed, or is not current any more.
  void awaitHeard(Transactions transactions) {
    hearing.await(transactions);
  }

  /// Stops listening; within the heartbeat.
  @Override
  public void close() {
    closing.countDown();
  }

  /// Lets the other nodes hear of `changes` when the transaction of `tx` is committed.
  void announce(Tx tx, List<Change> changes) throws SQLException {
    if (!changes.isEmpty()) {
      List<String> texts = changes.stream().map(it -> Notification.write(node, it)).toList();
      tx.exists(NOTIFY, Json.list(texts));
    }
  }

  BudgetNews budgetNews() {
    return budgetNews;
  }

  SharedClock clock() {
    return clock;
  }

  void tellHere(List<Change> changes) {
    local.tell(changes);
  }

  private Listening listening() throws SQLException {
    Connection connection = PostgresPool.listener(settings);
    try (Statement statement = connection.createStatement()) {
      statement.execute(LISTEN);
      statement.execute(LISTEN_TO_QUESTIONS);
      statement.execute(LISTEN_TO_BUDGETS);
      for (int i = 0; i < FIRST_HEARTBEATS; i++) {
        beat(statement);
      }
      return new Listening(connection, hearing.listener(++listenings));
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private void run(Listening first) {
    hear(first);
    long pause = FIRST_PAUSE_MILLIS;
    while (!isClosing(pause)) {
      try {
        Listening listening = listening();
        local.tell(List.of(new Change.Everything()));
        register(listening);
        LOG.atInfo().log("changes of other nodes are heard again");
        pause = FIRST_PAUSE_MILLIS;
        hear(listening);
      } catch (SQLException _) {
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  private void register(Listening listening) throws SQLException {
    try {
      prolong(listening);
    } catch (SQLException e) {
      listening.connection().close();
      throw e;
    }
  }

  /// Hears until the connection breaks or the feed is closed.
  private void hear(Listening listening) {
    try (Connection connection = listening.connection();
        Statement heartbeat = connection.createStatement()) {
      PGConnection postgres = connection.unwrap(PGConnection.class);
      long last = clock.nanos();
      while (!isClosing(0)) {
        tell(listening, postgres.getNotifications(HEARTBEAT_MILLIS));
        // However much is heard: the clock is set by it too.
        if (clock.nanos() - last >= TimeUnit.MILLISECONDS.toNanos(HEARTBEAT_MILLIS)) {
          beat(heartbeat);
          prolong(listening);
          last = clock.nanos();
        }
      }
      leave(listening);
    } catch (SQLException e) {
      LOG.atWarn()
          .addKeyValue("sql_state", e.getSQLState())
          .log("changes of other nodes are not heard; soon nothing is served from memory");
    }
  }

  private static final String PROLONG =
      """
      INSERT INTO listeners (id, current_until) VALUES (?, {now} + ?)
      ON CONFLICT (id) DO UPDATE SET current_until = excluded.current_until
      """;

  private static final String FORGET =
      """
      DELETE FROM listeners WHERE id LIKE ? AND id <> ? OR current_until < {now} - ?
      """;

  /// From now on this node is current for a while again. What was committed before has been told by
  /// then: the server sends it before its answer.
  private void prolong(Listening listening) throws SQLException {
    long asked = clock.nanos();
    Connection connection = listening.connection();
    execute(connection, PROLONG, listening.id(), Hearing.TERM);
    tell(listening, connection.unwrap(PGConnection.class).getNotifications());
    currentUntil = asked + CURRENT.toNanos();
    // What this process said on an earlier connection has been forgotten: its questions need not be
    // answered any more.
    execute(connection, FORGET, hearing.listener("%"), listening.id(), FORGOTTEN);
  }

  private static final String LEAVE =
      """
      DELETE FROM listeners WHERE id = ?
      """;

  private void leave(Listening listening) throws SQLException {
    currentUntil = clock.nanos();
    execute(listening.connection(), LEAVE, listening.id());
  }

  private static void execute(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(Dialect.POSTGRES.translate(sql))) {
      Parameters.bind(statement, parameters);
      statement.execute();
    }
  }

  private void beat(Statement statement) throws SQLException {
    long asked = clock.nanos();
    try (ResultSet result = statement.executeQuery(Dialect.POSTGRES.translate(HEARTBEAT))) {
      if (result.next()) {
        clock.measured(new Row(result).instant("now"), asked, clock.nanos());
      }
    }
  }

  private void tell(Listening listening, PGNotification @Nullable [] heard) throws SQLException {
    if (heard == null) {
      return;
    }
    List<String> answers = new ArrayList<>();
    for (PGNotification notification : heard) {
      String text = notification.getParameter();
      if (notification.getName().equals(CHANNEL)) {
        Notification.read(text, node).ifPresent(change -> local.tell(List.of(change)));
      } else if (notification.getName().equals(BudgetNews.CHANNEL)) {
        budgetNews.heard(text);
      } else {
        hearing.heard(text);
        hearing.answer(text, listening.id()).ifPresent(answers::add);
      }
    }
    if (!answers.isEmpty()) {
      execute(listening.connection(), ANSWER, Hearing.CHANNEL, Json.list(answers));
    }
  }

  private static final String ANSWER =
      """
      SELECT pg_notify(?, it) FROM json_array_elements_text(CAST(? AS json)) AS it
      """;

  private boolean isClosing(long millis) {
    try {
      return closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      // Nobody interrupts this thread but a virtual machine that ends.
      return true;
    }
  }

  /// @param id of the row that says until when this process is current
  private record Listening(Connection connection, String id) {}
}
