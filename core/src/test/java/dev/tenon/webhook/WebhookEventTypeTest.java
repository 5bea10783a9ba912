package dev.tenon.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connection.Status;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is told of what happens to a connection.
final class WebhookEventTypeTest {
  @Test
  void names_are_noun_and_verb_and_lead_back() {
    assertThat(Arrays.stream(WebhookEventType.values()).map(WebhookEventType::apiName))
        .containsExactly(
            "connection.connected",
            "connection.failing",
            "connection.recovered",
            "connection.reauthorization_due",
            "connection.reauthorization_required",
            "connection.revoked",
            "oauth_client.rejected",
            "oauth_client.recovered",
            "oauth_client.secret_expiring",
            "records.changed",
            "sync.failed",
            "sync.recovered",
            "webhook.test")
        .allSatisfy(name -> assertThat(WebhookEventType.parse(name)).isPresent());
    assertThat(WebhookEventType.parse("connection.refreshed")).isEmpty();
  }

  /// The store looks for a name with `LIKE`, where `_` stands for any letter.
  @Test
  void no_name_matches_another_where_an_underscore_stands_for_any_letter() {
    for (WebhookEventType type : WebhookEventType.values()) {
      String pattern = type.apiName().replace(".", "\\.").replace('_', '.');
      assertThat(
              Arrays.stream(WebhookEventType.values())
                  .filter(other -> other.apiName().matches(pattern)))
          .containsExactly(type);
    }
  }

  @Test
  void a_connection_is_told_of_once_tokens_can_be_had() {
    assertThat(of("connected", Status.ACTIVE)).contains(WebhookEventType.CONNECTION_CONNECTED);
    assertThat(of("confirmed", Status.PENDING_VERIFICATION, Status.ACTIVE))
        .contains(WebhookEventType.CONNECTION_CONNECTED);
    assertThat(of("pending", Status.PENDING_VERIFICATION)).isEmpty();
  }

  @Test
  void only_the_first_failure_is_told() {
    assertThat(of("refresh_failed", Status.ACTIVE, Status.FAILING))
        .contains(WebhookEventType.CONNECTION_FAILING);
    assertThat(of("refresh_failed", Status.FAILING, Status.FAILING)).isEmpty();
    // The provider asked to be left alone for a while: nothing is wrong.
    assertThat(of("refresh_failed", Status.ACTIVE, Status.ACTIVE)).isEmpty();
  }

  @Test
  void a_recovery_is_told_once_with_the_status_that_it_recovered_from() {
    for (Status broken : Set.of(Status.FAILING, Status.REAUTHORIZATION_REQUIRED)) {
      assertThat(of("refreshed", broken, Status.ACTIVE))
          .contains(WebhookEventType.CONNECTION_RECOVERED);
      assertThat(of("recovered", broken, Status.ACTIVE))
          .contains(WebhookEventType.CONNECTION_RECOVERED);
    }
    // What a store writes after the refresh that it recovered by.
    assertThat(of("recovered", Status.ACTIVE, Status.ACTIVE)).isEmpty();
    assertThat(of("refreshed", Status.ACTIVE, Status.ACTIVE)).isEmpty();
    assertThat(of("refreshed", Status.ACTIVE)).isEmpty();
  }

  @Test
  void endings_are_told_and_housekeeping_is_not() {
    assertThat(of("reauthorization_due", Status.ACTIVE, Status.ACTIVE))
        .contains(WebhookEventType.CONNECTION_REAUTHORIZATION_DUE);
    assertThat(of("reauthorization_required", Status.ACTIVE, Status.REAUTHORIZATION_REQUIRED))
        .contains(WebhookEventType.CONNECTION_REAUTHORIZATION_REQUIRED);
    assertThat(of("revoked", Status.ACTIVE, Status.REVOKED))
        .contains(WebhookEventType.CONNECTION_REVOKED);
    for (String event : Set.of("tokens_forgotten", "revoked_at_provider", "reported_invalid")) {
      assertThat(of(event, Status.REVOKED, Status.REVOKED)).as(event).isEmpty();
    }
  }

  private static Optional<WebhookEventType> of(String event, Status before, Status after) {
    return WebhookEventType.of(event, Optional.of(before), after);
  }

  private static Optional<WebhookEventType> of(String event, Status after) {
    return WebhookEventType.of(event, Optional.empty(), after);
  }
}
