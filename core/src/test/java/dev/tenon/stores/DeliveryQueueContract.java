package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Owner;
import dev.tenon.webhook.Delivery;
import dev.tenon.webhook.DeliveryQueue;
import dev.tenon.webhook.DeliveryQueue.DueEndpoint;
import dev.tenon.webhook.DeliveryQueue.Outgoing;
import dev.tenon.webhook.DeliveryState;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEndpoint.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every queue of deliveries keeps.
public abstract class DeliveryQueueContract extends StoreContract {
  private static final Duration LONG = Duration.ofHours(1);
  // Over at once, as if the database's clock had moved.
  private static final Duration OVER = Duration.ZERO;

  private WebhookEndpoint endpoint = samples.webhook(workspace);

  @BeforeEach
  void makeEndpoint() {
    endpoint = samples.webhook(workspace);
    assertThat(stores().webhooks().create(endpoint, event())).isTrue();
  }

  @Test
  void what_is_claimed_is_claimed_by_nobody_else() {
    test();
    test();

    List<Outgoing> first = claim(1, LONG);
    List<Outgoing> second = claim(9, LONG);

    assertThat(first).hasSize(1);
    assertThat(second).hasSize(1).doesNotContainAnyElementsOf(first);
    assertThat(claim(9, LONG)).isEmpty();
    assertThat(isDue()).isFalse();
  }

  @Test
  void claims_that_run_at_once_never_get_the_same_delivery() {
    for (int i = 0; i < 50; i++) {
      test();
    }

    List<List<Outgoing>> claims = Race.run(_ -> claim(2, LONG));

    List<Outgoing> all = claims.stream().flatMap(List::stream).toList();
    assertThat(all).extracting(Outgoing::event).doesNotHaveDuplicates();
    assertThat(all.size() + claim(99, LONG).size()).isEqualTo(50);
  }

  @Test
  void what_a_dead_node_had_claimed_is_sent_by_another_with_the_same_id_and_body() {
    test();
    Outgoing lost = claim(1, OVER).getFirst();

    Outgoing again = claim(1, LONG).getFirst();

    assertThat(again.event()).isEqualTo(lost.event());
    assertThat(again.body()).isEqualTo(lost.body());
    assertThat(again.attempt()).isEqualTo(lost.attempt() + 1);
    assertThat(queue().delivered(lost, 200)).isFalse();
    assertThat(queue().failed(lost, Optional.empty(), "late", Optional.empty())).isEmpty();
    assertThat(queue().delivered(again, 200)).isTrue();
  }

  @Test
  void what_is_delivered_is_not_claimed_again() {
    test();
    Outgoing sent = claim(1, LONG).getFirst();

    assertThat(queue().delivered(sent, 204)).isTrue();

    assertThat(claim(9, LONG)).isEmpty();
    Delivery delivery = only();
    assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(delivery.lastStatus()).contains(204);
    assertThat(delivery.lastError()).isEmpty();
    assertThat(delivery.nextAttemptAt()).isEmpty();
    assertThat(delivery.lastAttemptAt()).isPresent();
    assertThat(queue().delivered(sent, 204)).isFalse();
  }

  @Test
  void what_failed_waits_for_its_next_time() {
    test();
    Outgoing sent = claim(1, LONG).getFirst();

    Optional<Standing> standing =
        queue().failed(sent, Optional.of(503), "it answered 503", Optional.of(LONG));

    assertThat(standing).map(Standing::failures).contains(1);
    assertThat(standing.flatMap(Standing::failingSince)).isPresent();
    assertThat(claim(9, LONG)).isEmpty();
    assertThat(only().state()).isEqualTo(DeliveryState.PENDING);
    assertThat(only().lastStatus()).contains(503);
    assertThat(only().lastError()).contains("it answered 503");
  }

  @Test
  void a_failure_whose_time_has_come_is_claimed_again() {
    test();
    queue().failed(claim(1, LONG).getFirst(), Optional.empty(), "reset", Optional.of(OVER));

    assertThat(claim(1, LONG)).extracting(Outgoing::attempt).containsExactly(2);
  }

  @Test
  void security_row_G4_deliveries_of_one_connection_wait_for_the_earlier_ones() {
    Connection ada = connected("ada");
    Connection bob = connected("bob");
    revoke(ada);

    List<Outgoing> claimed = claim(9, LONG);
    Outgoing first = of(claimed, ada);

    assertThat(claimed).hasSize(2);
    assertThat(of(claimed, bob).body()).contains("connection.connected");
    assertThat(first.body()).contains("connection.connected");
    assertThat(claim(9, LONG)).isEmpty();
    queue().failed(first, Optional.empty(), "reset", Optional.of(LONG));
    assertThat(claim(9, LONG)).isEmpty();
  }

  @Test
  void one_that_failed_for_good_lets_the_next_pass() {
    Connection ada = connected("ada");
    revoke(ada);
    Outgoing first = claim(9, LONG).getFirst();

    queue().failed(first, Optional.of(500), "it answered 500", Optional.empty());

    assertThat(claim(9, LONG)).singleElement().matches(it -> it.body().contains("revoked"));
    assertThat(all()).extracting(Delivery::state).contains(DeliveryState.FAILED);
  }

