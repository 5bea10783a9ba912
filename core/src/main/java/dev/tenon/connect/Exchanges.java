package dev.tenon.connect;

import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.client.TokenEndpoint.HookResult;
import dev.tenon.client.TokenEndpoint.Identification;
import dev.tenon.client.UserFields;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.connector.Authorization;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.AuthorizationCode;
import dev.tenon.oauth.Nonce;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.oauth.TokenResponse;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Asks providers for the tokens that a journey has come for, and whose they are. No transaction is
/// open meanwhile. Safe for use by any thread.
public final class Exchanges {
  private static final Set<String> CLIENT_ERRORS = Set.of("invalid_client", "unauthorized_client");

  private final TokenEndpoint provider;
  private final FormGrants formGrants;
  private final Clock clock;

  /// Asks at `provider`.
  public Exchanges(TokenEndpoint provider, Clock clock) {
    this.provider = provider;
    this.formGrants = new FormGrants(provider, clock);
    this.clock = clock;
  }

  /// Exchanges the code that a trip brought back.
  Exchange code(ResolvedClient client, AuthorizationCode code, Trip trip) {
    TokenRequest request =
        new TokenRequest.CodeExchange(code, trip.session().redirectUri(), trip.verifier());
    Optional<Nonce> nonce =
        AuthorizationRequest.isOpenId(client)
            ? Optional.of(trip.session().nonce())
            : Optional.empty();
    return judge(client, provider.ask(client, request), nonce);
  }

  /// Exchanges a code that came back to somebody else's page, whose trip it was.
  Exchange brought(ResolvedClient client, AuthorizationCode code, URI redirectUri) {
    TokenRequest request = new TokenRequest.CodeExchange(code, redirectUri, Optional.empty());
    return judge(client, provider.ask(client, request), Optional.empty());
  }

  /// Spends a refresh token that was obtained elsewhere, which shows that it is one.
  Exchange proven(ResolvedClient client, RefreshToken token) {
    TokenRequest request =
        new TokenRequest.Refresh(token, Scope.none(), Optional.empty(), Optional.empty());
    return judge(client, provider.ask(client, request), Optional.empty());
  }

  /// Makes a grant of what a user typed.
  Exchange typed(ResolvedClient client, UserFields.Reading.Read typed) {
    Exchange exchange = judge(client, formGrants.ask(client, typed), Optional.empty());
    return exchange instanceof Exchange.Got got
        ? afterConnect(client, typed.values(), got)
        : exchange;
  }

  /// Makes the requests that the definition declares for a new connection, and adds what they keep.
  /// Where one fails there is no connection: one without what its addresses need would be of no
  /// use.
  ///
  /// @param values what the user filled in and the callback brought
  Exchange afterConnect(ResolvedClient client, Map<String, String> values, Exchange.Got got) {
    if (client.definition().hooks().afterConnect().isEmpty()) {
      return got;
    }
    Map<String, String> all = new HashMap<>(values);
    all.putAll(got.response().metadata());
    return switch (provider.afterConnect(client, got.response().accessToken(), all)) {
      case HookResult.Performed(Map<String, String> kept) ->
          new Exchange.Got(got.response().keeping(kept), got.account());
      case HookResult.Failed(TokenAnswer.Refused refused) ->
          Exchange.Not.of(Reason.REQUEST_REJECTED, "after_connect: " + code(refused.error()));
      case HookResult.Failed(TokenAnswer answer) -> judge(client, answer, Optional.empty());
    };
  }

  private Exchange judge(ResolvedClient client, TokenAnswer answer, Optional<Nonce> nonce) {
    return switch (answer) {
      case TokenAnswer.Granted granted -> identified(client, granted.response(), nonce);
      case TokenAnswer.Refused refused ->
          Exchange.Not.of(reason(refused.error()), code(refused.error()));
      case TokenAnswer.Unavailable away ->
          new Exchange.Not(
              Reason.PROVIDER_UNAVAILABLE,
              away.retryAfter().map(clock.instant()::plus),
              "status " + away.status());
      case TokenAnswer.Unreachable away ->
          Exchange.Not.of(Reason.PROVIDER_UNAVAILABLE, away.detail());
      case TokenAnswer.Unanswered away ->
          Exchange.Not.of(Reason.PROVIDER_UNAVAILABLE, away.detail());
      case TokenAnswer.TooLate _ -> Exchange.Not.of(Reason.HUB_BROKEN, "the hub was too busy");
      case TokenAnswer.NotAsked ours -> Exchange.Not.of(Reason.HUB_BROKEN, ours.detail());
    };
  }

  private Exchange identified(
      ResolvedClient client, TokenResponse response, Optional<Nonce> nonce) {
    return switch (client.definition().authorization()) {
      case Authorization.AuthorizationCode _ ->
          switch (provider.identify(client, response, nonce)) {
            case Identification.Known known -> new Exchange.Got(response, known.account());
            case Identification.Forged forged ->
                Exchange.Not.of(Reason.IDENTITY_FORGED, forged.problem());
          };
      case Authorization.ApiKey _,
          Authorization.Basic _,
          Authorization.Login _,
          Authorization.ClientCredentials _,
          Authorization.Declared _ ->
          new Exchange.Got(response, Account.unknown());
    };
  }

  private static Reason reason(String error) {
    if (CLIENT_ERRORS.contains(error)) {
      return Reason.CLIENT_REJECTED;
    }
    return error.equals("invalid_grant") || error.equals("incomplete")
        ? Reason.CODE_REJECTED
        : Reason.REQUEST_REJECTED;
  }

  /// An error code for the log: one that could be of RFC 6749, or none.
  static String code(String error) {
    return error.matches("[a-z0-9_]{1,60}") ? error : "another error";
  }
}
