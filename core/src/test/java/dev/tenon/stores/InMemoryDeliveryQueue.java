package dev.tenon.stores;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.stores.InMemoryWebhookStore.Event;
import dev.tenon.stores.InMemoryWebhookStore.Place;
import dev.tenon.stores.InMemoryWebhookStore.Row;
import dev.tenon.webhook.Delivery;
import dev.tenon.webhook.DeliveryQueue;
import dev.tenon.webhook.DeliveryState;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEndpoint.Standing;
import dev.tenon.webhook.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What webhooks have to tell, in memory.
public final class InMemoryDeliveryQueue implements DeliveryQueue {
  private static final Comparator<Row> LONGEST_DUE =
      Comparator.comparing((Row row) -> row.delivery().nextAttemptAt().orElseThrow())
          .thenComparing(row -> row.delivery().at());

  private final InMemoryStores stores;
  private final InMemoryWebhookStore webhooks;

  InMemoryDeliveryQueue(InMemoryStores stores, InMemoryWebhookStore webhooks) {
    this.stores = stores;
    this.webhooks = webhooks;
  }

  @Override
  public List<DueEndpoint> due(int limit) {
    return stores.transaction(
        () ->
            webhooks.deliveries.stream()
                .filter(row -> row.delivery().state() == DeliveryState.PENDING)
                .sorted(LONGEST_DUE)
                .map(Row::key)
                .distinct()
                .filter(key -> claimable(key).findAny().isPresent())
                .limit(limit)
                .map(key -> new DueEndpoint(key.workspace(), key.id()))
                .toList());
  }

  @Override
  public List<Outgoing> claim(WorkspaceId workspace, WebhookId id, int limit, Duration hold) {
    return stores.transaction(
        () ->
            claimable(new Place(workspace, id)).sorted(LONGEST_DUE).limit(limit).toList().stream()
                .map(row -> claim(row, hold))
                .toList());
  }

  @Override
  public boolean delivered(Outgoing sent, int status) {
    return stores.transaction(
        () -> {
          Optional<Row> row = mine(sent);
          row.ifPresent(
              it -> {
                finish(
                    it,
                    DeliveryState.DELIVERED,
                    Optional.empty(),
                    Optional.of(status),
                    Optional.empty());
                took(it.key());
              });
          return row.isPresent();
        });
  }

  @Override
  public Optional<Standing> failed(
      Outgoing sent, Optional<Integer> status, String error, Optional<Duration> again) {
    return stores.transaction(
        () -> {
          Optional<Row> row = mine(sent).filter(it -> webhooks.endpoints.containsKey(it.key()));
          if (row.isEmpty()) {
            return Optional.empty();
          }
          DeliveryState state = again.isPresent() ? DeliveryState.PENDING : DeliveryState.FAILED;
          finish(row.get(), state, again.map(now()::plus), status, Optional.of(error));
          WebhookEndpoint endpoint = endpoint(row.get().key()).orElseThrow();
          Standing old = endpoint.standing();
          Standing standing =
              new Standing(
                  old.failures() + 1,
                  old.failingSince().or(() -> Optional.of(now())),
                  old.pausedUntil());
          put(WebhookRow.with(endpoint, standing));
          return Optional.of(standing);
        });
  }

  @Override
  public void pause(WorkspaceId workspace, WebhookId id, Duration length) {
    stores.transaction(
        () -> {
          Optional<WebhookEndpoint> found =
              endpoint(new Place(workspace, id)).filter(it -> it.standing().failures() > 0);
          found.ifPresent(
              it -> {
                Standing old = it.standing();
                Optional<Instant> until = Optional.of(now().plus(length));
                put(WebhookRow.with(it, new Standing(old.failures(), old.failingSince(), until)));
              });
          return found;
        });
  }

  @Override
  public boolean disable(WorkspaceId workspace, WebhookId id, String reason, AuditEvent event) {
    return stores.audited(
        event,
        () -> {
          Optional<WebhookEndpoint> found =
              endpoint(new Place(workspace, id)).filter(WebhookEndpoint::enabled);
          found.ifPresent(it -> put(WebhookRow.disabled(it, reason)));
          return found.isPresent();
        });
  }

