package dev.tenon.exchange;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.audit.AuditLog;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.ResolvedClient;
import dev.tenon.exchange.SubjectTokens.Verdict;
import dev.tenon.oauth.Scope;
import dev.tenon.token.TokenAsk;
import dev.tenon.token.TokenResult;
import dev.tenon.token.TokenSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Exchanges the proof of who a user is for that user's token at a provider (RFC 8693). The app
/// proves itself by its API key; an issuer of the workspace vouches for the user, and nobody else
/// does. Safe for use by any thread.
public final class TokenExchange {
  /// OAuth libraries throw a token away a minute before its end, so that it must last longer to be
  /// of use to them.
  private static final Duration MIN_TTL = Duration.ofMinutes(2);

  private static final Duration KEYS_AWAY = Duration.ofSeconds(5);

  private final IssuerStore issuers;
  private final SubjectTokens subjects;
  private final TokenSource tokens;
  private final OAuthClientStore clients;
  private final ClientResolution resolution;
  private final AuditLog audit;
  private final Clock clock;

  /// Subjects are whom `subjects` believes; their tokens come from `tokens`.
  public TokenExchange(
      IssuerStore issuers,
      SubjectTokens subjects,
      TokenSource tokens,
      OAuthClientStore clients,
      ClientResolution resolution,
      AuditLog audit,
      Clock clock) {
    this.issuers = issuers;
    this.subjects = subjects;
    this.tokens = tokens;
    this.clients = clients;
    this.resolution = resolution;
    this.audit = audit;
    this.clock = clock;
  }

  /// A token for `caller` on behalf of whom the subject token is about. A subject token that is
  /// refused is noted in the audit log.
  ///
  /// @throws dev.tenon.workspace.StoreUnavailableException when the store is needed and away
  public ExchangeResult exchange(Caller.App caller, ExchangeAsk ask) {
    return switch (subjects.verify(
        issuers.list(caller.workspace()), ask.type(), ask.subjectToken())) {
      case Verdict.Genuine(Issuer _, UserId user) -> token(caller, ask, user);
      case Verdict.Refused(String problem) -> refused(caller, problem);
      case Verdict.Unknown _ ->
          new ExchangeResult.Unavailable(
              "The keys of the subject token's issuer cannot be had just now.", KEYS_AWAY);
    };
  }

  private ExchangeResult refused(Caller.App caller, String problem) {
    audit.append(
        new AuditEvent(
            caller.workspace(),
            clock.instant(),
            Actor.of(caller),
            "subject_token.refused",
            caller.name().value(),
            Map.of("problem", problem)));
    return new ExchangeResult.SubjectRefused(problem);
  }

  private ExchangeResult token(Caller.App caller, ExchangeAsk ask, UserId user) {
    TokenAsk asked = new TokenAsk(ask.integration(), Optional.of(user), MIN_TTL, ask.scope());
    return switch (tokens.token(caller, asked)) {
      case TokenResult.Issued(var token) -> new ExchangeResult.Issued(token);
      case TokenResult.IntegrationNotFound _, TokenResult.IntegrationNotAssigned _ ->
          new ExchangeResult.NoTarget();
      case TokenResult.UserRequired _ ->
          throw new IllegalStateException("a user was named: indicates a bug");
      case TokenResult.ConnectRequired required -> required(caller.workspace(), required, asked);
      case TokenResult.ProviderUnavailable(String _, String message, Duration retryAfter) ->
          new ExchangeResult.Unavailable(message, retryAfter);
      case TokenResult.OAuthClientRejected(String message) ->
          new ExchangeResult.OAuthClientRejected(message);
      case TokenResult.HubFault(String message) -> new ExchangeResult.HubFault(message);
    };
  }

  /// A scope that the integration never asks for is no matter of consent.
  private ExchangeResult required(
      WorkspaceId workspace, TokenResult.ConnectRequired required, TokenAsk ask) {
    Scope missing = required.missingScopes();
    Scope never =
        missing.isEmpty()
            ? missing
            : offered(workspace, ask.integration()).map(missing::minus).orElse(Scope.none());
    return never.isEmpty()
        ? new ExchangeResult.InteractionRequired(required, ask)
        : new ExchangeResult.ScopeNotOffered(never);
  }

  /// What the integration asks its provider for; empty where that depends on the connection.
  private Optional<Scope> offered(WorkspaceId workspace, IntegrationName integration) {
    return clients
        .find(workspace, integration)
        .map(client -> resolution.resolve(client, Map.of()))
        .flatMap(
            resolved ->
                resolved instanceof Resolution.Resolved(ResolvedClient client)
                    ? Optional.of(client.scope())
                    : Optional.empty());
  }
}
