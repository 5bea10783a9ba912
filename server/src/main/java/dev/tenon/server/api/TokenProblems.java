package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.client.IntegrationName;
import dev.tenon.connection.ConnectionId;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.token.ReportResult;
import dev.tenon.token.TokenAsk;
import dev.tenon.token.TokenResult;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Says why there is no token, and whose turn it is.
public final class TokenProblems {
  private final ConnectPrompts prompts;

  /// Leads users to the links of `prompts`.
  public TokenProblems(ConnectPrompts prompts) {
    this.prompts = prompts;
  }

  /// What to answer for a result other than a token.
  ///
  /// @param ask what was asked for, where there is a user to be sent to a link
  public Problem of(TokenResult result, Caller caller, Optional<TokenAsk> ask) {
    return switch (result) {
      case TokenResult.Issued _ ->
          throw new IllegalStateException("a token is no problem; indicates a bug");
      case TokenResult.IntegrationNotFound(IntegrationName asked, Optional<String> nearest) ->
          Problems.noIntegration(asked.value(), nearest.map(List::of).orElse(List.of()));
      case TokenResult.IntegrationNotAssigned(IntegrationName integration) ->
          Problems.notAssigned(integration.value());
      case TokenResult.UserRequired(IntegrationName integration) ->
          Problems.invalid(
              "user", "is required, since '%s' is connected by users".formatted(integration));
      case TokenResult.ConnectRequired required -> connectRequired(required, caller, ask);
      case TokenResult.ProviderUnavailable(String code, String message, Duration retryAfter) ->
          unavailable(code, message, retryAfter);
      case TokenResult.OAuthClientRejected(String message) ->
          Problem.of(
              502, "oauth_client_rejected", "The provider rejects the OAuth client", message);
      case TokenResult.HubFault(String message) ->
          Problem.of(500, "hub_fault", "The hub cannot open what it stored", message);
    };
  }

  /// The version that is handed out now.
  ///
  /// @param ask what an app would ask for to get the connection's token, where a user is to be sent
  ///   to a link
  /// @throws ProblemException where there is none
  long replaced(ReportResult result, Caller caller, Supplier<Optional<TokenAsk>> ask) {
    return switch (result) {
      case ReportResult.Replaced(long version) -> version;
      case ReportResult.NotFound _ -> throw new ProblemException(Problems.unknown("connection"));
      case ReportResult.NotRefreshable _ ->
          throw new ProblemException(
              Problem.of(
                  409,
                  "not_refreshable",
                  "The connection cannot be refreshed",
                  "The provider gave nothing to refresh it with. When its token ends, the user"
                      + " connects again."));
      case ReportResult.TooSoon(Duration retryAfter) ->
          throw new ProblemException(
              Problem.of(
                      429,
                      "reported_too_soon",
                      "The connection was refreshed a moment ago",
                      "A report has just made the hub refresh this connection. If the new token is"
                          + " refused too, something else is wrong: the provider's permissions,"
                          + " most often.")
                  .retryAfter(seconds(retryAfter)));
      case ReportResult.Failed(TokenResult failure) ->
          throw new ProblemException(of(failure, caller, ask.get()));
    };
  }

  private Problem connectRequired(
      TokenResult.ConnectRequired required, Caller caller, Optional<TokenAsk> ask) {
    Problem problem =
        Problem.of(403, "connect_required", "The user must connect", required.message())
            .with("reason", required.reason().name().toLowerCase(Locale.ROOT));
    Optional<URI> url = ask.flatMap(it -> prompts.url(caller, it));
    if (url.isPresent()) {
      problem = problem.with("connect_url", url.get().toString());
    }
    Optional<String> connection = required.connection().map(ConnectionId::value);
    if (connection.isPresent()) {
      problem = problem.with("connection_id", connection.get());
    }
    return required.missingScopes().isEmpty()
        ? problem
        : problem.with("missing_scopes", List.copyOf(required.missingScopes().tokens()));
  }

  private static Problem unavailable(String code, String message, Duration retryAfter) {
    Problem problem =
        code.equals("refresh_in_progress")
            ? Problem.of(503, "refresh_in_progress", "The token is being refreshed", message)
            : Problem.of(503, "provider_unavailable", "The provider is not available", message);
    return problem.retryAfter(seconds(retryAfter));
  }

  /// Whole seconds, never less than what was said and never none.
  private static long seconds(Duration duration) {
    return Math.max(1, duration.plusMillis(999).toSeconds());
  }
}
