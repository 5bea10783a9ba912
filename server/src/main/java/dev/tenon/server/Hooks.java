package dev.tenon.server;

import dev.tenon.secret.Vault;
import dev.tenon.server.api.DeliveryRoutes;
import dev.tenon.server.api.Desk;
import dev.tenon.server.api.WebhookRoutes;
import dev.tenon.server.background.Chores.Chore;
import dev.tenon.server.http.Route;
import dev.tenon.server.outbound.OutboundHttp;
import dev.tenon.server.outbound.webhook.SignedSender;
import dev.tenon.server.sql.Database;
import dev.tenon.webhook.Deliveries;
import dev.tenon.webhook.DeliveryAttempt;
import dev.tenon.webhook.DeliveryOutcomes;
import dev.tenon.webhook.WebhookObserver;
import dev.tenon.webhook.Webhooks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Webhooks, wired to the stores, the vault and the wire.
final class Hooks implements AutoCloseable {
  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final Clock clock;

  Hooks(
      Database database,
      Vault vault,
      OutboundHttp outbound,
      WebhookObserver observer,
      Clock clock,
      RandomGenerator random) {
    this.clock = clock;
    this.webhooks = new Webhooks(database.webhooks(), vault, clock, random);
    this.deliveries =
        new Deliveries(
            database.webhooks(),
            database.deliveries(),
            new DeliveryAttempt(vault, new SignedSender(outbound, clock), clock),
            new DeliveryOutcomes(database.deliveries(), observer, clock, random),
            Thread::startVirtualThread,
            clock);
  }

  List<Route> routes(Desk desk) {
    return Stream.of(
            new WebhookRoutes(desk, webhooks, clock).routes(),
            new DeliveryRoutes(desk, webhooks).routes())
        .flatMap(List::stream)
        .toList();
  }

  List<Chore> chores() {
    return List.of(
        new Chore("send-webhooks", Duration.ofSeconds(1), deliveries::sendDue),
        new Chore("prune-webhooks", Duration.ofHours(1), deliveries::prune));
  }

  /// Waits a little for what is in the air; while the outbound client and the database are open.
  @Override
  public void close() {
    deliveries.stop();
  }
}
