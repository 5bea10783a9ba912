package dev.tenon.server.api;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;
import dev.tenon.client.IntegrationName;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.GrantPlans.Outlook;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Owner;
import dev.tenon.connection.RecordedEvent;
import dev.tenon.oauth.Account;
import dev.tenon.server.http.json.JsonWriter;
import java.util.Optional;

/// Connections and their events as JSON.
final class ConnectionJson {
  private ConnectionJson() {}

  /// @param integration empty where the OAuth client has been deleted
  /// @param outlook empty where it has no grant
  static void write(
      JsonWriter json,
      Connection connection,
      Optional<IntegrationName> integration,
      Optional<Outlook> outlook) {
    json.text("id", connection.id().value())
        .text("integration", integration.map(IntegrationName::value))
        .text("user", user(connection.owner()).map(UserId::value))
        .text("app", app(connection.owner()).map(AppName::value))
        .text("status", connection.status().apiName());
    account(json, connection.account());
    json.texts("scopes", connection.scopes().tokens())
        .objects(
            "organizations",
            connection.organizations(),
            (each, it) -> each.text("id", it.id()).text("name", it.name()))
        .time("created_at", connection.createdAt())
        .time("last_refreshed_at", connection.lastRefreshedAt())
        .time("next_refresh_at", connection.nextRefreshAt())
        .time("reauthorization_due_at", outlook.flatMap(Outlook::endsAt));
    outlook.ifPresentOrElse(
        it ->
            json.object(
                "refresh",
                part ->
                    part.number("token_version", it.version()).number("failures", it.failures())),
        () -> json.nothing("refresh"));
    connection
        .lastError()
        .ifPresentOrElse(
            error -> json.object("last_error", it -> write(it, error)),
            () -> json.nothing("last_error"));
  }

  static void write(JsonWriter json, RecordedEvent recorded) {
    ConnectionEvent event = recorded.event();
    json.number("sequence", recorded.number())
        .time("at", event.at())
        .text("type", event.type())
        .texts("details", event.details());
  }

  private static void account(JsonWriter json, Account account) {
    if (account.equals(Account.unknown())) {
      json.nothing("account");
    } else {
      json.object(
          "account",
          it ->
              it.text("subject", account.subject())
                  .text("name", account.name())
                  .text("email", account.email()));
    }
  }

  private static void write(JsonWriter json, LastError error) {
    json.text("code", error.code())
        .text("message", error.message())
        .text("turn", error.turn().apiName())
        .time("at", error.at())
        .time("next_attempt_at", error.nextAttemptAt());
  }

  private static Optional<UserId> user(Owner owner) {
    return switch (owner) {
      case Owner.User(UserId id) -> Optional.of(id);
      case Owner.App _ -> Optional.empty();
    };
  }

  private static Optional<AppName> app(Owner owner) {
    return switch (owner) {
      case Owner.User _ -> Optional.empty();
      case Owner.App(AppName name) -> Optional.of(name);
    };
  }
}
