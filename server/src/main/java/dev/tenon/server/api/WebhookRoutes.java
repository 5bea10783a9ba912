package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.webhook.WantedEvents;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEventId;
import dev.tenon.webhook.WebhookId;
import dev.tenon.webhook.WebhookUrl;
import dev.tenon.webhook.Webhooks;
import dev.tenon.webhook.Webhooks.WithSecret;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// The endpoints that are told what happens. What was told to them: [DeliveryRoutes].
public final class WebhookRoutes {
  private static final String ALL = "/api/v1/webhooks";
  private static final String ONE = ALL + "/{id}";

  private final Desk desk;
  private final Webhooks webhooks;
  private final Clock clock;

  /// Answers by the rules of `webhooks`.
  public WebhookRoutes(Desk desk, Webhooks webhooks, Clock clock) {
    this.desk = desk;
    this.webhooks = webhooks;
    this.clock = clock;
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("GET", ALL, callers.admin(this::list)),
        Route.of("POST", ALL, callers.admin(this::create)),
        Route.of("GET", ONE, callers.admin(this::show)),
        Route.of("PATCH", ONE, callers.admin(this::change)),
        Route.of("DELETE", ONE, callers.admin(this::delete)),
        Route.of("POST", ONE + "/rotate-secret", callers.admin(this::rotate)),
        Route.of("POST", ONE + "/test", callers.admin(this::test)));
  }

  private Answer list(Request request, Caller.Admin admin) {
    return desk.pageOfAll(
        request,
        admin.workspace(),
        "webhooks",
        webhooks.list(admin.workspace()),
        it -> "%020d %s".formatted(it.createdAt().toEpochMilli(), it.id()),
        (json, it) -> WebhookJson.write(json, it, clock.instant()));
  }

  private Answer create(Request request, Caller.Admin admin) {
    Fields fields = desk.fields(request);
    Optional<URI> url = fields.requiredText("url", WebhookUrl::parse);
    Optional<WantedEvents> events = WebhookFields.events(fields);
    Optional<String> description = WebhookFields.description(fields);
    fields.end();
    WithSecret made =
        webhooks
            .create(
                admin,
                url.orElseThrow(),
                events.orElseGet(WantedEvents.All::new),
                description.orElse(""))
            .orElseThrow(() -> new ProblemException(tooMany()));
    return Desk.created(json -> WebhookJson.write(json, made, clock.instant()));
  }

  private Answer show(Request request, Caller.Admin admin) {
    return shown(existing(webhooks, request, admin));
  }

  private Answer change(Request request, Caller.Admin admin) {
    WebhookId id = existing(webhooks, request, admin).id();
    Fields fields = desk.fields(request);
    Webhooks.Change change =
        new Webhooks.Change(
            fields.text("url", WebhookUrl::parse),
            WebhookFields.events(fields),
            WebhookFields.description(fields),
            fields.flag("enabled"));
    fields.end();
    return shown(webhooks.change(admin, id, change).orElseThrow(WebhookRoutes::unknown));
  }

  private Answer delete(Request request, Caller.Admin admin) {
    if (!webhooks.delete(admin, existing(webhooks, request, admin).id())) {
      throw unknown();
    }
    return Desk.gone();
  }

  private Answer rotate(Request request, Caller.Admin admin) {
    WebhookId id = existing(webhooks, request, admin).id();
    WithSecret made = webhooks.rotate(admin, id).orElseThrow(WebhookRoutes::unknown);
    return Desk.ok(json -> WebhookJson.write(json, made, clock.instant()));
  }

  private Answer test(Request request, Caller.Admin admin) {
    WebhookEndpoint endpoint = existing(webhooks, request, admin);
    if (!endpoint.enabled()) {
      throw new ProblemException(
          Problem.of(
              409,
              "webhook_disabled",
              "The webhook is disabled",
              "Nothing is sent to it. Enable it first, with PATCH {\"enabled\": true}."));
    }
    WebhookEventId sent = webhooks.test(admin, endpoint.id()).orElseThrow(WebhookRoutes::unknown);
    return Answer.json(202, JsonWriter.object(json -> json.text("id", sent.value())));
  }

  private Answer shown(WebhookEndpoint endpoint) {
    return Desk.ok(json -> WebhookJson.write(json, endpoint, clock.instant()));
  }

  /// The endpoint that the path names.
  static WebhookEndpoint existing(Webhooks webhooks, Request request, Caller.Admin admin) {
    return Ids.webhook(request.pathParameter("id"))
        .flatMap(id -> webhooks.find(admin.workspace(), id))
        .orElseThrow(WebhookRoutes::unknown);
  }

  /// There is no such endpoint.
  static ProblemException unknown() {
    return new ProblemException(Problems.unknown("webhook"));
  }

  private static Problem tooMany() {
    return Problem.of(
        409,
        "too_many_webhooks",
        "There are too many webhooks",
        "A workspace has at most %d. Delete one that is not needed.".formatted(Webhooks.MOST));
  }
}
