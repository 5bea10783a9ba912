package dev.tenon.server.sql;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.ConnectionStore.ConnectionFilter;
import dev.tenon.connection.ConnectionWords;
import dev.tenon.connection.Status;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds connections for lists, by statements that read about as many rows as they return: those of
/// one OAuth client, or of one status, stand together in an index, the newest first; of several
/// clients each gives its newest.
final class ConnectionSearch {
  /// With more clients than these the newest connections of all are looked through.
  private static final int MOST_TERMS = 100;

  private final Transactions transactions;

  ConnectionSearch(Transactions transactions) {
    this.transactions = transactions;
  }

  static final String LIST =
      ConnectionRows.SELECT
          + """
          WHERE c.workspace_id = ?
          """;

  private static final String OF_CLIENTS = "AND c.oauth_client_id IN ({elements})\n";
  static final String OF_CLIENT = "AND c.oauth_client_id = ?\n";
  private static final String OF_USER = "AND c.owner_kind = 'user' AND c.owner = ?\n";
  private static final String FOR_APP = "AND (c.owner_kind = 'user' OR c.owner = ?)\n";
  static final String OF_STATUS = "AND c.status = ?\n";
  private static final String AFTER = "AND (c.created_at, c.id) < (?, ?)\n";

  static final String NEWEST =
      """
      ORDER BY c.created_at DESC, c.id DESC
      LIMIT ?
      """;

  /// As [ConnectionStore#list] says.
  List<Connection> list(
      WorkspaceId workspace, ConnectionFilter filter, Optional<ConnectionId> after, int limit) {
    Optional<Place> place = after.flatMap(id -> place(workspace, id));
    if (after.isPresent() && place.isEmpty()) {
      return List.of();
    }
    Optional<Set<OAuthClientId>> clients = filter.clients();
    boolean several =
        filter.user().isEmpty()
            && clients.filter(it -> it.size() > 1 && it.size() <= MOST_TERMS).isPresent();
    if (clients.filter(Set::isEmpty).isPresent()) {
      return List.of();
    }
    return several
        ? ofEach(workspace, filter, clients.orElseThrow(), place, limit)
        : run(new Statement(LIST, workspace).filter(filter).after(place).newest(limit));
  }

  static final String TERM =
      """
      SELECT t.id FROM (
        SELECT c.id, c.created_at FROM connections c
        WHERE c.workspace_id = ?
      """;

  static final String TERM_END = ") t\n";
  private static final String UNION = "UNION ALL\n";

  static final String BY_IDS =
      ConnectionRows.SELECT
          + """
          WHERE c.workspace_id = ? AND c.id IN ({elements})
          """;

  /// The order of [#NEWEST], which no index has: or SQLite would look at all connections in the
  /// order of the list, whether they are among the ids.
  static final String SORTED =
      """
      ORDER BY c.created_at + 0 DESC, c.id DESC
      LIMIT ?
      """;

  private List<Connection> ofEach(
      WorkspaceId workspace,
      ConnectionFilter filter,
      Set<OAuthClientId> clients,
      Optional<Place> place,
      int limit) {
    Statement statement = new Statement("");
    for (OAuthClientId client : clients) {
      statement
          .add(statement.isEmpty() ? TERM : UNION + TERM, workspace)
          .add(OF_CLIENT, client)
          .conditions(filter)
          .after(place)
          .newest(limit)
          .add(TERM_END);
    }
    List<String> ids =
        transactions.read(
            tx -> tx.list(row -> row.text("id"), statement.sql(), statement.parameters()));
    return run(new Statement(BY_IDS, workspace, Json.list(ids)).add(SORTED, limit));
  }

  static final String WITH_FIRST_WORD =
      """
      SELECT connection_id FROM connection_words
      WHERE workspace_id = ? AND word >= ? AND word < ?
      ORDER BY word, connection_id
      LIMIT ?
      """;

  private static final String WITH_WORD = "AND c.words LIKE ? ESCAPE '!'\n";

