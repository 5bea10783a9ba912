package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.access.WorkspaceId;
import dev.tenon.secret.Secret;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.webhook.Delivery;
import dev.tenon.webhook.DeliveryState;
import dev.tenon.webhook.WantedEvents;
import dev.tenon.webhook.WebhookDialect;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEventType;
import dev.tenon.webhook.WebhookId;
import dev.tenon.webhook.WebhookUrl;
import dev.tenon.webhook.Webhooks;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Alerts: our webhooks in Leaf's dialect. Of its events there are those about credentials that the
/// hub can know of; others are refused, because a registration that is never told anything is
/// worse.
final class AlertRoutes {
  /// Our events by Leaf's names.
  static final Map<String, WebhookEventType> EVENTS =
      Map.of("credentialsUnauthenticated", WebhookEventType.CONNECTION_REAUTHORIZATION_REQUIRED);

  private static final String HOOKS = "/services/alerts/api/alerts/webhooks";
  private static final int MOST_FAILED = 100;

  private final LeafDesk desk;
  private final Webhooks webhooks;

  AlertRoutes(LeafDesk desk, Webhooks webhooks) {
    this.desk = desk;
    this.webhooks = webhooks;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", HOOKS, desk.admin(this::list)),
        Route.of("POST", HOOKS, desk.admin(this::create)),
        Route.of("GET", HOOKS + "/failed-calls", desk.admin(this::failed)),
        Route.of("GET", HOOKS + "/{id}", desk.admin(this::show)),
        Route.of("DELETE", HOOKS + "/{id}", desk.admin(this::delete)));
  }

  private Answer list(Request request, Caller.Admin admin) {
    return Answer.json(200, JsonWriter.listOf(all(admin.workspace()), AlertRoutes::write));
  }

  /// The endpoint is sent a message at once, so that its owner sees that it is reached.
  private Answer create(Request request, Caller.Admin admin) {
    Fields fields = desk.fields(request);
    Set<WebhookEventType> events =
        fields.texts("events", AlertRoutes::event).map(Set::copyOf).orElse(Set.of());
    String name = fields.requiredText("name", text -> text).orElse("");
    Optional<Secret> secret = fields.requiredText("secret", Secret::of);
    Optional<URI> url = fields.requiredText("url", WebhookUrl::parse);
    if (events.isEmpty()) {
      fields.problem("events", "must name at least one event");
    }
    fields.endKnown();
    if (all(admin.workspace()).stream()
        .anyMatch(it -> events.stream().anyMatch(it.events()::include))) {
      throw new ProblemException(
          Problem.of(
              400,
              "event_registered_twice",
              "The event is registered already",
              "One of the events has a webhook already. Delete that one first."));
    }
    WebhookEndpoint made =
        webhooks
            .create(
                admin,
                new Webhooks.Wish(
                    url.orElseThrow(),
                    new WantedEvents.Only(events),
                    name,
                    WebhookDialect.LEAF,
                    secret.orElseThrow()))
            .orElseThrow(
                () ->
                    LeafProblems.refused(
                        "The workspace has as many webhooks as it may have. Delete one first."))
            .endpoint();
    webhooks.test(admin, made.id());
    return Answer.json(201, JsonWriter.object(json -> write(json, made)));
  }

  private Answer show(Request request, Caller.Admin admin) {
    WebhookEndpoint endpoint = endpoint(request, admin);
    return Answer.json(200, JsonWriter.object(json -> write(json, endpoint)));
  }

  private Answer delete(Request request, Caller.Admin admin) {
    webhooks.delete(admin, endpoint(request, admin).id());
    return Answer.empty(204);
  }

  private Answer failed(Request request, Caller.Admin admin) {
    List<Failed> failed = new ArrayList<>();
    for (WebhookEndpoint endpoint : all(admin.workspace())) {
      webhooks
          .deliveries(
              admin.workspace(),
              endpoint.id(),
              Optional.of(DeliveryState.FAILED),
              Optional.empty(),
              MOST_FAILED)
          .forEach(it -> failed.add(new Failed(endpoint, it)));
    }
    return Answer.json(200, JsonWriter.listOf(failed, AlertRoutes::write));
  }

  private WebhookEndpoint endpoint(Request request, Caller.Admin admin) {
    return all(admin.workspace()).stream()
        .filter(it -> it.id().value().equals(request.pathParameter("id")))
        .findFirst()
        .orElseThrow(() -> LeafProblems.unknown("webhook"));
  }

  private List<WebhookEndpoint> all(WorkspaceId workspace) {
    return webhooks.list(workspace).stream()
        .filter(it -> it.dialect() == WebhookDialect.LEAF)
        .toList();
  }

  private static WebhookEventType event(String name) {
    return Optional.ofNullable(EVENTS.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "this hub tells of " + String.join(", ", EVENTS.keySet()) + " and no other"));
  }

  private static void write(JsonWriter json, WebhookEndpoint endpoint) {
    json.text("id", endpoint.id().value())
        .text("name", endpoint.description())
        .texts(
            "events",
            EVENTS.entrySet().stream()
                .filter(it -> endpoint.events().include(it.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toList()))
        .text("url", endpoint.url().toString());
  }

  private static void write(JsonWriter json, Failed failed) {
    Delivery delivery = failed.delivery();
    WebhookId id = failed.endpoint().id();
    json.text("id", delivery.event().value())
        .text("webhookId", id.value())
        .text("url", failed.endpoint().url().toString())
        .number("attempts", delivery.attempts())
        .text("lastStatusCode", delivery.lastStatus().map(it -> Integer.toString(it)))
        .text("message", delivery.lastError())
        .text("timestamp", delivery.lastAttemptAt().map(CredentialJson::time));
  }

  private record Failed(WebhookEndpoint endpoint, Delivery delivery) {}
}
