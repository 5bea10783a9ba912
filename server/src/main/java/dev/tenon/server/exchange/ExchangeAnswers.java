package dev.tenon.server.exchange;

import dev.tenon.access.Caller;
import dev.tenon.exchange.ExchangeResult;
import dev.tenon.oauth.Scope;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.token.IssuedToken;
import dev.tenon.token.TokenAsk;
import dev.tenon.token.TokenResult;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Says what came of an exchange as RFC 8693 §2.2 has it.
final class ExchangeAnswers {
  private final ConnectUris links;
  private final Clock clock;

  /// Leads users to `links`.
  ExchangeAnswers(ConnectUris links, Clock clock) {
    this.links = links;
    this.clock = clock;
  }

  /// The answer that hands out `token`. Never a refresh token.
  Answer token(IssuedToken token) {
    Instant now = clock.instant();
    return Answer.json(
            200,
            JsonWriter.object(
                json -> {
                  json.text("access_token", token.accessToken().secret().reveal())
                      .text("issued_token_type", ExchangeForm.ACCESS_TOKEN)
                      .text("token_type", token.tokenType());
                  // A number or nothing: a library would take null for "at once" or for "never".
                  token
                      .expiresAt()
                      .map(end -> Math.max(0, Duration.between(now, end).toSeconds()))
                      .ifPresent(seconds -> json.number("expires_in", seconds));
                  if (!token.scope().isEmpty()) {
                    json.text("scope", token.scope().toString());
                  }
                  json.text("connection_id", token.connection().value())
                      .number("token_version", token.version());
                }))
        .with("Pragma", "no-cache");
  }

  /// Why there is none.
  OAuthError error(Caller.App caller, ExchangeResult result) {
    return switch (result) {
      case ExchangeResult.Issued _ ->
          throw new IllegalStateException("a token is no error; indicates a bug");
      case ExchangeResult.SubjectRefused(String problem) ->
          OAuthError.invalidRequest("The subject token " + problem + ".");
      case ExchangeResult.NoTarget _ -> OAuthError.invalidTarget();
      case ExchangeResult.ScopeNotOffered(Scope missing) ->
          OAuthError.of(
              400,
              "invalid_scope",
              "The integration does not ask its provider for: " + missing + ".");
      case ExchangeResult.InteractionRequired(TokenResult.ConnectRequired why, TokenAsk ask) ->
          interaction(caller, why, ask);
      case ExchangeResult.Unavailable(String message, Duration retryAfter) ->
          OAuthError.of(503, "temporarily_unavailable", message)
              .retryAfter(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
      case ExchangeResult.OAuthClientRejected(String message) ->
          OAuthError.of(502, "server_error", message).with("reason", "oauth_client_rejected");
      case ExchangeResult.HubFault(String message) ->
          OAuthError.of(500, "server_error", message).with("reason", "hub_fault");
    };
  }

  private OAuthError interaction(Caller.App caller, TokenResult.ConnectRequired why, TokenAsk ask) {
    OAuthError error =
        OAuthError.of(
                400, "interaction_required", why.message().replace("connect_url", "connect_uri"))
            .with("reason", why.reason().name().toLowerCase(Locale.ROOT));
    Optional<URI> link = links.of(caller, ask);
    if (link.isPresent()) {
      error = error.with("connect_uri", link.get().toString());
    }
    return why.missingScopes().isEmpty()
        ? error
        : error.with("missing_scopes", List.copyOf(why.missingScopes().tokens()));
  }
}
