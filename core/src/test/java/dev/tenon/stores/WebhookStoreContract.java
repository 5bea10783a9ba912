package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Owner;
import dev.tenon.webhook.Delivery;
import dev.tenon.webhook.DeliveryQueue.Outgoing;
import dev.tenon.webhook.DeliveryState;
import dev.tenon.webhook.WantedEvents;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEndpoint.Standing;
import dev.tenon.webhook.WebhookEventId;
import dev.tenon.webhook.WebhookEventType;
import dev.tenon.webhook.WebhookStore;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every store of webhooks keeps.
public abstract class WebhookStoreContract extends StoreContract {
  @Test
  void an_endpoint_comes_back_as_it_was_stored() {
    WebhookEndpoint all = samples.webhook(workspace);
    WebhookEndpoint some =
        samples.webhook(
            workspace,
            new WantedEvents.Only(
                Set.of(
                    WebhookEventType.CONNECTION_REAUTHORIZATION_REQUIRED,
                    WebhookEventType.OAUTH_CLIENT_REJECTED)));
    AuditEvent event = event();

    assertThat(webhooks().create(all, event)).isTrue();
    assertAudited(event);
    assertThat(webhooks().create(some, event())).isTrue();

    assertThat(webhooks().find(workspace, all.id())).contains(all);
    assertThat(webhooks().list(workspace)).containsExactlyInAnyOrder(all, some);
  }

  @Test
  void an_id_is_taken_once() {
    WebhookEndpoint endpoint = stored(samples.webhook(workspace));
    AuditEvent event = event();

    assertThat(webhooks().create(endpoint, event)).isFalse();

    assertNotAudited(event);
  }

  @Test
  void an_update_needs_the_version_before_it_and_clears_the_standing() {
    WebhookEndpoint endpoint = stored(samples.webhook(workspace));
    claimOneTest(endpoint);
    AuditEvent event = event();

    assertThat(webhooks().update(changed(endpoint, 3), event)).isFalse();
    assertNotAudited(event);
    assertThat(webhooks().update(changed(endpoint, 2), event)).isTrue();

    assertAudited(event);
    assertThat(webhooks().find(workspace, endpoint.id())).contains(changed(endpoint, 2));
  }

  @Test
  void a_deleted_endpoint_is_gone_with_its_deliveries() {
    WebhookEndpoint endpoint = stored(samples.webhook(workspace));
    test(endpoint);
    AuditEvent event = event();

    assertThat(webhooks().delete(workspace, endpoint.id(), event)).isTrue();

    assertAudited(event);
    assertThat(webhooks().find(workspace, endpoint.id())).isEmpty();
    assertThat(deliveries(endpoint)).isEmpty();
    assertThat(webhooks().delete(workspace, endpoint.id(), event())).isFalse();
  }