  private static final String OF_ID =
      ConnectionRows.SELECT
          + """
          WHERE c.workspace_id = ? AND c.id = ?
          """;

  /// As [ConnectionStore#search] says.
  List<Connection> search(WorkspaceId workspace, String text, ConnectionFilter filter, int limit) {
    if (filter.clients().filter(Set::isEmpty).isPresent()) {
      return List.of();
    }
    Optional<ConnectionId> id = ConnectionWords.id(text);
    if (id.isPresent()) {
      List<Connection> found =
          run(new Statement(OF_ID, workspace, id.get()).filter(filter).newest(limit));
      if (!found.isEmpty()) {
        return found;
      }
    }
    List<String> asked = ConnectionWords.asked(text);
    if (asked.isEmpty()) {
      return List.of();
    }
    List<String> ids = with(workspace, asked.getFirst());
    if (ids.isEmpty()) {
      return List.of();
    }
    Statement statement = new Statement(BY_IDS, workspace, Json.list(ids));
    asked.stream().skip(1).forEach(word -> statement.add(WITH_WORD, begins(word)));
    return run(statement.filter(filter).add(SORTED, limit));
  }

  /// Asked for by themselves: a database that plans both at once may read all connections in the
  /// order of the list instead, until it has found enough.
  private List<String> with(WorkspaceId workspace, String word) {
    String end = word + Character.toString(Character.MAX_CODE_POINT);
    return transactions.read(
        tx ->
            tx.list(
                row -> row.text("connection_id"),
                WITH_FIRST_WORD,
                workspace,
                word,
                end,
                ConnectionStore.LOOKED_THROUGH));
  }

  /// What is before each word and what may be in one: spaces are not.
  private static String begins(String word) {
    return "% " + word.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
  }

  private List<Connection> run(Statement statement) {
    return transactions.read(
        tx -> tx.list(ConnectionRows::read, statement.sql(), statement.parameters()));
  }

  private static final String PLACE =
      """
      SELECT created_at, id FROM connections WHERE workspace_id = ? AND id = ?
      """;

  private Optional<Place> place(WorkspaceId workspace, ConnectionId id) {
    return transactions.read(tx -> tx.one(ConnectionSearch::readPlace, PLACE, workspace, id));
  }

  private static Place readPlace(Row row) throws SQLException {
    return new Place(row.instant("created_at"), row.text("id"));
  }

  /// Where in the list a connection stands.
  private record Place(Instant createdAt, String id) {}

  /// A statement as it grows, with its parameters.
  private static final class Statement {
    private final StringBuilder sql;
    private final List<Object> parameters = new ArrayList<>();

    Statement(String beginning, Object... values) {
      this.sql = new StringBuilder(beginning);
      parameters.addAll(List.of(values));
    }

    boolean isEmpty() {
      return sql.isEmpty();
    }

    String sql() {
      return sql.toString();
    }

    List<Object> parameters() {
      return parameters;
    }

    Statement add(String part, Object... values) {
      sql.append(part);
      parameters.addAll(List.of(values));
      return this;
    }

    Statement filter(ConnectionFilter filter) {
      filter.clients().ifPresent(this::clients);
      return conditions(filter);
    }

    private void clients(Set<OAuthClientId> clients) {
      if (clients.size() == 1) {
        add(OF_CLIENT, clients.iterator().next());
      } else {
        add(OF_CLIENTS, Json.list(clients.stream().map(OAuthClientId::value).toList()));
      }
    }

    Statement conditions(ConnectionFilter filter) {
      filter.user().ifPresent((UserId user) -> add(OF_USER, user));
      filter.app().ifPresent((AppName app) -> add(FOR_APP, app));
      filter.status().ifPresent((Status status) -> add(OF_STATUS, status.apiName()));
      return this;
    }

    Statement after(Optional<Place> place) {
      place.ifPresent(it -> add(AFTER, it.createdAt(), it.id()));
      return this;
    }

    Statement newest(int limit) {
      return add(NEWEST, limit);
    }
  }
}
