package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionWords;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The words by which connections are found: a row each, and all of them with the connection.
final class WordRows {
  private WordRows() {}

  /// The words of `connection` as they stand in its row, each between spaces.
  static String line(Connection connection) {
    return line(ConnectionWords.of(connection.owner(), connection.account()));
  }

  private static String line(Collection<String> words) {
    return " " + String.join(" ", words) + " ";
  }

  private static Set<String> words(String line) {
    Set<String> words = new TreeSet<>(Arrays.asList(line.split(" ", -1)));
    words.remove("");
    return words;
  }

  private static final String ADD =
      """
      INSERT INTO connection_words (workspace_id, word, connection_id)
      VALUES (?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  /// Makes a new connection one that is found.
  static void add(Tx tx, Connection connection) throws SQLException {
    add(tx, connection, ConnectionWords.of(connection.owner(), connection.account()));
  }

  private static void add(Tx tx, Connection connection, Collection<String> words)
      throws SQLException {
    List<List<Object>> rows =
        words.stream()
            .map(it -> List.<Object>of(connection.workspace(), it, connection.id()))
            .toList();
    tx.batch(ADD, rows);
  }

  private static final String LINE =
      """
      SELECT coalesce(words, ' ') AS words FROM connections
      WHERE workspace_id = ? AND id = ?
      {for update}
      """;

  private static final String SET_LINE =
      """
      UPDATE connections SET words = ? WHERE workspace_id = ? AND id = ?
      """;

  private static final String REMOVE =
      """
      DELETE FROM connection_words WHERE workspace_id = ? AND word = ? AND connection_id = ?
      """;

  /// Makes `connection`, which stands in its row already, found by its account of now.
  static void change(Tx tx, Connection connection) throws SQLException {
    WorkspaceId workspace = connection.workspace();
    ConnectionId id = connection.id();
    Optional<String> stored = tx.one(row -> row.text("words"), LINE, workspace, id);
    if (stored.isEmpty() || stored.get().equals(line(connection))) {
      return;
    }
    Set<String> before = words(stored.get());
    Set<String> after = new TreeSet<>(ConnectionWords.of(connection.owner(), connection.account()));
    tx.batch(
        REMOVE,
        before.stream()
            .filter(it -> !after.contains(it))
            .map(it -> List.<Object>of(workspace, it, id))
            .toList());
    tx.update(SET_LINE, line(after), workspace, id);
    after.removeAll(before);
    add(tx, connection, after);
  }

  private static final String WORDLESS =
      ConnectionRows.SELECT
          + """
          WHERE c.words IS NULL
          ORDER BY c.workspace_id, c.id
          LIMIT ?
          """;

  /// As [dev.tenon.connection.ConnectionStore#fillWords] says.
  static int fill(Transactions transactions, int limit) {
    List<Connection> found =
        transactions.read(tx -> tx.list(ConnectionRows::read, WORDLESS, limit));
    if (!found.isEmpty()) {
      transactions.write(
          tx -> {
            for (Connection each : found) {
              change(tx, each);
            }
            return found;
          });
    }
    return found.size();
  }
}