  @Test
  void what_happens_to_a_connection_is_to_be_delivered_to_who_wants_it() {
    WebhookEndpoint all = stored(samples.webhook(workspace));
    WebhookEndpoint revoked =
        stored(
            samples.webhook(
                workspace, new WantedEvents.Only(Set.of(WebhookEventType.CONNECTION_REVOKED))));
    stored(samples.webhook(workspace, new WantedEvents.Only(Set.of())));
    Connection connection = connected();

    revoke(connection);

    assertThat(deliveries(all))
        .extracting(Delivery::type)
        .containsExactlyInAnyOrder(
            WebhookEventType.CONNECTION_REVOKED, WebhookEventType.CONNECTION_CONNECTED);
    assertThat(deliveries(all)).extracting(Delivery::sequence).containsExactlyInAnyOrder(1L, 2L);
    assertThat(deliveries(revoked))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.type()).isEqualTo(WebhookEventType.CONNECTION_REVOKED);
              assertThat(it.subject()).isEqualTo(connection.id().value());
              assertThat(it.state()).isEqualTo(DeliveryState.PENDING);
              assertThat(it.at()).isEqualTo(Samples.NOON);
              assertThat(it.attempts()).isZero();
            });
  }

  @Test
  void nothing_is_to_be_delivered_to_an_endpoint_that_is_disabled_or_of_another_workspace() {
    WebhookEndpoint disabled = stored(samples.webhook(workspace));
    stores().deliveries().disable(workspace, disabled.id(), "gone", event());
    WebhookEndpoint others = samples.webhook(samples.workspaceId());
    makeWorkspace(others.workspace());
    webhooks().create(others, event(others.workspace()));

    connected();

    assertThat(deliveries(disabled)).isEmpty();
    assertThat(deliveries(others)).isEmpty();
  }

  @Test
  void a_test_goes_to_its_endpoint_alone_whatever_that_wants() {
    WebhookEndpoint endpoint = stored(samples.webhook(workspace, new WantedEvents.Only(Set.of())));
    WebhookEndpoint other = stored(samples.webhook(workspace));
    WebhookEventId test = samples.webhookEventId();
    AuditEvent event = event();

    assertThat(webhooks().test(workspace, endpoint.id(), test, event)).isTrue();

    assertAudited(event);
    assertThat(deliveries(endpoint)).extracting(Delivery::event).containsExactly(test);
    assertThat(deliveries(other)).isEmpty();
  }

  @Test
  void deliveries_come_in_pages_and_by_state() {
    WebhookEndpoint endpoint = stored(samples.webhook(workspace));
    test(endpoint);
    test(endpoint);
    test(endpoint);
    Outgoing first =
        stores().deliveries().claim(workspace, endpoint.id(), 1, Duration.ZERO).getFirst();
    stores().deliveries().delivered(first, 204);
    List<Delivery> all = deliveries(endpoint);

    assertThat(all).hasSize(3);
    assertThat(page(endpoint, Optional.empty(), Optional.empty(), 2)).isEqualTo(all.subList(0, 2));
    assertThat(page(endpoint, Optional.empty(), Optional.of(all.get(1).event()), 2))
        .isEqualTo(all.subList(2, 3));
    assertThat(page(endpoint, Optional.of(DeliveryState.DELIVERED), Optional.empty(), 9))
        .extracting(Delivery::event)
        .containsExactly(first.event());
  }

  @Test
  void a_replayed_delivery_is_due_again() {
    WebhookEndpoint endpoint = stored(samples.webhook(workspace));
    Outgoing sent = claimOneTest(endpoint);
    stores().deliveries().delivered(sent, 200);
    AuditEvent event = event();

    assertThat(webhooks().replay(workspace, endpoint.id(), sent.event(), event)).isTrue();

    assertAudited(event);
    assertThat(stores().deliveries().claim(workspace, endpoint.id(), 9, Duration.ZERO))
        .containsExactly(sent);
    assertThat(webhooks().replay(workspace, endpoint.id(), samples.webhookEventId(), event()))
        .isFalse();
  }

  @Test
  void a_replay_of_a_time_brings_back_what_was_missed_too() {
    WebhookEndpoint endpoint = stored(samples.webhook(workspace));
    stores().deliveries().disable(workspace, endpoint.id(), "gone", event());
    connected();
    test(endpoint);
    AuditEvent event = event();

    Optional<Integer> none =
        webhooks()
            .replay(workspace, endpoint.id(), Samples.NOON.minusSeconds(9), Samples.NOON, event());
    Optional<Integer> some =
        webhooks()
            .replay(workspace, endpoint.id(), Samples.NOON, Samples.NOON.plusSeconds(1), event);

    assertThat(none).contains(0);
    assertThat(some).contains(1);
    assertAudited(event);
    assertThat(deliveries(endpoint))
        .extracting(Delivery::type)
        .containsExactlyInAnyOrder(
            WebhookEventType.CONNECTION_CONNECTED, WebhookEventType.WEBHOOK_TEST);
  }

  private WebhookStore webhooks() {
    return stores().webhooks();
  }

  private WebhookEndpoint stored(WebhookEndpoint endpoint) {
    assertThat(webhooks().create(endpoint, event())).isTrue();
    return endpoint;
  }

  private Connection connected() {
    OAuthClient client = client("trimble");
    return connect(client, new Owner.User(new UserId("ada")));
  }

  private void test(WebhookEndpoint endpoint) {
    assertThat(webhooks().test(workspace, endpoint.id(), samples.webhookEventId(), event()))
        .isTrue();
  }

  private Outgoing claimOneTest(WebhookEndpoint endpoint) {
    test(endpoint);
    return stores().deliveries().claim(workspace, endpoint.id(), 9, Duration.ofHours(1)).getFirst();
  }

  private List<Delivery> deliveries(WebhookEndpoint endpoint) {
    return webhooks()
        .deliveries(endpoint.workspace(), endpoint.id(), Optional.empty(), Optional.empty(), 1_000);
  }

  private List<Delivery> page(
      WebhookEndpoint endpoint,
      Optional<DeliveryState> state,
      Optional<WebhookEventId> after,
      int limit) {
    return webhooks().deliveries(workspace, endpoint.id(), state, after, limit);
  }

  private WebhookEndpoint changed(WebhookEndpoint it, long version) {
    return new WebhookEndpoint(
        it.id(),
        it.workspace(),
        URI.create("https://elsewhere.example/"),
        new WantedEvents.Only(Set.of(WebhookEventType.CONNECTION_FAILING)),
        "",
        false,
        Optional.empty(),
        it.secrets(),
        it.createdAt(),
        version,
        Standing.good(),
        it.dialect());
  }
}
