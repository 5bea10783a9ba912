package dev.tenon.bench;

import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionWords;
import dev.tenon.connection.Grant;
import dev.tenon.connection.Owner;
import dev.tenon.oauth.Account;
import dev.tenon.secret.Secret;
import dev.tenon.secret.Vault;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Very many connections in a database that a hub has migrated, without asking the hub for each:
/// rows as it writes them, sealed by its own vault, a few hundred thousand a minute.
///
/// Connection `n` is that of user `user-n` through one of the OAuth clients in turn; its access
/// token begins with `at-n-`, its refresh token with `rt-n-`, so that a provider can tell them.
final class Million {
  private static final int BATCH = 5_000;
  private static final int ACCESS_CHARACTERS = 1_000;
  private static final int REFRESH_CHARACTERS = 64;
  private static final String SCOPE = "openid bench";

  private static final Table USERS = new Table("users", "workspace_id", "id", "created_at");
  private static final Table CONNECTIONS =
      new Table(
          "connections",
          "workspace_id",
          "id",
          "oauth_client_id",
          "owner_kind",
          "owner",
          "status",
          "account_json",
          "scopes",
          "organizations_json",
          "values_json",
          "created_at",
          "last_refreshed_at",
          "words");
  private static final Table WORDS =
      new Table("connection_words", "workspace_id", "word", "connection_id");
  private static final Table GRANTS =
      new Table(
          "grants",
          "workspace_id",
          "connection_id",
          "version",
          "access_token",
          "token_type",
          "scope",
          "expires_at",
          "received_at",
          "refresh_token",
          "refresh_issued_at",
          "refresh_expires_at",
          "consented_at",
          "failures",
          "ended",
          "fence",
          "oauth_client_id",
          "next_refresh_at",
          "planned_version",
          "ends_at");
  private static final Table EVENTS =
      new Table(
          "connection_events",
          "workspace_id",
          "connection_id",
          "number",
          "at",
          "type",
          "details_json",
          "status");

  private final WorkspaceId workspace;
  private final List<OAuthClientId> clients;
  private final Vault vault;
  private final Due due;

  /// Connections of `workspace` through `clients`, which are there.
  Million(WorkspaceId workspace, List<OAuthClientId> clients, Vault vault, Due due) {
    this.workspace = workspace;
    this.clients = List.copyOf(clients);
    this.vault = vault;
    this.due = due;
  }

  /// Makes `connections` of them, numbered from 0.
  void fill(String url, int connections) throws SQLException {
    try (TableWriter writer = TableWriter.open(url)) {
      for (int from = 0; from < connections; from += BATCH) {
        fill(writer, from, Math.min(connections, from + BATCH));
      }
      writer.analyze();
    }
  }

  /// The connection of that number.
  static ConnectionId connection(int number) {
    return new ConnectionId("con_bench%017d".formatted(number));
  }

  /// The user that it belongs to.
  static String owner(int number) {
    return "user-%08d".formatted(number);
  }

  private void fill(TableWriter writer, int from, int to) throws SQLException {
    List<Object[]> users = new ArrayList<>();
    List<Object[]> connections = new ArrayList<>();
    List<Object[]> words = new ArrayList<>();
    List<Object[]> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      users.add(user(i));
      connections.add(connection(i, clients.get(i % clients.size())));
      for (String word : words(i)) {
        words.add(new Object[] {workspace.value(), word, connection(i).value()});
      }
      events.add(event(i));
    }
    writer.write(USERS, users);
    writer.write(CONNECTIONS, connections);
    writer.write(WORDS, words);
    // Sealing is most of the work.
    writer.write(GRANTS, IntStream.range(from, to).parallel().mapToObj(this::grant).toList());
    writer.write(EVENTS, events);
  }

  private Object[] user(int number) {
    return new Object[] {workspace.value(), owner(number), millis(due.now())};
  }

  private Object[] connection(int number, OAuthClientId client) {
    return new Object[] {
      workspace.value(),
      connection(number).value(),
      client.value(),
      "user",
      owner(number),
      "active",
      "{\"subject\":\"sub-%08d\",\"email\":\"user%08d@example.com\"}".formatted(number, number),
      SCOPE,
      "{}",
      "{}",
      millis(due.now()) + number % 1_000,
      millis(due.now()),
      " " + String.join(" ", words(number)) + " "
    };
  }

  private static Set<String> words(int number) {
    return ConnectionWords.of(
        new Owner.User(new UserId(owner(number))),
        new Account(
            Optional.of("sub-%08d".formatted(number)),
            Optional.empty(),
            Optional.of("user%08d@example.com".formatted(number))));
  }

  private Object[] grant(int number) {
    Instant next = due.at(number);
    return new Object[] {
      workspace.value(),
      connection(number).value(),
      1L,
      sealed(number, "access_token", token("at", number, ACCESS_CHARACTERS)),
      "Bearer",
      SCOPE,
      millis(due.now().plus(Duration.ofHours(1))),
      millis(due.now()),
      sealed(number, "refresh_token", token("rt", number, REFRESH_CHARACTERS)),
      millis(due.now()),
      millis(next.plus(Duration.ofDays(3))),
      millis(due.now()),
      0L,
      0L,
      0L,
      clients.get(number % clients.size()).value(),
      millis(next),
      1L,
      millis(due.now().plus(Duration.ofDays(365)))
    };
  }

  private Object[] event(int number) {
    return new Object[] {
      workspace.value(),
      connection(number).value(),
      1L,
      millis(due.now()),
      "connected",
      "{}",
      "active"
    };
  }

  private byte[] sealed(int number, String field, String token) {
    return vault
        .seal(Secret.of(token), Grant.binding(workspace, connection(number), field, 1))
        .ciphertext();
  }

  private static String token(String kind, int number, int characters) {
    String start = "%s-%d-".formatted(kind, number);
    return start + "x".repeat(characters - start.length());
  }

  private static long millis(Instant time) {
    return time.toEpochMilli();
  }

  /// When the connections are due.
  ///
  /// @param first when the first of them is
  /// @param spread over how long they are, evenly
  record Due(Instant now, Instant first, Duration spread) {
    Instant at(int number) {
      // Multiplied by a large prime, so that neighbours are not due together.
      long place = Math.floorMod(number * 2_654_435_761L, 1_000_000L);
      return first.plus(Duration.ofNanos(spread.toNanos() / 1_000_000 * place));
    }
  }

  /// A table and the columns that are written.
  record Table(String name, List<String> columns) {
    Table(String name, String... columns) {
      this(name, List.of(columns));
    }
  }
}
