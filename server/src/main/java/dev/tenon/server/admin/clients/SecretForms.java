package dev.tenon.server.admin.clients;

import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.ClientSecret;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.SecretRotation;
import dev.tenon.client.SecretRotation.Result;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.member.Role;
import dev.tenon.secret.Secret;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.token.ReportResult;
import dev.tenon.token.TokenResult;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Exchanges a client secret for another without a moment in which nothing works: the new one is
/// added behind the old, tried on one connection, put first, and then the old one goes.
final class SecretForms {
  private static final String SECRETS = ClientPaths.ONE + "/secrets";

  private final Guard guard;
  private final Pages pages;
  private final ClientParts parts;
  private final ClientPages clientPages;
  private final FoundClients found;

  SecretForms(Guard guard, Pages pages, ClientParts parts, ClientPages clientPages) {
    this.guard = guard;
    this.pages = pages;
    this.parts = parts;
    this.clientPages = clientPages;
    this.found = new FoundClients(parts.clients());
  }

  List<Route> routes() {
    return List.of(
        Route.of("POST", SECRETS, guard.form(Role.ADMIN, found.on(this::add))),
        Route.of("POST", SECRETS + "/try", guard.form(Role.ADMIN, found.on(this::tryOut))),
        Route.of("POST", SECRETS + "/promote", guard.form(Role.ADMIN, found.on(this::promote))),
        Route.of("POST", SECRETS + "/drop", guard.form(Role.ADMIN, found.on(this::drop))));
  }

  private Answer add(Visit visit, OAuthClient client) {
    Optional<Secret> secret = ClientFields.secret(visit.form().exact("client_secret"));
    Optional<Instant> end;
    try {
      end =
          visit
              .form()
              .some("expires_at")
              .map(it -> LocalDate.parse(it).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException _) {
      return wrong(visit, client, "The day must be such as 2027-01-31.");
    }
    if (secret.isEmpty()) {
      return wrong(visit, client, "The secret is missing.");
    }
    Result result =
        parts
            .rotation()
            .add(visit.workspace(), Actor.of(visit.admin()), client.name(), secret.get(), end);
    return result instanceof Result.Known
        ? wrong(visit, client, "The client has this very secret already.")
        : answer(visit, client, result, Said.SECRET_ADDED);
  }

  private Answer wrong(Visit visit, OAuthClient client, String problem) {
    return clientPages.show(visit, 422, client, Optional.empty(), Optional.of(problem));
  }

  private Answer promote(Visit visit, OAuthClient client) {
    return answer(
        visit,
        client,
        parts
            .rotation()
            .promote(
                visit.workspace(),
                Actor.of(visit.admin()),
                client.name(),
                visit.form().text("secret")),
        Said.SECRET_PROMOTED);
  }

  private Answer drop(Visit visit, OAuthClient client) {
    return answer(
        visit,
        client,
        parts
            .rotation()
            .delete(
                visit.workspace(),
                Actor.of(visit.admin()),
                client.name(),
                visit.form().text("secret")),
        Said.SECRET_DROPPED);
  }

  private Answer answer(Visit visit, OAuthClient client, Result result, Said said) {
    return switch (result) {
      case Result.Done _ -> pages.redirect(ClientPaths.of(client.name()), said);
      case Result.NoClient _ -> visit.unknown("OAuth client");
      case Result.NoSecret _ -> visit.unknown("client secret");
      case Result.Borrowed _ ->
          visit.problem(
              409,
              "The OAuth client is another workspace’s",
              "Its secrets belong to the workspace that provides it.");
      case Result.Known _ ->
          visit.problem(409, "The secret is there already", "Nothing was changed.");
      case Result.NoneYet _ ->
          visit.problem(
              409,
              "The OAuth client has no secret",
              "A second secret needs a first. Enter it where the client is edited.");
      case Result.TooMany _ ->
          visit.problem(
              409,
              "There are too many secrets",
              "It has %d. Drop one that is no longer used.".formatted(SecretRotation.MOST));
      case Result.Last _ ->
          visit.problem(
              409,
              "The last secret stays",
              "Without it no token could be refreshed. Add another one first.");
      case Result.ChangedMeanwhile _ ->
          visit.problem(
              409, "Somebody else changed it meanwhile", "Nothing was changed. Look at it again.");
    };
  }

  private Answer tryOut(Visit visit, OAuthClient client) {
    Optional<ClientSecret> secret = client.secret(visit.form().text("secret"));
    Optional<Connection> connection =
        id(visit.form().text("connection"))
            .flatMap(it -> parts.connections().find(visit.workspace(), it))
            .filter(it -> it.oauthClient().equals(client.id()));
    if (client.loan().isPresent() || secret.isEmpty()) {
      return visit.unknown("client secret");
    }
    if (connection.isEmpty()) {
      return visit.unknown("connection");
    }
    ClientPage.Trial trial =
        trial(
            secret.get(),
            parts.reports().refreshWith(visit.admin(), connection.get().id(), secret.get().id()));
    parts
        .auditLog()
        .append(
            new AuditEvent(
                visit.workspace(),
                visit.now(),
                Actor.of(visit.admin()),
                "oauth_client.secret_tried",
                client.id().value(),
                Map.of(
                    "secret", secret.get().id(),
                    "connection", connection.get().id().value(),
                    "result", trial.result().text())));
    return clientPages.show(visit, 200, client, Optional.of(trial), Optional.empty());
  }

  private static ClientPage.Trial trial(ClientSecret secret, ReportResult result) {
    String which = ClientPages.ending(secret);
    return switch (result) {
      case ReportResult.Replaced _ ->
          new ClientPage.Trial(
              Badge.good("Accepted"),
              which,
              "The provider took it, and the connection has a new token by it. Put it first now.");
      case ReportResult.Failed(TokenResult.OAuthClientRejected(String message)) ->
          new ClientPage.Trial(
              Badge.bad("Rejected"),
              which,
              message + " Nothing was spent by it; the other secrets go on working.");
      case ReportResult.Failed(TokenResult.ProviderUnavailable unavailable) ->
          new ClientPage.Trial(Badge.wait("Not known yet"), which, unavailable.message());
      case ReportResult.Failed(TokenResult.ConnectRequired required) ->
          new ClientPage.Trial(
              Badge.wait("Not known yet"),
              which,
              "The connection itself is over: " + required.message() + " Try it on another one.");
      case ReportResult.Failed(var _) ->
          new ClientPage.Trial(
              Badge.wait("Not known yet"), which, "The hub could not ask the provider.");
      case ReportResult.NotRefreshable _ ->
          new ClientPage.Trial(
              Badge.wait("Not known yet"),
              which,
              "That connection has no refresh token. Try it on another one.");
      case ReportResult.NotFound _, ReportResult.TooSoon _ ->
          new ClientPage.Trial(
              Badge.wait("Not known yet"), which, "That connection is being changed. Try again.");
    };
  }

  private static Optional<ConnectionId> id(String text) {
    try {
      return Optional.of(new ConnectionId(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
