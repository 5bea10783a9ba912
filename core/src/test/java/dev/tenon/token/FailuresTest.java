package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.oauth.TokenAnswer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What is said of a refusal.
final class FailuresTest {
  @Test
  void a_rejected_client_is_told_from_a_request_that_asks_for_too_much() {
    assertThat(rejected("invalid_client", ""))
        .isEqualTo(
            "The provider rejects the OAuth client's id, secret or authentication method"
                + " (invalid_client). The admin mends the OAuth client; users need not connect"
                + " again.");
    assertThat(rejected("invalid_scope", "no such scope"))
        .isEqualTo(
            "The provider rejects what the OAuth client asks for (invalid_scope: no such scope)."
                + " The admin mends the OAuth client; users need not connect again.");
  }

  private static String rejected(String error, String description) {
    return Failures.rejected(new TokenAnswer.Refused(error, description, 400), Instant.EPOCH)
        .message();
  }
}
