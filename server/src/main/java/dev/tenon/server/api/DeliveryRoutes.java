package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Cursors;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.webhook.Delivery;
import dev.tenon.webhook.DeliveryState;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEventId;
import dev.tenon.webhook.Webhooks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was and is to be told to an endpoint, and telling it again.
public final class DeliveryRoutes {
  private static final String ONE = "/api/v1/webhooks/{id}";

  private final Desk desk;
  private final Webhooks webhooks;

  /// Answers by the rules of `webhooks`.
  public DeliveryRoutes(Desk desk, Webhooks webhooks) {
    this.desk = desk;
    this.webhooks = webhooks;
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("GET", ONE + "/deliveries", callers.admin(this::list)),
        Route.of("POST", ONE + "/deliveries/{delivery}/replay", callers.admin(this::replayOne)),
        Route.of("POST", ONE + "/replay", callers.admin(this::replayAll)));
  }

  private Answer list(Request request, Caller.Admin admin) {
    WebhookEndpoint endpoint = WebhookRoutes.existing(webhooks, request, admin);
    Optional<DeliveryState> state = state(request);
    String list = "deliveries of " + endpoint.id() + state.map(it -> " " + it.apiName()).orElse("");
    Cursors.Page page = desk.page(request, admin.workspace(), list);
    List<Delivery> rows =
        webhooks.deliveries(
            admin.workspace(),
            endpoint.id(),
            state,
            page.after().map(WebhookEventId::new),
            page.limit() + 1);
    return desk.page(
        new Desk.Ask(admin.workspace(), list, page),
        rows,
        delivery -> delivery.event().value(),
        WebhookJson::write);
  }

  private Answer replayOne(Request request, Caller.Admin admin) {
    WebhookEndpoint endpoint = WebhookRoutes.existing(webhooks, request, admin);
    boolean replayed =
        Ids.webhookEvent(request.pathParameter("delivery"))
            .map(event -> webhooks.replay(admin, endpoint.id(), event))
            .orElse(false);
    if (!replayed) {
      throw new ProblemException(Problems.unknown("delivery"));
    }
    return replayed(1);
  }

  private Answer replayAll(Request request, Caller.Admin admin) {
    WebhookEndpoint endpoint = WebhookRoutes.existing(webhooks, request, admin);
    Fields fields = desk.fields(request);
    Optional<Instant> since = fields.time("since");
    Optional<Instant> until = fields.time("until");
    if (!fields.has("since") || fields.isNull("since")) {
      fields.problem("since", "is required");
    }
    fields.end();
    return replayed(
        webhooks
            .replay(admin, endpoint.id(), since.orElseThrow(), until)
            .orElseThrow(WebhookRoutes::unknown));
  }

  private static Answer replayed(int count) {
    return Answer.json(202, JsonWriter.object(json -> json.number("replayed", count)));
  }

  private static Optional<DeliveryState> state(Request request) {
    List<String> values = request.queryParameters("state");
    if (values.size() > 1) {
      throw new ProblemException(Problems.invalid("state", "comes twice"));
    }
    return values.stream()
        .findFirst()
        .map(
            text ->
                DeliveryState.parse(text)
                    .orElseThrow(
                        () ->
                            new ProblemException(
                                Problems.invalid("state", "is pending, delivered or failed"))));
  }
}
