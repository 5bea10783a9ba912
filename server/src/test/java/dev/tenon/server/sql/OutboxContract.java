package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantStore.Failure;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connection.Turn;
import dev.tenon.connection.UnfinishedRule;
import dev.tenon.stores.Samples;
import dev.tenon.stores.StoreContract;
import dev.tenon.webhook.DeliveryQueue.Outgoing;
import dev.tenon.webhook.WebhookEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is sent of what happens, to the letter.
abstract class OutboxContract extends StoreContract {
  private static final String ADA = "ada@example.org";

  @Test
  void security_row_G3_a_connection_is_told_of_by_ids_alone() {
    WebhookEndpoint hook = hook();
    Connection connection = connected();

    assertThat(bodies(hook))
        .containsExactly(
            """
            {"type":"connection.connected","timestamp":"2026-01-02T12:00:00.123Z","data":{\
            "connection_id":"%s","integration":"trimble","status":"active","user":"%s",\
            "sequence":1}}"""
                .formatted(connection.id(), ADA));
  }

  @Test
  void security_row_G4_old_and_new_status_and_a_sequence_are_told() {
    WebhookEndpoint hook = hook();
    Connection connection = connected();

    fail(connection, Optional.of(Status.FAILING), "provider_unavailable", Turn.NOBODY);
    fail(connection, Optional.of(Status.FAILING), "provider_unavailable", Turn.NOBODY);
    refresh(connection);
    refresh(connection);
    fail(connection, Optional.of(Status.REAUTHORIZATION_REQUIRED), "grant_dead", Turn.USER);
    revoke(connection);

    assertThat(bodies(hook).stream().skip(1).map(OutboxContract::brief))
        .containsExactly(
            "connection.failing active>failing nobody 2",
            "connection.recovered failing>active - 4",
            "connection.reauthorization_required active>reauthorization_required user 7",
            "connection.revoked reauthorization_required>revoked - 8");
  }

  @Test
  void no_secret_and_no_account_of_the_provider_is_in_what_is_told() {
    WebhookEndpoint hook = hook();
    Connection connection = connected();
    fail(connection, Optional.of(Status.FAILING), "provider_unavailable", Turn.NOBODY);

    assertThat(bodies(hook))
        .hasSize(2)
        .allSatisfy(
            body ->
                assertThat(body)
                    .doesNotContain("sealed", "subject", "\"Ada\"", "it answered", "token"));
  }

  @Test
  void a_client_that_is_rejected_and_mended_is_told_of_once_each() {
    WebhookEndpoint hook = hook();
    OAuthClient client = client("trimble");

    stores().clientStandings().rejected(client, "the secret is wrong", Samples.NOON);
    stores().clientStandings().rejected(client, "the secret is wrong", Samples.NOON);
    stores().clientStandings().accepted(client, Samples.NOON.plusSeconds(1));

    assertThat(bodies(hook))
        .containsExactly(
            """
            {"type":"oauth_client.rejected","timestamp":"2026-01-02T12:00:00.123Z","data":{\
            "integration":"trimble","message":"the secret is wrong","oauth_client_id":"%s"}}"""
                .formatted(client.id()),
            """
            {"type":"oauth_client.recovered","timestamp":"2026-01-02T12:00:01.123Z","data":{\
            "integration":"trimble","oauth_client_id":"%s"}}"""
                .formatted(client.id()));
  }

  @Test
  void a_test_says_which_webhook_is_tried() {
    WebhookEndpoint hook = hook();

    stores().webhooks().test(workspace, hook.id(), samples.webhookEventId(), event());

    assertThat(bodies(hook))
        .containsExactly(
            """
            {"type":"webhook.test","timestamp":"2026-01-02T12:00:00.123Z","data":{\
            "webhook_id":"%s"}}"""
                .formatted(hook.id()));
  }

  @Test
  void a_workspace_without_webhooks_keeps_no_events() {
    connected();

    WebhookEndpoint hook = hook();

    assertThat(
            stores()
                .webhooks()
                .replay(
                    workspace,
                    hook.id(),
                    Samples.NOON.minusSeconds(60),
                    Samples.NOON.plusSeconds(60),
                    event()))
        .contains(0);
  }

  @Test
  void what_is_undone_is_not_told() {
    WebhookEndpoint hook = hook();
    Connection connection = connected();
    Lease lease = lease(connection);
    refresh(lease);

    // Fenced out: nothing is changed.
    assertThat(
            stores()
                .grants()
                .fail(lease, failure(Optional.of(Status.FAILING), "x", Turn.NOBODY), failed("x")))
        .isFalse();

    assertThat(bodies(hook)).hasSize(1);
  }

  private WebhookEndpoint hook() {
    WebhookEndpoint hook = samples.webhook(workspace);
    assertThat(stores().webhooks().create(hook, event())).isTrue();
    return hook;
  }

  private Connection connected() {
    return connect(client("trimble"), new Owner.User(new UserId(ADA)));
  }

  /// The bodies that are to be sent, in their order; nothing is left to send afterwards.
  private List<String> bodies(WebhookEndpoint hook) {
    List<String> bodies = new ArrayList<>();
    while (true) {
      List<Outgoing> claimed =
          stores().deliveries().claim(workspace, hook.id(), 1, Duration.ofHours(1));
      if (claimed.isEmpty()) {
        return bodies;
      }
      bodies.add(claimed.getFirst().body());
      assertThat(stores().deliveries().delivered(claimed.getFirst(), 204)).isTrue();
    }
  }

  private void fail(Connection connection, Optional<Status> status, String code, Turn turn) {
    String type =
        status.equals(Optional.of(Status.FAILING)) ? "refresh_failed" : "reauthorization_required";
    ConnectionEvent event = new ConnectionEvent(Samples.NOON, type, Map.of("reason", code));
    assertThat(stores().grants().fail(lease(connection), failure(status, code, turn), event))
        .isTrue();
  }

  private void refresh(Connection connection) {
    refresh(lease(connection));
  }

  private void refresh(Lease lease) {
    stores()
        .grants()
        .commit(
            lease,
            samples.tokens(),
            GrantPlan.none(),
            samples.connectionEvent(Samples.NOON, "refreshed"));
  }

  private Lease lease(Connection connection) {
    long version = stores().grants().find(workspace, connection.id()).orElseThrow().version();
    LeaseResult result =
        stores()
            .grants()
            .lease(
                new LeaseRequest(
                    workspace,
                    connection.id(),
                    version,
                    "node-1",
                    Duration.ofMinutes(5),
                    "att_1",
                    Optional.empty(),
                    UnfinishedRule.harmless()));
    return ((LeaseResult.Leased) result).lease();
  }

  private static ConnectionEvent failed(String reason) {
    return new ConnectionEvent(Samples.NOON, "refresh_failed", Map.of("reason", reason));
  }

  private static Failure failure(Optional<Status> status, String code, Turn turn) {
    return new Failure(
        status, new LastError(code, "it answered \"503\"", turn, Samples.NOON, Optional.empty()));
  }

  /// `type old>new turn sequence`.
  private static String brief(String body) {
    return "%s %s>%s %s %s"
        .formatted(
            member(body, "type"),
            member(body, "previous_status"),
            member(body, "status"),
            member(body, "turn"),
            body.replaceAll(".*\"sequence\":(\\d+).*", "$1"));
  }

  private static String member(String body, String name) {
    String found = body.replaceAll(".*\"" + name + "\":\"([^\"]*)\".*", "$1");
    return found.equals(body) ? "-" : found;
  }
}
