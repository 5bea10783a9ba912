package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.exchange.Issuer;
import dev.tenon.exchange.Issuers;
import dev.tenon.exchange.Issuers.Saved;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The issuers whose JWTs say who the workspace's users are, for token exchange.
public final class IssuerRoutes {
  private static final String ALL = "/api/v1/issuers";
  private static final String ONE = ALL + "/{id}";
  private static final int MOST_AUDIENCES = 20;

  private final Desk desk;
  private final Issuers issuers;

  /// Answers by the rules of `issuers`.
  public IssuerRoutes(Desk desk, Issuers issuers) {
    this.desk = desk;
    this.issuers = issuers;
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("GET", ALL, callers.admin(this::list)),
        Route.of("POST", ALL, callers.admin(this::register)),
        Route.of("GET", ONE, callers.admin(this::show)),
        Route.of("PATCH", ONE, callers.admin(this::change)),
        Route.of("DELETE", ONE, callers.admin(this::delete)));
  }

  private Answer list(Request request, Caller.Admin admin) {
    return desk.pageOfAll(
        request,
        admin.workspace(),
        "issuers",
        issuers.list(admin.workspace()),
        it -> "%020d %s".formatted(it.createdAt().toEpochMilli(), it.id()),
        IssuerRoutes::write);
  }

  private Answer register(Request request, Caller.Admin admin) {
    Fields fields = desk.fields(request);
    Optional<String> url = fields.requiredText("issuer", Issuer::url);
    if (!fields.has("audiences") || fields.isNull("audiences")) {
      fields.problem("audiences", "is required");
    }
    Optional<List<String>> audiences = audiences(fields);
    Optional<String> claim = fields.text("user_claim", Issuer::claim);
    Optional<URI> jwksUri = fields.text("jwks_uri", Issuer::address);
    fields.end();
    Saved saved =
        issuers.register(
            admin,
            url.orElseThrow(),
            audiences.orElseThrow(),
            claim.orElse(Issuer.SUBJECT),
            jwksUri);
    return Answer.json(201, JsonWriter.object(json -> write(json, stored(saved))));
  }

  private Answer show(Request request, Caller.Admin admin) {
    Issuer issuer = existing(request, admin);
    return Desk.ok(json -> write(json, issuer));
  }

  private Answer change(Request request, Caller.Admin admin) {
    Issuer before = existing(request, admin);
    Fields fields = desk.fields(request);
    Optional<List<String>> audiences = audiences(fields);
    Optional<String> claim = fields.text("user_claim", Issuer::claim);
    Optional<URI> jwksUri = fields.text("jwks_uri", Issuer::address);
    Issuers.Change change =
        new Issuers.Change(
            audiences, claim, fields.has("jwks_uri") ? Optional.of(jwksUri) : Optional.empty());
    fields.end();
    Saved.Stored saved = stored(issuers.change(admin, before.id(), change));
    return Desk.ok(json -> write(json, saved));
  }

  private Answer delete(Request request, Caller.Admin admin) {
    if (!issuers.delete(admin, existing(request, admin).id())) {
      throw unknown();
    }
    return Desk.gone();
  }

  private static Optional<List<String>> audiences(Fields fields) {
    Optional<List<String>> audiences = fields.texts("audiences", Issuer::audience);
    if (audiences.filter(it -> it.isEmpty() || it.size() > MOST_AUDIENCES).isPresent()) {
      fields.problem("audiences", "must name 1 to %d audiences".formatted(MOST_AUDIENCES));
    }
    return audiences;
  }

  private Issuer existing(Request request, Caller.Admin admin) {
    return Ids.issuer(request.pathParameter("id"))
        .flatMap(id -> issuers.find(admin.workspace(), id))
        .orElseThrow(IssuerRoutes::unknown);
  }

  private static Saved.Stored stored(Saved saved) {
    return switch (saved) {
      case Saved.Stored stored -> stored;
      case Saved.Taken _ -> throw new ProblemException(Problems.taken("issuer"));
      case Saved.TooMany _ ->
          throw new ProblemException(
              Problem.of(
                  409,
                  "too_many_issuers",
                  "There are too many issuers",
                  "A workspace has at most %d. Delete one that is not needed."
                      .formatted(Issuers.MOST)));
      case Saved.NotFound _ -> throw unknown();
      case Saved.AnotherIssuer(String problem) ->
          throw new ProblemException(
              Problems.invalid("issuer", "is not what it says it is: " + problem));
    };
  }

  private static ProblemException unknown() {
    return new ProblemException(Problems.unknown("issuer"));
  }

  private static void write(JsonWriter json, Saved.Stored saved) {
    write(json, saved.issuer());
    saved.warning().ifPresent(warning -> json.any("warnings", List.of(warning)));
  }

  private static void write(JsonWriter json, Issuer issuer) {
    json.text("id", issuer.id().value())
        .text("issuer", issuer.url())
        .any("audiences", issuer.audiences())
        .text("user_claim", issuer.userClaim())
        .text("jwks_uri", issuer.jwksUri().map(URI::toString))
        .time("created_at", issuer.createdAt());
  }
}
