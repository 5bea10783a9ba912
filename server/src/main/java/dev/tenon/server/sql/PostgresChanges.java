package dev.tenon.server.sql;

import dev.tenon.server.sql.DatabaseSettings.Postgres;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes told from node to node by NOTIFY and LISTEN.
///
/// A node notifies within the transaction that makes the change, so the others hear of it if and
/// only if it was committed; its own listeners hear before the write returns, and it passes over
/// its own notifications. While the listening connection is down nothing is current; once it is
/// back, everything remembered is doubtful.
final class PostgresChanges implements ChangeFeed, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresChanges.class);
  private static final int HEARTBEAT_MILLIS = 2_000;
  private static final int FIRST_HEARTBEATS = 4;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private static final String LISTEN = "LISTEN tenon_changes";
  private static final String NOTIFY =
      """
      SELECT pg_notify('tenon_changes', it)
      FROM json_array_elements_text(CAST(? AS json)) AS it
      """;
  private static final String HEARTBEAT = "SELECT {now} AS now";

  private final Postgres settings;
  private final SharedClock clock;
  private final String node = UUID.randomUUID().toString();
  private final LocalChanges local = new LocalChanges();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean current;

  private PostgresChanges(Postgres settings, SharedClock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /// Listens, and has set `clock`, by the time this returns.
  static PostgresChanges open(Postgres settings, SharedClock clock) throws SQLException {
    PostgresChanges changes = new PostgresChanges(settings, clock);
    Connection first = changes.listening();
    changes.current = true;
    Thread.ofPlatform().name("tenon-changes").daemon().start(() -> changes.run(first));
    return changes;
  }

  @Override
  public void listen(Consumer<Change> listener) {
    local.listen(listener);
  }

  @Override
  public boolean isCurrent() {
    return current;
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

  SharedClock clock() {
    return clock;
  }

  void tellHere(List<Change> changes) {
    local.tell(changes);
  }

  private Connection listening() throws SQLException {
    Connection connection = PostgresPool.listener(settings);
    try (Statement statement = connection.createStatement()) {
      statement.execute(LISTEN);
      for (int i = 0; i < FIRST_HEARTBEATS; i++) {
        beat(statement);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private void run(Connection first) {
    hear(first);
    long pause = FIRST_PAUSE_MILLIS;
    while (!isClosing(pause)) {
      try {
        Connection connection = listening();
        local.tell(List.of(new Change.Everything()));
        current = true;
        LOG.atInfo().log("changes of other nodes are heard again");
        pause = FIRST_PAUSE_MILLIS;
        hear(connection);
      } catch (SQLException _) {
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  /// Hears until the connection breaks or the feed is closed.
  private void hear(Connection connection) {
    try (connection;
        Statement heartbeat = connection.createStatement()) {
      PGConnection postgres = connection.unwrap(PGConnection.class);
      long last = clock.nanos();
      while (!isClosing(0)) {
        PGNotification[] heard = postgres.getNotifications(HEARTBEAT_MILLIS);
        if (heard != null) {
          tell(heard);
        }
        // However much is heard: the clock is set by it too.
        if (clock.nanos() - last >= TimeUnit.MILLISECONDS.toNanos(HEARTBEAT_MILLIS)) {
          beat(heartbeat);
          last = clock.nanos();
        }
      }
    } catch (SQLException e) {
      LOG.atWarn()
          .addKeyValue("sql_state", e.getSQLState())
          .log("changes of other nodes are not heard; nothing is served from memory");
    } finally {
      current = false;
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

  private void tell(PGNotification[] heard) {
    for (PGNotification notification : heard) {
      Notification.read(notification.getParameter(), node)
          .ifPresent(change -> local.tell(List.of(change)));
    }
  }

  private boolean isClosing(long millis) {
    try {
      return closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      // Nobody interrupts this thread but a virtual machine that ends.
      return true;
    }
  }
}
