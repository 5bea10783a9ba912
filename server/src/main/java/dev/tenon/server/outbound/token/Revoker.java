package dev.tenon.server.outbound.token;

import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint.HookResult;
import dev.tenon.client.TokenEndpoint.Revocation;
import dev.tenon.client.TokenEndpoint.RevocationRequest;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Step;
import dev.tenon.connector.TokenReading;
import dev.tenon.connector.TokenRules;
import dev.tenon.connector.TokenRules.BodyFormat;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.secret.Secret;
import dev.tenon.server.outbound.Deadline;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Revokes tokens: first in the provider's own way, where its connector declares one, then by RFC
/// 7009: the refresh token first, since its end usually ends the access token too. Says that they
/// are revoked only where the provider said so, or said that they were dead already.
final class Revoker {
  private static final Set<String> DEAD_ALREADY = Set.of("invalid_token", "invalid_grant");

  private final TokenExchange exchange;
  private final HookRun hooks;

  Revoker(TokenExchange exchange, HookRun hooks) {
    this.exchange = exchange;
    this.hooks = hooks;
  }

  /// Revokes the tokens of `request` as `client` has it.
  Revocation revoke(ResolvedClient client, RevocationRequest request, Deadline deadline) {
    Revocation own = inOwnWay(client, request, deadline);
    if (own instanceof Revocation.Failed) {
      return own;
    }
    Revocation standard = byStandard(client, request, deadline);
    return standard instanceof Revocation.NotSupported ? own : standard;
  }

  private Revocation inOwnWay(ResolvedClient client, RevocationRequest request, Deadline deadline) {
    List<Step> steps = client.definition().hooks().beforeDelete();
    if (steps.isEmpty()) {
      return new Revocation.NotSupported();
    }
    HookResult result =
        request
            .accessToken()
            .map(token -> hooks.run(client, steps, token, Map.of(), deadline))
            .orElseGet(() -> new HookResult.Failed(new TokenAnswer.NotAsked("no access token")));
    return switch (result) {
      case HookResult.Performed _ -> new Revocation.Revoked();
      case HookResult.Failed(TokenAnswer answer) ->
          switch (outcome(answer)) {
            case Outcome.Dead _ -> new Revocation.Revoked();
            case Outcome.Failed(String detail) -> new Revocation.Failed("before_delete: " + detail);
            case Outcome.NotTaken _, Outcome.NotThere _ ->
                new Revocation.Failed("before_delete: the provider does not take the token");
          };
    };
  }

  private Revocation byStandard(
      ResolvedClient client, RevocationRequest request, Deadline deadline) {
    if (client.revocationUrl().isEmpty()
        || !(client.definition().authorization() instanceof Authorization.AuthorizationCode it)) {
      return new Revocation.NotSupported();
    }
    Endpoint endpoint =
        new Endpoint(client, asForm(it.token()), client.revocationUrl().get(), deadline);
    Outcome refresh =
        request
            .refreshToken()
            .map(token -> revoke(endpoint, token.secret(), "refresh_token"))
            .orElseGet(Outcome.NotThere::new);
    if (refresh instanceof Outcome.Failed(String detail)) {
      return new Revocation.Failed("refresh token: " + detail);
    }
    Outcome access =
        request
            .accessToken()
            .map(token -> revoke(endpoint, token.secret(), "access_token"))
            .orElseGet(Outcome.NotThere::new);
    if (access instanceof Outcome.Failed(String detail)) {
      return new Revocation.Failed("access token: " + detail);
    }
    return conclude(refresh, access);
  }

  private static Revocation conclude(Outcome refresh, Outcome access) {
    if (refresh instanceof Outcome.Dead) {
      return new Revocation.Revoked();
    }
    if (!(access instanceof Outcome.Dead)) {
      return new Revocation.NotSupported();
    }
    return refresh instanceof Outcome.NotThere
        ? new Revocation.Revoked()
        : new Revocation.Failed("the provider revokes access tokens, but not refresh tokens");
  }

  private Outcome revoke(Endpoint endpoint, Secret token, String hint) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("token", token.reveal());
    parameters.put("token_type_hint", hint);
    TokenExchange.Ask ask =
        new TokenExchange.Ask(endpoint.client, endpoint.rules, endpoint.url, parameters);
    return switch (exchange.revocation(ask, token, endpoint.deadline)) {
      case Verdict.Accepted _ -> new Outcome.Dead();
      case Verdict.Failed(TokenAnswer answer) -> outcome(answer);
    };
  }

  private static Outcome outcome(TokenAnswer answer) {
    return switch (answer) {
      case TokenAnswer.Refused(String error, _, _) when DEAD_ALREADY.contains(error) ->
          new Outcome.Dead();
      case TokenAnswer.Refused(String error, _, _) when error.equals("unsupported_token_type") ->
          new Outcome.NotTaken();
      case TokenAnswer.Refused(String error, String description, _) ->
          new Outcome.Failed(
              "refused as " + error + (description.isEmpty() ? "" : ": " + description));
      case TokenAnswer.Unavailable it -> new Outcome.Failed(it.detail());
      case TokenAnswer.Unreachable it -> new Outcome.Failed(it.detail());
      case TokenAnswer.Unanswered it -> new Outcome.Failed(it.detail());
      case TokenAnswer.TooLate _ -> new Outcome.Failed("the hub was too busy to ask");
      case TokenAnswer.NotAsked it -> new Outcome.Failed(it.detail());
      case TokenAnswer.Granted _ -> new Outcome.Dead();
    };
  }

  /// Revocation is a form, however the provider wants its token requests.
  private static TokenRules asForm(TokenRules rules) {
    return new TokenRules(
        rules.url(),
        rules.refreshUrl(),
        rules.authentication(),
        rules.rawCredentials(),
        BodyFormat.FORM,
        "POST",
        rules.parameters(),
        rules.refreshParameters(),
        rules.names(),
        rules.scopeOnRefresh(),
        rules.scopeOnToken(),
        rules.headers(),
        TokenReading.standard(),
        rules.lifetimes(),
        rules.clientCertificate());
  }

  private record Endpoint(ResolvedClient client, TokenRules rules, URI url, Deadline deadline) {}

  /// What became of one token.
  private sealed interface Outcome {
    record Dead() implements Outcome {}

    record NotTaken() implements Outcome {}

    record NotThere() implements Outcome {}

    record Failed(String detail) implements Outcome {}
  }
}
