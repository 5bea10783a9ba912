package dev.tenon.webhook;

import dev.tenon.access.Caller;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.secret.Secret;
import dev.tenon.secret.Vault;
import dev.tenon.webhook.WebhookEndpoint.Standing;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// What admins do with webhooks. Safe for use by any thread.
public final class Webhooks {
  /// Endpoints that a workspace may have.
  public static final int MOST = 50;

  private static final int TRIES = 5;

  private final WebhookStore store;
  private final Vault vault;
  private final Clock clock;
  private final RandomGenerator random;

  /// The endpoints of `store`; secrets are made of `random`, which must be unpredictable.
  public Webhooks(WebhookStore store, Vault vault, Clock clock, RandomGenerator random) {
    this.store = store;
    this.vault = vault;
    this.clock = clock;
    this.random = random;
  }

  /// The endpoints of the workspace, oldest first.
  public List<WebhookEndpoint> list(WorkspaceId workspace) {
    return store.list(workspace);
  }

  /// The endpoint of that id.
  public Optional<WebhookEndpoint> find(WorkspaceId workspace, WebhookId id) {
    return store.find(workspace, id);
  }

  /// Makes an endpoint, enabled, with a secret that is shown this once; empty when the workspace
  /// has [#MOST] already.
  public Optional<WithSecret> create(
      Caller.Admin admin, URI url, WantedEvents events, String description) {
    return create(
        admin,
        new Wish(url, events, description, WebhookDialect.STANDARD, WebhookSecrets.random(random)));
  }

  /// Makes an endpoint with a secret that the caller chose; empty when the workspace has [#MOST]
  /// already.
  public Optional<WithSecret> create(Caller.Admin admin, Wish wish) {
    if (store.list(admin.workspace()).size() >= MOST) {
      return Optional.empty();
    }
    WebhookId id = WebhookId.random(random);
    WebhookEndpoint endpoint =
        new WebhookEndpoint(
            id,
            admin.workspace(),
            wish.url(),
            wish.events(),
            wish.description(),
            true,
            Optional.empty(),
            WebhookSecrets.first(vault, admin.workspace(), id, wish.secret()),
            clock.instant(),
            1,
            Standing.good(),
            wish.dialect());
    if (!store.create(endpoint, event(admin, "webhook.created", id, Map.of()))) {
      throw new IllegalStateException("a new id is taken: indicates a bug");
    }
    return Optional.of(new WithSecret(endpoint, wish.secret()));
  }

  /// Changes what `change` says; empty when there is no such endpoint.
  public Optional<WebhookEndpoint> change(Caller.Admin admin, WebhookId id, Change change) {
    return update(admin, id, "webhook.changed", change::applied);
  }

  /// Gives the endpoint another secret, shown this once; the old one signs beside it for
  /// [WebhookSecrets#OVERLAP]. Empty when there is no such endpoint.
  public Optional<WithSecret> rotate(Caller.Admin admin, WebhookId id) {
    Secret secret = WebhookSecrets.random(random);
    return update(admin, id, "webhook.secret_rotated", it -> rotated(it, secret))
        .map(it -> new WithSecret(it, secret));
  }

  /// Deletes the endpoint and what was to be sent to it; false when there is none.
  public boolean delete(Caller.Admin admin, WebhookId id) {
    return store.delete(admin.workspace(), id, event(admin, "webhook.deleted", id, Map.of()));
  }

  /// Has a test sent to the endpoint; the id of the event, or empty when there is no such endpoint.
  public Optional<WebhookEventId> test(Caller.Admin admin, WebhookId id) {
    WebhookEventId test = WebhookEventId.random(random);
    AuditEvent event = event(admin, "webhook.tested", id, Map.of("event", test.value()));
    return store.test(admin.workspace(), id, test, event) ? Optional.of(test) : Optional.empty();
  }

  /// Deliveries of the endpoint, as [WebhookStore#deliveries].
  public List<Delivery> deliveries(
      WorkspaceId workspace,
      WebhookId id,
      Optional<DeliveryState> state,
      Optional<WebhookEventId> after,
      int limit) {
    return store.deliveries(workspace, id, state, after, limit);
  }

  /// Sends an event again; false when the endpoint has no such delivery.
  public boolean replay(Caller.Admin admin, WebhookId id, WebhookEventId replayed) {
    AuditEvent event = event(admin, "webhook.replayed", id, Map.of("event", replayed.value()));
    return store.replay(admin.workspace(), id, replayed, event);
  }

  /// Sends everything again that happened from `since` until before `until`, or until now where
  /// that is empty; how much that is, or empty when there is no such endpoint.
  public Optional<Integer> replay(
      Caller.Admin admin, WebhookId id, Instant since, Optional<Instant> until) {
    // Later than now, so that what a node whose clock is ahead has just written is not left out.
    Instant end = until.orElseGet(() -> clock.instant().plus(Duration.ofDays(1)));
    Map<String, String> details = new TreeMap<>(Map.of("since", since.toString()));
    until.ifPresent(it -> details.put("until", it.toString()));
    AuditEvent event = event(admin, "webhook.replayed", id, details);
    return store.replay(admin.workspace(), id, since, end, event);
  }

  private Optional<WebhookEndpoint> update(
      Caller.Admin admin, WebhookId id, String action, UnaryOperator<WebhookEndpoint> change) {
    for (int left = TRIES; left > 0; left--) {
      Optional<WebhookEndpoint> changed = store.find(admin.workspace(), id).map(change);
      if (changed.isEmpty() || store.update(changed.get(), event(admin, action, id, Map.of()))) {
        return changed;
      }
    }
    throw new IllegalStateException("an endpoint changes all the time: indicates a bug");
  }

  private WebhookEndpoint rotated(WebhookEndpoint it, Secret secret) {
    WebhookSecrets secrets =
        it.secrets().rotated(vault, it.workspace(), it.id(), secret, clock.instant());
    return new WebhookEndpoint(
        it.id(),
        it.workspace(),
        it.url(),
        it.events(),
        it.description(),
        it.enabled(),
        it.disabledReason(),
        secrets,
        it.createdAt(),
        it.version() + 1,
        Standing.good(),
        it.dialect());
  }

  private AuditEvent event(
      Caller.Admin admin, String action, WebhookId id, Map<String, String> details) {
    return new AuditEvent(
        admin.workspace(), clock.instant(), Actor.of(admin), action, id.value(), details);
  }

  /// An endpoint as a caller wishes it.
  public record Wish(
      URI url, WantedEvents events, String description, WebhookDialect dialect, Secret secret) {}

  /// An endpoint with its newest secret in the clear.
  public record WithSecret(WebhookEndpoint endpoint, Secret secret) {}

  /// What is changed of an endpoint; what is empty stays.
  ///
  /// @param events what it is told of from now on
  public record Change(
      Optional<URI> url,
      Optional<WantedEvents> events,
      Optional<String> description,
      Optional<Boolean> enabled) {
    private WebhookEndpoint applied(WebhookEndpoint it) {
      boolean on = enabled.orElse(it.enabled());
      return new WebhookEndpoint(
          it.id(),
          it.workspace(),
          url.orElse(it.url()),
          events.orElse(it.events()),
          description.orElse(it.description()),
          on,
          enabled.isPresent() ? Optional.empty() : it.disabledReason(),
          it.secrets(),
          it.createdAt(),
          it.version() + 1,
          Standing.good(),
          it.dialect());
    }
  }
}
