package dev.tenon.webhook;

import static dev.tenon.webhook.ScriptedEndpoint.away;
import static dev.tenon.webhook.ScriptedEndpoint.busy;
import static dev.tenon.webhook.ScriptedEndpoint.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connection.Connection;
import dev.tenon.webhook.Webhooks.Change;
import dev.tenon.workspace.Retention;
import dev.tenon.workspace.RetentionSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// How what happened reaches an endpoint.
final class DeliveriesTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final WebhookWorld world = new WebhookWorld();

  @Test
  void an_event_is_sent_once_and_is_delivered_then() {
    WebhookEventId test = world.test();

    world.deliveries.sendDue();
    world.after(DAY);

    assertThat(world.receiver.ids()).containsExactly(test.value());
    assertThat(world.only().state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(world.only().lastStatus()).contains(204);
    assertThat(world.seen.delivered).isEqualTo(1);
  }

  @Test
  void what_fails_is_sent_again_after_five_seconds_then_five_minutes() {
    world.test();
    world.receiver.next(status(500), away());

    world.deliveries.sendDue();
    world.after(Duration.ofSeconds(4));
    assertThat(world.receiver.messages).hasSize(1);
    assertThat(world.only().lastError()).contains("it answered 500");
    world.after(Duration.ofSeconds(2));
    assertThat(world.receiver.messages).hasSize(2);
    assertThat(world.only().lastError()).contains("the connection was refused");
    world.after(Duration.ofMinutes(4));
    assertThat(world.receiver.messages).hasSize(2);
    world.after(Duration.ofMinutes(2));

    assertThat(world.receiver.messages).hasSize(3);
    assertThat(world.receiver.ids()).containsOnly(world.only().event().value());
    assertThat(world.receiver.messages)
        .extracting(WebhookSender.Message::body)
        .containsOnly(world.receiver.messages.getFirst().body());
    assertThat(world.only().state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(world.seen.failed).isEqualTo(2);
  }

  @Test
  void each_attempt_has_its_own_timestamp() {
    world.test();
    world.receiver.next(status(500));

    world.deliveries.sendDue();
    world.after(Duration.ofSeconds(6));

    List<Instant> times =
        world.receiver.messages.stream().map(WebhookSender.Message::timestamp).toList();
    assertThat(Duration.between(times.get(0), times.get(1))).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void retry_after_is_honoured_where_it_is_longer_than_our_own_wait() {
    world.test();
    world.receiver.next(busy(Duration.ofMinutes(10)));

    world.deliveries.sendDue();
    world.after(Duration.ofMinutes(9));
    assertThat(world.receiver.messages).hasSize(1);
    world.after(Duration.ofMinutes(2));

    assertThat(world.receiver.messages).hasSize(2);
  }

  @Test
  void a_redirect_is_a_failure() {
    world.test();
    world.receiver.next(status(302));

    world.deliveries.sendDue();

    assertThat(world.only().state()).isEqualTo(DeliveryState.PENDING);
    assertThat(world.only().lastError()).contains("it answered 302; redirects are not followed");
  }

  @Test
  void a_crash_between_sending_and_writing_sends_the_same_again() {
    WebhookEventId test = world.test();
    Deliveries dying =
        world.deliveries(
            message -> {
              world.receiver.send(message);
              world.stores.goAway();
              return status(204);
            });

    dying.sendDue();
    world.stores.comeBack();
    assertThat(world.only().state()).isEqualTo(DeliveryState.PENDING);
    world.deliveries.sendDue();
    assertThat(world.receiver.messages).hasSize(1);
    world.after(Deliveries.HOLD);

    assertThat(world.receiver.ids()).containsExactly(test.value(), test.value());
    assertThat(world.receiver.messages)
        .extracting(WebhookSender.Message::body)
        .containsOnly(world.receiver.messages.getFirst().body());
    assertThat(world.only().state()).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void security_row_G4_events_of_one_connection_arrive_in_order_and_hold_up_no_other() {
    Connection ada = world.connected("ada");
    world.receiver.next(status(500));
    world.deliveries.sendDue();
    world.revoke(ada);
    Connection bob = world.connected("bob");

    world.deliveries.sendDue();
    assertThat(told()).containsExactly("connected " + ada.id(), "connected " + bob.id());
    world.after(Duration.ofSeconds(6));

    assertThat(told())
        .containsExactly(
            "connected " + ada.id(),
            "connected " + bob.id(),
            "connected " + ada.id(),
            "revoked " + ada.id());
  }

  @Test
  void what_fails_for_good_lets_the_next_pass_and_can_be_replayed() {
    Connection ada = world.connected("ada");
    WebhookEventId first = world.only().event();
    for (int attempt = 0; attempt < 10; attempt++) {
      world.receiver.next(status(500));
      world.after(Duration.ofHours(29));
      // Something else goes well, so that the endpoint as a whole is not given up.
      world.test();
      world.deliveries.sendDue();
    }
    assertThat(delivery(first).state()).isEqualTo(DeliveryState.FAILED);
    assertThat(delivery(first).attempts()).isEqualTo(10);
    assertThat(world.seen.givenUp).isEqualTo(1);

    world.revoke(ada);
    world.deliveries.sendDue();
    assertThat(told()).last().isEqualTo("revoked " + ada.id());
    assertThat(world.webhooks.replay(world.admin, world.hook, first)).isTrue();
    world.deliveries.sendDue();

    assertThat(told()).last().isEqualTo("connected " + ada.id());
    assertThat(delivery(first).state()).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void security_row_G2_an_endpoint_that_is_down_is_tried_by_one_delivery_a_pause() {
    for (int i = 0; i < 50; i++) {
      world.test();
    }
    world.receiver.always(away());

    world.deliveries.sendDue();
    int untilItBroke = world.receiver.messages.size();
    world.deliveries.sendDue();
    assertThat(untilItBroke).isBetween(5, 8);
    assertThat(world.receiver.messages).hasSize(untilItBroke);
    for (int minute = 0; minute < 60; minute++) {
      world.after(Duration.ofMinutes(1));
    }

    assertThat(world.receiver.messages.size() - untilItBroke).isBetween(8, 25);
  }

  @Test
  void an_endpoint_that_comes_back_gets_all_that_waits_at_once() {
    for (int i = 0; i < 20; i++) {
      world.test();
    }
    world.receiver.always(away());
    for (int minute = 0; minute < 60; minute++) {
      world.after(Duration.ofMinutes(1));
    }
    world.receiver.always(status(204));

    world.after(Duration.ofMinutes(7));

    assertThat(world.all()).extracting(Delivery::state).containsOnly(DeliveryState.DELIVERED);
    assertThat(world.endpoint().standing()).isEqualTo(WebhookEndpoint.Standing.good());
  }

  @Test
  void an_endpoint_that_says_it_is_gone_is_disabled_with_an_audit_event() {
    world.test();
    world.test();
    world.receiver.always(status(410));

    world.deliveries.sendDue();
    world.after(DAY);

    assertThat(world.receiver.messages.size()).isLessThanOrEqualTo(Deliveries.AT_ONE_ENDPOINT);
    assertThat(world.endpoint().enabled()).isFalse();
    assertThat(world.endpoint().disabledReason()).contains("gone");
    assertThat(world.audited()).containsOnlyOnce("webhook.disabled gone");
    assertThat(world.seen.disabled).isEqualTo(1);
  }

  @Test
  void an_endpoint_that_takes_nothing_for_five_days_is_disabled_with_an_audit_event() {
    world.receiver.always(status(500));
    for (int day = 0; day < 5; day++) {
      world.test();
      world.after(DAY);
      assertThat(world.endpoint().enabled()).isTrue();
    }
    world.test();

    world.after(DAY);

    assertThat(world.endpoint().enabled()).isFalse();
    assertThat(world.audited()).containsOnlyOnce("webhook.disabled failing");
  }

  @Test
  void what_waits_for_a_disabled_endpoint_is_sent_when_it_is_enabled() {
    world.test();
    enabled(false);
    world.after(DAY);
    assertThat(world.receiver.messages).isEmpty();

    enabled(true);
    world.deliveries.sendDue();

    assertThat(world.receiver.messages).hasSize(1);
  }

  @Test
  void security_row_G1_both_secrets_sign_for_a_day_after_the_change() {
    world.webhooks.rotate(world.admin, world.hook);
    world.test();
    world.deliveries.sendDue();
    world.clock.advance(DAY);
    world.test();
    world.deliveries.sendDue();

    assertThat(world.receiver.messages)
        .extracting(message -> message.secrets().size())
        .containsExactly(2, 1);
    assertThat(world.receiver.messages.get(0).secrets())
        .first()
        .isEqualTo(world.receiver.messages.get(1).secrets().getFirst());
  }

  @Test
  void few_are_sent_to_one_endpoint_at_once() throws InterruptedException {
    for (int i = 0; i < 40; i++) {
      world.test();
    }
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(Deliveries.AT_ONE_ENDPOINT);
    CountDownLatch sent = new CountDownLatch(40);
    Deliveries deliveries =
        new Deliveries(
            world.stores.webhooks(),
            world.stores.deliveries(),
            world.stores.retentions(),
            new DeliveryAttempt(
                world.vault,
                WebhookWording.asStored(),
                _ -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  full.countDown();
                  await(full);
                  now.decrementAndGet();
                  sent.countDown();
                  return status(204);
                },
                world.clock),
            new DeliveryOutcomes(
                world.stores.deliveries(),
                WebhookObserver.none(),
                world.clock,
                RandomGenerator.getDefault()),
            Thread::startVirtualThread,
            world.clock);

    deliveries.sendDue();
    deliveries.sendDue();

    assertThat(sent.await(1, TimeUnit.MINUTES)).isTrue();
    deliveries.stop();
    assertThat(most).hasValue(Deliveries.AT_ONE_ENDPOINT);
  }

  @Test
  void nothing_is_begun_after_the_stop() {
    world.test();

    world.deliveries.stop();
    world.deliveries.sendDue();

    assertThat(world.receiver.messages).isEmpty();
  }

  @Test
  void what_is_older_than_thirty_days_is_pruned() {
    world.test();
    world.clock.advance(Duration.ofDays(30));
    world.deliveries.prune();
    assertThat(world.all()).hasSize(1);

    world.clock.advance(Duration.ofMillis(1));
    world.deliveries.prune();

    assertThat(world.all()).isEmpty();
  }

  @Test
  void a_workspace_keeps_what_was_told_for_as_long_as_it_says() {
    Retention longer = new Retention(90, 60, 35, Optional.empty());
    new RetentionSettings(world.stores.retentions(), world.clock).change(world.admin, longer);
    world.test();

    world.clock.advance(Duration.ofDays(60));
    world.deliveries.prune();
    assertThat(world.all()).hasSize(1);

    world.clock.advance(Duration.ofMillis(1));
    world.deliveries.prune();
    assertThat(world.all()).isEmpty();
  }

  private void enabled(boolean enabled) {
    Change change =
        new Change(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(enabled));
    assertThat(world.webhooks.change(world.admin, world.hook, change)).isPresent();
  }

  private Delivery delivery(WebhookEventId event) {
    return world.all().stream().filter(it -> it.event().equals(event)).findFirst().orElseThrow();
  }

  /// What arrived of connections, as `revoked con_1`.
  private List<String> told() {
    return world.receiver.messages.stream()
        .map(WebhookSender.Message::body)
        .filter(body -> body.contains("connection."))
        .map(
            body ->
                body.replaceAll(".*connection\\.(\\w+)\".*\"connection_id\":\"(\\w+)\".*", "$1 $2"))
        .toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