  @Override
  public Backlog backlog() {
    return stores.transaction(
        () -> {
          List<Instant> waiting =
              webhooks.deliveries.stream()
                  .filter(row -> row.delivery().state() == DeliveryState.PENDING)
                  .filter(row -> endpoint(row.key()).filter(WebhookEndpoint::enabled).isPresent())
                  .map(row -> row.delivery().at())
                  .sorted()
                  .toList();
          return new Backlog(waiting.size(), waiting.stream().findFirst());
        });
  }

  @Override
  public int prune(WorkspaceId workspace, Instant before, int limit) {
    return stores.transaction(
        () -> {
          List<Row> rows =
              webhooks.deliveries.stream()
                  .filter(row -> row.key().workspace().equals(workspace))
                  .filter(row -> row.delivery().at().isBefore(before))
                  .limit(limit)
                  .toList();
          List<Event> events =
              webhooks.events.stream()
                  .filter(it -> it.workspace().equals(workspace))
                  .filter(it -> it.at().isBefore(before))
                  .limit(limit)
                  .toList();
          webhooks.deliveries.removeAll(rows);
          webhooks.events.removeAll(events);
          return Math.max(rows.size(), events.size());
        });
  }

  private Stream<Row> claimable(Place key) {
    boolean open =
        endpoint(key)
            .filter(WebhookEndpoint::enabled)
            .filter(it -> isOver(it.standing().pausedUntil()))
            .isPresent();
    return webhooks.deliveries.stream()
        .filter(row -> open && row.key().equals(key))
        .filter(row -> row.delivery().state() == DeliveryState.PENDING)
        .filter(row -> isOver(row.delivery().nextAttemptAt()) && isOver(row.claimedUntil()))
        .filter(row -> webhooks.deliveries.stream().noneMatch(it -> isBefore(it, row)));
  }

  private static boolean isBefore(Row earlier, Row row) {
    return earlier.key().equals(row.key())
        && earlier.delivery().state() == DeliveryState.PENDING
        && earlier.delivery().subject().equals(row.delivery().subject())
        && earlier.delivery().sequence() < row.delivery().sequence();
  }

  private Outgoing claim(Row row, Duration hold) {
    Delivery claimed = WebhookRow.claimed(row.delivery(), now());
    webhooks.replace(row, new Row(row.key(), claimed, Optional.of(now().plus(hold))));
    String body =
        webhooks.events.stream()
            .filter(event -> event.workspace().equals(row.key().workspace()))
            .filter(event -> event.id().equals(claimed.event()))
            .map(Event::body)
            .findFirst()
            .orElseThrow();
    return new Outgoing(
        row.key().workspace(), row.key().id(), claimed.event(), claimed.attempts(), body);
  }

  private Optional<Row> mine(Outgoing sent) {
    return webhooks
        .row(new Place(sent.workspace(), sent.endpoint()), sent.event())
        .filter(row -> row.delivery().state() == DeliveryState.PENDING)
        .filter(row -> row.delivery().attempts() == sent.attempt());
  }

  private void finish(
      Row row,
      DeliveryState state,
      Optional<Instant> next,
      Optional<Integer> status,
      Optional<String> error) {
    Delivery delivery = WebhookRow.with(row.delivery(), state, next, status, error);
    webhooks.replace(row, new Row(row.key(), delivery, Optional.empty()));
  }

  private void took(Place key) {
    Optional<WebhookEndpoint> endpoint = endpoint(key);
    endpoint.ifPresent(it -> put(WebhookRow.with(it, Standing.good())));
    if (endpoint.flatMap(it -> it.standing().pausedUntil()).isPresent()) {
      webhooks.deliveries.replaceAll(
          row ->
              row.key().equals(key)
                      && row.delivery().state() == DeliveryState.PENDING
                      && !isOver(row.delivery().nextAttemptAt())
                      && isOver(row.claimedUntil())
                  ? hastened(row)
                  : row);
    }
  }

  private Row hastened(Row row) {
    Delivery it = row.delivery();
    Delivery due =
        WebhookRow.with(it, it.state(), Optional.of(now()), it.lastStatus(), it.lastError());
    return new Row(row.key(), due, row.claimedUntil());
  }

  private Optional<WebhookEndpoint> endpoint(Place key) {
    return Optional.ofNullable(webhooks.endpoints.get(key));
  }

  private void put(WebhookEndpoint endpoint) {
    webhooks.endpoints.put(Place.of(endpoint), endpoint);
  }

  private boolean isOver(Optional<Instant> time) {
    return time.map(it -> !it.isAfter(now())).orElse(true);
  }

  private Instant now() {
    return stores.clock().instant();
  }
}
