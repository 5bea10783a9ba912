package dev.tenon.server.sql;

import dev.tenon.workspace.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Waits until every node that serves from memory has heard of what was committed.
///
/// A node that listens has a row that says until when it is current, and prolongs it again and
/// again ([PostgresChanges]); by its own steady clock it stops earlier than the row says. Whoever
/// waits asks all whose time is not over, on a channel of its own: PostgreSQL delivers
/// notifications in the order of their commits, so who answers has heard what came before. Who does
/// not answer, because it was killed, is paused or cut off, is waited for until its row's time is
/// over or it listens anew. Safe for use by any thread.
final class Hearing {
  /// How long a row's time lasts when it was prolonged.
  static final Duration TERM = Duration.ofSeconds(6);

  static final String CHANNEL = "tenon_heard";

  // A row's time is over by then, even one that was prolonged right before.
  private static final Duration PATIENCE = TERM.plusSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final String self;
  private final LongSupplier nanos;
  private final AtomicLong questions = new AtomicLong();
  private final ConcurrentMap<String, Question> open = new ConcurrentHashMap<>();

  /// @param self this process; its own listeners are not waited for
  Hearing(String self, LongSupplier nanos) {
    this.self = self;
    this.nanos = nanos;
  }

  /// The id of this process's listener number `number`.
  String listener(Object number) {
    return self + "/" + number;
  }

  private static final String ASK =
      """
      SELECT id, pg_notify(?, ?) AS asked
      FROM listeners WHERE current_until > {now} AND id NOT LIKE ?
      """;

  private static final String CURRENT =
      """
      SELECT id FROM listeners WHERE current_until > {now} AND id NOT LIKE ?
      """;

  /// Returns when everybody has heard or is not current any more.
  void await(Transactions transactions) {
    long end = nanos.getAsLong() + PATIENCE.toNanos();
    String token = self + "." + questions.incrementAndGet();
    Question question = new Question();
    open.put(token, question);
    try {
      await(transactions, token, question, end);
    } finally {
      open.remove(token);
    }
  }

  private void await(Transactions transactions, String token, Question question, long end) {
    String others = self + "/%";
    boolean asked = false;
    while (end - nanos.getAsLong() > 0) {
      try {
        if (asked) {
          question.onlyThese(
              Set.copyOf(transactions.read(tx -> tx.list(Hearing::id, CURRENT, others))));
        } else {
          question.asked(
              transactions.once(tx -> tx.list(Hearing::id, ASK, CHANNEL, "ask " + token, others)));
          asked = true;
        }
      } catch (StoreUnavailableException _) {
        // Nobody can prolong its time either: it ends by itself.
      }
      if (question.awaitHeard(asked)) {
        return;
      }
    }
  }

  /// What `listener` of this process answers to `notification`, where it is another's question.
  Optional<String> answer(String notification, String listener) {
    return notification.startsWith("ask ") && !notification.startsWith("ask " + self + ".")
        ? Optional.of("heard " + notification.substring("ask ".length()) + " " + listener)
        : Optional.empty();
  }

  /// A notification came on the channel.
  void heard(String notification) {
    String[] words = notification.split(" ", -1);
    if (words.length == 3 && words[0].equals("heard")) {
      Question question = open.get(words[1]);
      if (question != null) {
        question.heard(words[2]);
      }
    }
  }

  private static String id(Row row) throws SQLException {
    return row.text("id");
  }

  /// Who has still to answer.
  private static final class Question {
    private final Set<String> early = new HashSet<>();
    private final Set<String> waiting = new HashSet<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean asked;

    synchronized void asked(Iterable<String> listeners) {
      asked = true;
      listeners.forEach(waiting::add);
      waiting.removeAll(early);
      look();
    }

    synchronized void heard(String listener) {
      early.add(listener);
      waiting.remove(listener);
      look();
    }

    synchronized void onlyThese(Set<String> current) {
      waiting.retainAll(current);
      look();
    }

    boolean awaitHeard(boolean wasAsked) {
      try {
        // Also when it could not be asked: not again at once.
        return done.await(wasAsked ? LOOK.toMillis() : LOOK.toMillis() * 2, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreUnavailableException(
            "interrupted while other nodes were told; they know within seconds", e);
      }
    }

    private void look() {
      if (asked && waiting.isEmpty()) {
        done.countDown();
      }
    }
  }
}
