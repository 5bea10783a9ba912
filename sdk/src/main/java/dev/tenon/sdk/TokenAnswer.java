package dev.tenon.sdk;

import dev.tenon.sdk.TokenRefusal.ConnectRequired;
import dev.tenon.sdk.TokenRefusal.IntegrationNotAssigned;
import dev.tenon.sdk.TokenRefusal.IntegrationNotFound;
import dev.tenon.sdk.TokenRefusal.OAuthClientRejected;
import dev.tenon.sdk.TokenRefusal.ProviderUnavailable;
import java.time.Duration;
import java.util.Optional;

/// Reads the answer to a request for a token.
final class TokenAnswer {
  private static final Duration RETRY = Duration.ofSeconds(5);

  private TokenAnswer() {}

  static TokenResult read(Answer answer) {
    if (answer.succeeded()) {
      return Token.of(answer.body());
    }
    return refusal(answer.problem(), answer.retryAfter());
  }

  /// What a problem means for whoever wanted a token; throws [HubRefusedException] where it is not
  /// about tokens.
  static TokenRefusal refusal(Problem problem, Optional<Duration> retryAfter) {
    var said = problem.members();
    return switch (problem.code()) {
      case "connect_required" ->
          new ConnectRequired(said.address("connect_url"), said.texts("missing_scopes"), problem);
      case "integration_not_found" -> new IntegrationNotFound(said.texts("nearest"), problem);
      case "integration_not_assigned" -> new IntegrationNotAssigned(problem);
      case "provider_unavailable", "refresh_in_progress" ->
          new ProviderUnavailable(retryAfter.orElse(RETRY), problem);
      case "oauth_client_rejected" -> new OAuthClientRejected(problem);
      default -> throw new HubRefusedException(problem);
    };
  }
}
