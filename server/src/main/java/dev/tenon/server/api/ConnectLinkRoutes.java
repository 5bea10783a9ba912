package dev.tenon.server.api;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.client.IntegrationName;
import dev.tenon.connect.Confirmations;
import dev.tenon.connect.Confirmations.Confirmation;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.ConnectLinks;
import dev.tenon.connect.ConnectLinks.Creation;
import dev.tenon.connect.LinkDraft;
import dev.tenon.connection.Connection;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.workspace.Language;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Links where users connect, and the app's confirmation that its own user came back.
public final class ConnectLinkRoutes {
  private static final String LINKS = "/api/v1/connect-links";

  private final Desk desk;
  private final ConnectLinks links;
  private final Confirmations confirmations;
  private final VisibleConnections connections;

  /// Answers by the rules of `links` and `confirmations`.
  public ConnectLinkRoutes(
      Desk desk, ConnectLinks links, Confirmations confirmations, VisibleConnections connections) {
    this.desk = desk;
    this.links = links;
    this.confirmations = confirmations;
    this.connections = connections;
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("POST", LINKS, callers.either(this::create)),
        Route.of("GET", LINKS + "/{id}", callers.either(this::show)),
        Route.of("DELETE", LINKS + "/{id}", callers.either(this::revoke)),
        Route.of("POST", LINKS + "/{id}/confirm", callers.either(this::confirm)));
  }

  private Answer create(Request request, Caller caller) {
    return switch (links.create(caller, draft(desk.fields(request)))) {
      case Creation.Created(ConnectLink link, URI url) ->
          Desk.created(
              json ->
                  json.text("id", link.id().value())
                      .text("url", url.toString())
                      .time("expires_at", link.expiresAt()));
      case Creation.IntegrationUnknown(IntegrationName name) ->
          throw new ProblemException(Problems.noIntegration(name.value(), List.of()));
      case Creation.IntegrationNotAssigned(IntegrationName name, AppName _) ->
          throw new ProblemException(Problems.notAssigned(name.value()));
      case Creation.Invalid(Map<String, String> problems) ->
          throw new ProblemException(Problems.invalid(problems));
    };
  }

  private static LinkDraft draft(Fields fields) {
    Optional<IntegrationName> one = fields.text("integration", IntegrationName::new);
    Optional<List<IntegrationName>> several = fields.texts("integrations", IntegrationName::new);
    if (fields.has("integration") == fields.has("integrations")) {
      fields.problem("integration", "or 'integrations' is required, and not both");
    }
    Optional<UserId> user = fields.requiredText("user", UserId::new);
    Optional<String> returnUrl = fields.text("return_url");
    Optional<Duration> expiresIn =
        fields.whole("expires_in", 1, Integer.MAX_VALUE).map(Duration::ofSeconds);
    Optional<Integer> maxUses =
        fields.whole("max_uses", 1, Integer.MAX_VALUE).map(Math::toIntExact);
    Optional<Language> locale = fields.text("locale", ConnectLinkRoutes::language);
    fields.end();
    List<IntegrationName> integrations = one.map(List::of).or(() -> several).orElse(List.of());
    return new LinkDraft(integrations, user.orElseThrow(), returnUrl, expiresIn, maxUses, locale);
  }

  private static Language language(String tag) {
    return Language.parse(tag)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a language of the connect page is needed: en, de, nl, es, pt or fr"));
  }

  private Answer show(Request request, Caller caller) {
    ConnectLink link =
        id(request)
            .flatMap(id -> links.find(caller, id))
            .orElseThrow(() -> refused(request, caller));
    return Desk.ok(json -> write(json, link));
  }

  private Answer revoke(Request request, Caller caller) {
    if (!id(request).map(id -> links.revoke(caller, id)).orElse(false)) {
      throw refused(request, caller);
    }
    return Desk.gone();
  }

  private Answer confirm(Request request, Caller caller) {
    Fields fields = desk.fields(request);
    Optional<String> code = fields.requiredText("connect_code", text -> text);
    fields.end();
    Confirmation confirmation =
        id(request)
            .map(id -> confirmations.confirm(caller, id, code.orElseThrow()))
            .orElseGet(Confirmation.LinkUnknown::new);
    return switch (confirmation) {
      case Confirmation.Confirmed(Connection connection) ->
          Desk.ok(json -> connections.write(json, caller, connection));
      case Confirmation.LinkUnknown _ -> throw refused(request, caller);
      case Confirmation.CodeInvalid _ ->
          throw new ProblemException(
              Problem.of(
                  422,
                  "connect_code_invalid",
                  "The connect code is not valid",
                  "It is not this link's, was used already, or is more than ten minutes old. The"
                      + " user connects again."));
      case Confirmation.OtherAccount _ ->
          throw new ProblemException(
              Problem.of(
                  409,
                  "other_account",
                  "The connection belongs to another account",
                  "The user has connected another account of the provider before; that one stays."
                      + " Delete that connection first to change accounts."));
      case Confirmation.Busy _ -> throw new ProblemException(Problems.conflict());
    };
  }

  private ProblemException refused(Request request, Caller caller) {
    return desk.refusedAccess(caller, "connect_link", request.pathParameter("id"));
  }

  private static Optional<ConnectLinkId> id(Request request) {
    return Ids.link(request.pathParameter("id"));
  }

  private static void write(JsonWriter json, ConnectLink link) {
    json.text("id", link.id().value())
        .text("app", link.app().map(AppName::value))
        .text("user", link.user().value())
        .texts("integrations", link.integrations().stream().map(IntegrationName::value).toList())
        .text("locale", link.language().map(Language::tag))
        .text("return_url", link.returnUrl().map(URI::toString))
        .number("uses", link.uses())
        .number("max_uses", link.maxUses())
        .time("created_at", link.createdAt())
        .time("expires_at", link.expiresAt());
  }
}
