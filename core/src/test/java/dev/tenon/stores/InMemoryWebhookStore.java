package dev.tenon.stores;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Status;
import dev.tenon.webhook.Delivery;
import dev.tenon.webhook.DeliveryState;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEndpoint.Standing;
import dev.tenon.webhook.WebhookEventId;
import dev.tenon.webhook.WebhookEventType;
import dev.tenon.webhook.WebhookId;
import dev.tenon.webhook.WebhookStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The webhooks in memory, with what [InMemoryDeliveryQueue] sends.
public final class InMemoryWebhookStore implements WebhookStore {
  private static final Comparator<Delivery> NEWEST_FIRST =
      Comparator.comparing(Delivery::at).thenComparing(it -> it.event().value()).reversed();

  final Map<Place, WebhookEndpoint> endpoints = new HashMap<>();
  final List<Row> deliveries = new ArrayList<>();
  final List<Event> events = new ArrayList<>();
  private final InMemoryStores stores;
  private final Map<ConnectionId, Status> told = new HashMap<>();

  InMemoryWebhookStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public boolean create(WebhookEndpoint endpoint, AuditEvent event) {
    return stores.audited(event, () -> endpoints.putIfAbsent(Place.of(endpoint), endpoint) == null);
  }

  @Override
  public Optional<WebhookEndpoint> find(WorkspaceId workspace, WebhookId id) {
    return stores.transaction(() -> Optional.ofNullable(endpoints.get(new Place(workspace, id))));
  }

  @Override
  public List<WebhookEndpoint> list(WorkspaceId workspace) {
    return stores.transaction(() -> in(workspace).toList());
  }

  @Override
  public boolean update(WebhookEndpoint endpoint, AuditEvent event) {
    return stores.audited(
        event,
        () -> {
          Optional<WebhookEndpoint> old =
              Optional.ofNullable(endpoints.get(Place.of(endpoint)))
                  .filter(it -> it.version() == endpoint.version() - 1);
          old.ifPresent(
              _ -> endpoints.put(Place.of(endpoint), WebhookRow.with(endpoint, Standing.good())));
          return old.isPresent();
        });
  }

  @Override
  public boolean delete(WorkspaceId workspace, WebhookId id, AuditEvent event) {
    Place key = new Place(workspace, id);
    return stores.audited(
        event,
        () -> {
          deliveries.removeIf(row -> row.key().equals(key));
          return endpoints.remove(key) != null;
        });
  }

  @Override
  public boolean test(WorkspaceId workspace, WebhookId id, WebhookEventId test, AuditEvent event) {
    Place key = new Place(workspace, id);
    return stores.audited(
        event,
        () -> {
          if (!endpoints.containsKey(key)) {
            return false;
          }
          Event made =
              new Event(
                  workspace,
                  test,
                  WebhookEventType.WEBHOOK_TEST,
                  id.value(),
                  event.at().toEpochMilli(),
                  event.at());
          events.add(made);
          put(key, made);
          return true;
        });
  }

  @Override
  public List<Delivery> deliveries(
      WorkspaceId workspace,
      WebhookId id,
      Optional<DeliveryState> state,
      Optional<WebhookEventId> after,
      int limit) {
    Place key = new Place(workspace, id);
    return stores.transaction(
        () -> {
          Optional<Delivery> last = after.flatMap(it -> row(key, it)).map(Row::delivery);
          return deliveries.stream()
              .filter(row -> row.key().equals(key))
              .map(Row::delivery)
              .filter(it -> state.map(it.state()::equals).orElse(true))
              .filter(it -> last.map(before -> NEWEST_FIRST.compare(it, before) > 0).orElse(true))
              .sorted(NEWEST_FIRST)
              .limit(limit)
              .toList();
        });
  }

  @Override
  public boolean replay(
      WorkspaceId workspace, WebhookId id, WebhookEventId replayed, AuditEvent event) {
    Place key = new Place(workspace, id);
    return stores.audited(
        event,
        () -> {
          Optional<Row> row = row(key, replayed);
          row.ifPresent(this::again);
          return row.isPresent();
        });
  }

  @Override
  public Optional<Integer> replay(
      WorkspaceId workspace, WebhookId id, Instant since, Instant until, AuditEvent event) {
    Place key = new Place(workspace, id);
    return stores.transaction(
        () -> {
          Optional<WebhookEndpoint> endpoint = Optional.ofNullable(endpoints.get(key));
          if (endpoint.isEmpty()) {
            return Optional.empty();
          }
          List<Event> wanted =
              events.stream()
                  .filter(it -> it.workspace().equals(workspace))
                  .filter(it -> !it.at().isBefore(since) && it.at().isBefore(until))
                  .filter(it -> it.type() != WebhookEventType.WEBHOOK_TEST)
                  .filter(it -> endpoint.get().events().include(it.type()))
                  .toList();
          for (Event each : wanted) {
            row(key, each.id()).ifPresentOrElse(this::again, () -> put(key, each));
          }
          stores.auditLog().add(event);
          return Optional.of(wanted.size());
        });
  }

  /// What the stores of connections do for webhooks, within their transaction.
  void tell(
      WorkspaceId workspace, ConnectionId id, long number, ConnectionEvent event, Status status) {
    Optional<WebhookEventType> type =
        WebhookEventType.of(event.type(), Optional.ofNullable(told.put(id, status)), status);
    if (type.isEmpty() || in(workspace).findAny().isEmpty()) {
      return;
    }
    Event made =
        new Event(
            workspace,
            new WebhookEventId("evt_" + id.value().substring(4) + "n" + number),
            type.get(),
            id.value(),
            number,
            event.at());
    events.add(made);
    in(workspace)
        .filter(it -> it.enabled() && it.events().include(type.get()))
        .forEach(it -> put(Place.of(it), made));
  }

  Optional<Row> row(Place key, WebhookEventId event) {
    return deliveries.stream()
        .filter(row -> row.key().equals(key) && row.delivery().event().equals(event))
        .findFirst();
  }

  void replace(Row old, Row row) {
    deliveries.set(deliveries.indexOf(old), row);
  }

  private Stream<WebhookEndpoint> in(WorkspaceId workspace) {
    return endpoints.values().stream()
        .filter(it -> it.workspace().equals(workspace))
        .sorted(
            Comparator.comparing(WebhookEndpoint::createdAt).thenComparing(it -> it.id().value()));
  }

  private void again(Row row) {
    Instant now = stores.clock().instant();
    replace(row, new Row(row.key(), WebhookRow.due(row.delivery(), now), Optional.empty()));
  }

  private void put(Place key, Event event) {
    Delivery delivery =
        new Delivery(
            event.id(),
            event.type(),
            event.subject(),
            event.sequence(),
            event.at(),
            DeliveryState.PENDING,
            0,
            Optional.of(stores.clock().instant()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    deliveries.add(new Row(key, delivery, Optional.empty()));
  }

  record Place(WorkspaceId workspace, WebhookId id) {
    static Place of(WebhookEndpoint endpoint) {
      return new Place(endpoint.workspace(), endpoint.id());
    }
  }

  record Row(Place key, Delivery delivery, Optional<Instant> claimedUntil) {}

  record Event(
      WorkspaceId workspace,
      WebhookEventId id,
      WebhookEventType type,
      String subject,
      long sequence,
      Instant at) {
    String body() {
      return "{\"type\":\"%s\",\"data\":{\"connection_id\":\"%s\",\"sequence\":%d}}"
          .formatted(type.apiName(), subject, sequence);
    }
  }
}
