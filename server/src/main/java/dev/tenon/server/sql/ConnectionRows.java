package dev.tenon.server.sql;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Organization;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connection.Turn;
import dev.tenon.oauth.Account;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// How a connection becomes a row and comes back.
final class ConnectionRows {
  static final String SELECT =
      """
      SELECT c.workspace_id, c.id, c.oauth_client_id, c.owner_kind, c.owner, c.status,
        c.account_json, c.scopes, c.organizations_json, c.values_json, c.created_at,
        c.last_refreshed_at, c.last_error_json, g.next_refresh_at
      FROM connections c
      LEFT JOIN grants g ON g.workspace_id = c.workspace_id AND g.connection_id = c.id
      """;

  private static final String USER = "user";
  private static final String APP = "app";

  private ConnectionRows() {}

  static Connection read(Row row) throws SQLException {
    return new Connection(
        new ConnectionId(row.text("id")),
        row.workspace(),
        new OAuthClientId(row.text("oauth_client_id")),
        owner(row.text("owner_kind"), row.text("owner")),
        Status.parse(row.text("status"))
            .orElseThrow(() -> new IllegalStateException("an unknown status is stored")),
        readAccount(row.text("account_json")),
        row.scope("scopes"),
        readOrganizations(row.text("organizations_json")),
        Json.readObject(row.text("values_json")),
        row.instant("created_at"),
        row.optionalInstant("last_refreshed_at"),
        row.optionalInstant("next_refresh_at"),
        row.optionalText("last_error_json").map(ConnectionRows::readError));
  }

  static String kind(Owner owner) {
    return switch (owner) {
      case Owner.User _ -> USER;
      case Owner.App _ -> APP;
    };
  }

  static String name(Owner owner) {
    return switch (owner) {
      case Owner.User(UserId id) -> id.value();
      case Owner.App(AppName name) -> name.value();
    };
  }

  static String account(Account account) {
    Map<String, String> json = new TreeMap<>();
    account.subject().ifPresent(it -> json.put("subject", it));
    account.name().ifPresent(it -> json.put("name", it));
    account.email().ifPresent(it -> json.put("email", it));
    return Json.object(json);
  }

  static Account readAccount(String text) {
    Map<String, String> json = Json.readObject(text);
    return new Account(
        Optional.ofNullable(json.get("subject")),
        Optional.ofNullable(json.get("name")),
        Optional.ofNullable(json.get("email")));
  }

  static String organizations(List<Organization> organizations) {
    SequencedMap<String, String> json = new LinkedHashMap<>();
    organizations.forEach(it -> json.put(it.id(), it.name()));
    return Json.ordered(json);
  }

  static String error(LastError error) {
    Map<String, String> json = new TreeMap<>();
    json.put("code", error.code());
    json.put("message", error.message());
    json.put("turn", error.turn().apiName());
    json.put("at", Long.toString(error.at().toEpochMilli()));
    error
        .nextAttemptAt()
        .ifPresent(it -> json.put("next_attempt_at", Long.toString(it.toEpochMilli())));
    return Json.object(json);
  }

  static Owner owner(String kind, String name) {
    return switch (kind) {
      case USER -> new Owner.User(new UserId(name));
      case APP -> new Owner.App(new AppName(name));
      default -> throw new IllegalStateException("an owner of another kind: indicates a bug");
    };
  }

  private static List<Organization> readOrganizations(String json) {
    return Json.readObject(json).entrySet().stream()
        .map(it -> new Organization(it.getKey(), it.getValue()))
        .toList();
  }

  static LastError readError(String text) {
    Map<String, String> json = Json.readObject(text);
    return new LastError(
        json.getOrDefault("code", ""),
        json.getOrDefault("message", ""),
        Turn.valueOf(json.getOrDefault("turn", "nobody").toUpperCase(Locale.ROOT)),
        instant(json.getOrDefault("at", "0")),
        Optional.ofNullable(json.get("next_attempt_at")).map(ConnectionRows::instant));
  }

  private static Instant instant(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }
}
