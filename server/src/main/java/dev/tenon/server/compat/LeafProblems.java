package dev.tenon.server.compat;

import dev.tenon.client.FieldProblem;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.token.TokenResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be wrong with calls of Leaf's surface. The codes are those of the hub's own API.
final class LeafProblems {
  private LeafProblems() {}

  static ProblemException unknown(String what) {
    return new ProblemException(
        Problem.of(404, "not_found", "There is nothing here", "There is no such " + what + "."));
  }

  static ProblemException invalid(String field, String message) {
    return new ProblemException(
        Problem.of(
                400,
                "invalid_request",
                "The request is not valid",
                "The field '%s' %s.".formatted(field, message))
            .with("errors", List.of(Map.of("field", field, "message", message))));
  }

  static ProblemException invalid(List<FieldProblem> problems) {
    return invalid(problems.getFirst().field(), problems.getFirst().message());
  }

  static ProblemException refused(String detail) {
    return new ProblemException(
        Problem.of(400, "invalid_request", "The request is not valid", detail));
  }

  static ProblemException taken(String detail) {
    return new ProblemException(Problem.of(409, "already_exists", "It exists already", detail));
  }

  static ProblemException inUse(String detail) {
    return new ProblemException(Problem.of(409, "in_use", "It is in use", detail));
  }

  static ProblemException conflict() {
    return new ProblemException(
        Problem.of(
            409,
            "changed_meanwhile",
            "It was changed at the same time",
            "Somebody else changed it at the same time. Read it again and repeat the change."));
  }

  /// No OAuth client of the workspace is the one that is meant.
  static ProblemException noClient(LeafProvider provider) {
    return new ProblemException(
        Problem.of(
            404,
            "integration_not_found",
            "There is no such integration",
            ("No OAuth client of this workspace is the one that is meant for %s. An admin"
                    + " registers it once: POST /services/usermanagement/api/app-keys/%s/{appName} or"
                    + " POST /api/v1/oauth-clients with the connector '%s'.")
                .formatted(provider.name(), provider.name(), provider.connectors().getFirst())));
  }

  static ProblemException notAssigned(String integration) {
    return new ProblemException(
        Problem.of(
            412,
            "integration_not_assigned",
            "The integration is not assigned to this app",
            "An admin must add this app to the apps of the OAuth client '%s'."
                .formatted(integration)));
  }

  static ProblemException rejected(String detail) {
    return new ProblemException(
        Problem.of(400, "credentials_rejected", "The credentials cannot be used", detail));
  }

  /// Something that has no address.
  static Problem notCallable(String problem) {
    return Problem.of(
        502,
        "api_not_callable",
        "The provider's API cannot be called",
        problem + " An admin mends the OAuth client or its connector.");
  }

  /// Why there is no token to ask a provider with.
  static Problem noToken(TokenResult result) {
    return switch (result) {
      case TokenResult.ConnectRequired it -> rejected(it.message()).problem();
      case TokenResult.ProviderUnavailable it ->
          Problem.of(503, "provider_unavailable", "The provider cannot answer now", it.message())
              .retryAfter(Math.max(1, it.retryAfter().toSeconds()));
      case TokenResult.IntegrationNotAssigned it -> notAssigned(it.integration().value()).problem();
      case TokenResult.Issued _,
          TokenResult.IntegrationNotFound _,
          TokenResult.UserRequired _,
          TokenResult.OAuthClientRejected _,
          TokenResult.HubFault _ ->
          Problem.of(
              502,
              "oauth_client_rejected",
              "The OAuth client cannot be used",
              "An admin must look at the OAuth client of this provider.");
    };
  }

  /// Why what a caller brought was of no use.
  ///
  /// @param what was brought: `code`, `refreshToken` or `credentials`
  static ProblemException of(Reason reason, Optional<Instant> retryAt, String what, Clock clock) {
    return switch (reason) {
      case CODE_REJECTED ->
          rejected(
              ("The provider does not accept the %s: it was used already, is over, or was"
                      + " made for another client or redirect address. The user signs in again.")
                  .formatted(what));
      case OTHER_ACCOUNT ->
          new ProblemException(
              Problem.of(
                  409,
                  "other_account",
                  "The connection belongs to another account",
                  "The user has connected another account of the provider before; that one"
                      + " stays. Delete those credentials first to change accounts."));
      case PROVIDER_UNAVAILABLE, BUSY ->
          new ProblemException(
              Problem.of(
                      503,
                      "provider_unavailable",
                      "The provider cannot answer now",
                      ("Nothing was stored. Ask again later; should the provider then refuse the %s,"
                              + " its answer was lost on the way and the user signs in again.")
                          .formatted(what))
                  .retryAfter(seconds(retryAt, clock)));
      case DENIED,
          MALFORMED,
          STATE_UNKNOWN,
          TRIP_EXPIRED,
          OTHER_BROWSER,
          LINK_OVER,
          OTHER_PERSON,
          INTEGRATION_GONE,
          MISCONFIGURED,
          SIGN_IN_MISCONFIGURED,
          ISSUER_MISMATCH,
          REQUEST_REJECTED,
          CLIENT_REJECTED,
          IDENTITY_FORGED,
          HUB_BROKEN ->
          new ProblemException(
              Problem.of(
                  502,
                  "oauth_client_rejected",
                  "The OAuth client cannot be used",
                  "An admin must mend it (%s).".formatted(reason.auditName().replace('_', ' '))));
    };
  }

  private static long seconds(Optional<Instant> retryAt, Clock clock) {
    return retryAt
        .map(at -> Math.max(1, Duration.between(clock.instant(), at).toSeconds()))
        .orElse(10L);
  }
}
