package dev.tenon.webhook;

import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEntry;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Owner;
import dev.tenon.fakehub.SteppedClock;
import dev.tenon.stores.InMemoryStores;
import dev.tenon.stores.InMemoryVault;
import dev.tenon.stores.Samples;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Webhooks on stores in memory, with a scripted endpoint and everything on the test's own thread.
final class WebhookWorld {
  final SteppedClock clock = new SteppedClock();
  final InMemoryStores stores = new InMemoryStores(clock);
  final InMemoryVault vault = new InMemoryVault();
  final ScriptedEndpoint receiver = new ScriptedEndpoint();
  final SeenDeliveries seen = new SeenDeliveries();
  final Samples samples = new Samples(new Random(3));
  final WorkspaceId workspace = samples.workspaceId();
  final Caller.Admin admin = new Caller.Admin(workspace, new KeyId("key_1"));
  final Webhooks webhooks = new Webhooks(stores.webhooks(), vault, clock, new Random(4));
  final Deliveries deliveries = deliveries(receiver);
  final WebhookId hook;

  WebhookWorld() {
    stores.workspaces().create(samples.workspace(workspace), samples.event(workspace));
    this.hook =
        webhooks
            .create(admin, URI.create("https://app.test/"), new WantedEvents.All(), "")
            .orElseThrow()
            .endpoint()
            .id();
  }

  /// Another node, which sends by `sender`.
  Deliveries deliveries(WebhookSender sender) {
    return new Deliveries(
        stores.webhooks(),
        stores.deliveries(),
        stores.retentions(),
        new DeliveryAttempt(vault, WebhookWording.asStored(), sender, clock),
        new DeliveryOutcomes(stores.deliveries(), seen, clock, new Random(5)),
        Runnable::run,
        clock);
  }

  WebhookEventId test() {
    return webhooks.test(admin, hook).orElseThrow();
  }

  Connection connected(String user) {
    OAuthClient client = samples.client(workspace, user);
    stores.oauthClients().create(client, samples.event(workspace));
    Connection connection = samples.connection(client, new Owner.User(new UserId(user)));
    stores
        .connections()
        .connect(
            connection,
            samples.grant(connection, 1),
            Optional.empty(),
            samples.connectionEvent(clock.instant(), "connected"),
            samples.event(workspace));
    return connection;
  }

  void revoke(Connection connection) {
    stores
        .connections()
        .revoke(
            workspace,
            connection.id(),
            "asked to",
            samples.connectionEvent(clock.instant(), "revoked"),
            samples.event(workspace));
  }

  /// Lets `duration` pass and sends what is due then.
  void after(Duration duration) {
    clock.advance(duration);
    deliveries.sendDue();
  }

  WebhookEndpoint endpoint() {
    return webhooks.find(workspace, hook).orElseThrow();
  }

  List<Delivery> all() {
    return webhooks.deliveries(workspace, hook, Optional.empty(), Optional.empty(), 1_000);
  }

  Delivery only() {
    if (all().size() != 1) {
      throw new AssertionError("one delivery was expected, there are " + all());
    }
    return all().getFirst();
  }

  List<String> audited() {
    return stores.auditLog().list(workspace, Optional.empty(), 1_000).stream()
        .map(AuditEntry::event)
        .map(event -> event.action() + " " + event.details().getOrDefault("reason", ""))
        .map(String::strip)
        .toList();
  }

  /// Counts what the observer hears.
  static final class SeenDeliveries implements WebhookObserver {
    int delivered;
    int failed;
    int givenUp;
    int disabled;

    @Override
    public void delivered() {
      delivered++;
    }

    @Override
    public void failed() {
      failed++;
    }

    @Override
    public void givenUp() {
      givenUp++;
    }

    @Override
    public void disabled() {
      disabled++;
    }
  }
}
