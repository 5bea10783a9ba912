package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.audit.Actor;
import dev.tenon.client.ClientSecret;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.SecretRotation;
import dev.tenon.client.SecretRotation.Result;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.secret.Secret;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.token.ReportResult;
import dev.tenon.token.TokenReports;
import dev.tenon.token.TokenResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The secrets of an OAuth client, in the order in which they are used. They can be set and never
/// read.
public final class ClientSecretRoutes {
  private static final String ALL = "/api/v1/oauth-clients/{name}/secrets";
  private static final String ONE = ALL + "/{id}";

  private static final Problem BORROWED =
      Problem.of(
          409,
          "oauth_client_borrowed",
          "The OAuth client is another workspace's",
          "Its secrets belong to the workspace that provides it, as everything it is registered"
              + " with.");

  private final Desk desk;
  private final SecretRotation rotation;
  private final OAuthClientStore clients;
  private final VisibleConnections visible;
  private final TokenReports reports;
  private final TokenProblems problems;

  /// Answers by `rotation`, and tries secrets by `reports`.
  public ClientSecretRoutes(
      Desk desk,
      SecretRotation rotation,
      OAuthClientStore clients,
      VisibleConnections visible,
      TokenReports reports,
      ConnectPrompts prompts) {
    this.desk = desk;
    this.rotation = rotation;
    this.clients = clients;
    this.visible = visible;
    this.reports = reports;
    this.problems = new TokenProblems(prompts);
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("GET", ALL, callers.admin(this::list)),
        Route.of("POST", ALL, callers.admin(this::add)),
        Route.of("PATCH", ONE, callers.admin(this::expire)),
        Route.of("DELETE", ONE, callers.admin(this::delete)),
        Route.of("POST", ONE + "/promote", callers.admin(this::promote)),
        Route.of("POST", ONE + "/try", callers.admin(this::tryOut)));
  }

  private Answer list(Request request, Caller.Admin admin) {
    OAuthClient client = existing(request, admin);
    return desk.pageOfAll(
        request,
        admin.workspace(),
        "secrets of " + client.id(),
        client.secrets(),
        secret -> Integer.toString(client.secrets().indexOf(secret)),
        (json, secret) -> write(json, client, secret));
  }

  private Answer add(Request request, Caller.Admin admin) {
    Fields fields = desk.fields(request);
    Optional<Secret> secret = fields.requiredText("client_secret", Secret::of);
    Optional<Instant> expiresAt = fields.time("expires_at");
    fields.end();
    Result.Done done =
        done(
            rotation.add(
                admin.workspace(), Actor.of(admin), name(request), secret.orElseThrow(), expiresAt),
            request);
    return Desk.created(json -> write(json, done.client(), done.secret()));
  }

  private Answer expire(Request request, Caller.Admin admin) {
    Fields fields = desk.fields(request);
    if (!fields.has("expires_at")) {
      fields.problem("expires_at", "is required; null where it is not known to end");
    }
    Optional<Instant> expiresAt = fields.time("expires_at");
    fields.end();
    Result.Done done =
        done(
            rotation.expire(
                admin.workspace(), Actor.of(admin), name(request), id(request), expiresAt),
            request);
    return Desk.ok(json -> write(json, done.client(), done.secret()));
  }

  private Answer promote(Request request, Caller.Admin admin) {
    Result.Done done =
        done(
            rotation.promote(admin.workspace(), Actor.of(admin), name(request), id(request)),
            request);
    return Desk.ok(json -> write(json, done.client(), done.secret()));
  }

  private Answer delete(Request request, Caller.Admin admin) {
    done(rotation.delete(admin.workspace(), Actor.of(admin), name(request), id(request)), request);
    return Desk.gone();
  }

  private Answer tryOut(Request request, Caller.Admin admin) {
    Fields fields = desk.fields(request);
    Optional<ConnectionId> id = fields.requiredText("connection_id", ConnectionId::new);
    fields.end();
    OAuthClient client = existing(request, admin);
    String secret = id(request);
    if (client.secret(secret).isEmpty()) {
      throw new ProblemException(Problems.unknown("client secret"));
    }
    Connection connection =
        id.flatMap(it -> visible.find(admin, it))
            .filter(it -> it.oauthClient().equals(client.id()))
            .orElseThrow(
                () ->
                    desk.refusedAccess(
                        admin, "connection", id.map(ConnectionId::value).orElse("")));
    Trial trial = trial(reports.refreshWith(admin, connection.id(), secret), admin);
    desk.note(
        admin,
        "oauth_client.secret_tried",
        client.id().value(),
        Map.of("secret", secret, "connection", connection.id().value(), "result", trial.result()));
    return Desk.ok(
        json -> {
          json.text("result", trial.result());
          trial
              .version()
              .ifPresentOrElse(
                  it -> json.number("token_version", it), () -> json.nothing("token_version"));
          json.text("message", trial.message());
        });
  }

  private Trial trial(ReportResult result, Caller.Admin admin) {
    if (result instanceof ReportResult.Failed(TokenResult.OAuthClientRejected(String message))) {
      return new Trial("rejected", Optional.empty(), Optional.of(message));
    }
    return new Trial(
        "accepted",
        Optional.of(problems.replaced(result, admin, Optional::empty)),
        Optional.empty());
  }

  private OAuthClient existing(Request request, Caller.Admin admin) {
    OAuthClient client =
        clients.find(admin.workspace(), name(request)).orElseThrow(() -> missing(request));
    if (client.loan().isPresent()) {
      throw new ProblemException(BORROWED);
    }
    return client;
  }

  private static Result.Done done(Result result, Request request) {
    return switch (result) {
      case Result.Done done -> done;
      case Result.NoClient _ -> throw missing(request);
      case Result.Borrowed _ -> throw new ProblemException(BORROWED);
      case Result.NoSecret _ -> throw new ProblemException(Problems.unknown("client secret"));
      case Result.Known _ -> throw new ProblemException(Problems.taken("client_secret"));
      case Result.ChangedMeanwhile _ -> throw new ProblemException(Problems.conflict());
      case Result.NoneYet _ ->
          throw new ProblemException(
              Problem.of(
                  409,
                  "no_client_secret",
                  "The OAuth client has no secret",
                  "A second secret needs a first. Set 'client_secret' of the OAuth client."));
      case Result.TooMany _ ->
          throw new ProblemException(
              Problem.of(
                  409,
                  "too_many_client_secrets",
                  "The OAuth client has too many secrets",
                  "It has %d. Delete one that is no longer used.".formatted(SecretRotation.MOST)));
      case Result.Last _ ->
          throw new ProblemException(
              Problem.of(
                  409,
                  "last_client_secret",
                  "The last client secret cannot be deleted",
                  "Without it no token could be refreshed. Add another one first."));
    };
  }

  private static ProblemException missing(Request request) {
    return new ProblemException(Problems.noIntegration(request.pathParameter("name"), List.of()));
  }

  private static IntegrationName name(Request request) {
    return Ids.integration(request.pathParameter("name")).orElseThrow(() -> missing(request));
  }

  private static String id(Request request) {
    return request.pathParameter("id");
  }

  private static void write(JsonWriter json, OAuthClient client, ClientSecret secret) {
    json.text("id", secret.id())
        .text("last_four", secret.lastFour())
        .text("fingerprint", secret.fingerprint())
        .time("expires_at", secret.expiresAt())
        .number("position", client.secrets().indexOf(secret) + 1L)
        .time("created_at", secret.createdAt());
  }

  /// What a provider said to a secret.
  private record Trial(String result, Optional<Long> version, Optional<String> message) {}
}