  @Test
  void a_paused_endpoint_is_left_alone_until_the_pause_is_over() {
    test();
    test();
    queue().failed(claim(1, LONG).getFirst(), Optional.empty(), "reset", Optional.of(LONG));

    queue().pause(workspace, endpoint.id(), LONG);
    assertThat(claim(9, LONG)).isEmpty();
    assertThat(isDue()).isFalse();
    queue().pause(workspace, endpoint.id(), OVER);

    assertThat(isDue()).isTrue();
    assertThat(claim(9, LONG)).hasSize(1);
  }

  @Test
  void an_endpoint_that_takes_something_after_a_pause_gets_the_rest_at_once() {
    test();
    test();
    test();
    Outgoing held = claim(1, LONG).getFirst();
    queue().failed(claim(1, LONG).getFirst(), Optional.empty(), "reset", Optional.of(LONG));
    queue().pause(workspace, endpoint.id(), OVER);

    assertThat(queue().delivered(claim(1, LONG).getFirst(), 200)).isTrue();

    List<Outgoing> rest = claim(9, LONG);
    assertThat(rest).extracting(Outgoing::attempt).containsExactly(2);
    assertThat(rest).extracting(Outgoing::event).doesNotContain(held.event());
    assertThat(standing()).isEqualTo(Standing.good());
  }

  @Test
  void an_endpoint_that_takes_something_without_a_pause_keeps_the_waits_of_the_rest() {
    test();
    test();
    queue().failed(claim(1, LONG).getFirst(), Optional.empty(), "reset", Optional.of(LONG));

    assertThat(queue().delivered(claim(1, LONG).getFirst(), 200)).isTrue();

    assertThat(claim(9, LONG)).isEmpty();
    assertThat(standing()).isEqualTo(Standing.good());
  }

  @Test
  void a_pause_that_comes_after_a_success_is_none() {
    test();

    queue().pause(workspace, endpoint.id(), LONG);

    assertThat(isDue()).isTrue();
  }

  @Test
  void a_disabled_endpoint_is_sent_nothing_and_keeps_what_waits() {
    test();
    AuditEvent event = event();

    assertThat(queue().disable(workspace, endpoint.id(), "gone", event)).isTrue();

    assertAudited(event);
    assertThat(queue().disable(workspace, endpoint.id(), "gone", event())).isFalse();
    assertThat(isDue()).isFalse();
    assertThat(claim(9, LONG)).isEmpty();
    assertThat(all()).hasSize(1);
    assertThat(stores().webhooks().find(workspace, endpoint.id()))
        .hasValueSatisfying(
            it -> {
              assertThat(it.enabled()).isFalse();
              assertThat(it.disabledReason()).contains("gone");
              assertThat(it.version()).isEqualTo(2);
            });
  }

  @Test
  void an_outcome_for_an_endpoint_that_is_gone_changes_nothing() {
    test();
    Outgoing sent = claim(1, LONG).getFirst();
    stores().webhooks().delete(workspace, endpoint.id(), event());

    assertThat(queue().delivered(sent, 200)).isFalse();
    assertThat(queue().failed(sent, Optional.empty(), "reset", Optional.of(LONG))).isEmpty();
  }

  @Test
  void the_backlog_counts_what_waits() {
    long before = queue().backlog().pending();
    test();
    test();
    queue().delivered(claim(1, LONG).getFirst(), 200);

    assertThat(queue().backlog().pending()).isEqualTo(before + 1);
    assertThat(queue().backlog().oldest()).isPresent();
  }

  @Test
  void what_is_old_is_pruned_and_what_is_not_stays() {
    test();

    test();
    test();

    assertThat(queue().prune(workspace, Samples.NOON, 1_000)).isZero();
    assertThat(queue().prune(samples.workspaceId(), Samples.NOON.plusMillis(1), 1_000)).isZero();
    assertThat(all()).hasSize(3);
    assertThat(queue().prune(workspace, Samples.NOON.plusMillis(1), 2)).isEqualTo(2);
    assertThat(all()).hasSize(1);
    assertThat(queue().prune(workspace, Samples.NOON.plusMillis(1), 2)).isEqualTo(1);

    assertThat(all()).isEmpty();
    assertThat(claim(9, LONG)).isEmpty();
  }

  private DeliveryQueue queue() {
    return stores().deliveries();
  }

  private List<Outgoing> claim(int limit, Duration hold) {
    return queue().claim(workspace, endpoint.id(), limit, hold);
  }

  private void test() {
    assertThat(
            stores().webhooks().test(workspace, endpoint.id(), samples.webhookEventId(), event()))
        .isTrue();
  }

  private Connection connected(String user) {
    OAuthClient client = client(user);
    return connect(client, new Owner.User(new UserId(user)));
  }

  private boolean isDue() {
    return queue().due(10_000).contains(new DueEndpoint(workspace, endpoint.id()));
  }

  private List<Delivery> all() {
    return stores()
        .webhooks()
        .deliveries(workspace, endpoint.id(), Optional.empty(), Optional.empty(), 1_000);
  }

  private Delivery only() {
    assertThat(all()).hasSize(1);
    return all().getFirst();
  }

  private Standing standing() {
    return stores().webhooks().find(workspace, endpoint.id()).orElseThrow().standing();
  }

  private static Outgoing of(List<Outgoing> claimed, Connection connection) {
    return claimed.stream()
        .filter(it -> it.body().contains(connection.id().value()))
        .findFirst()
        .orElseThrow();
  }
}
