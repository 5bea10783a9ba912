package dev.tenon.spring;

import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.TenonException;
import dev.tenon.sdk.Token;
import dev.tenon.sdk.TokenRefusal;
import dev.tenon.sdk.TokenRefusal.ConnectRequired;
import dev.tenon.sdk.TokenRequest;
import dev.tenon.sdk.TokenResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2Error;

/// Tokens of the hub as Spring's authorized clients. Nothing is kept here but which version went
/// out last: the hub answers from memory and knows first what has changed. Safe for use by any
/// thread.
final class HubTokens {
  private static final Log LOG = LogFactory.getLog(HubTokens.class);

  private final TenonClient client;
  private final HubRegistrations registrations;
  private final Duration minTtl;
  private final Clock clock;
  private final HandedOut handedOut = new HandedOut();

  HubTokens(TenonClient client, HubRegistrations registrations, Duration minTtl, Clock clock) {
    this.client = client;
    this.registrations = registrations;
    this.minTtl = minTtl;
    this.clock = clock;
  }

  /// The authorized client of `user`, whom Spring knows as `principal`.
  ///
  /// @throws TenonConnectRequiredException where the user must connect
  /// @throws ClientAuthorizationException with the hub's code where somebody else must act
  OAuth2AuthorizedClient authorized(
      String registrationId, String principal, Optional<String> user) {
    TokenResult result = ask(registrationId, user);
    if (result instanceof ConnectRequired required) {
      throw new TenonConnectRequiredException(
          registrationId, required.connectUrl(), required.missingScopes());
    }
    if (result instanceof TokenRefusal refusal) {
      throw new ClientAuthorizationException(
          new OAuth2Error(refusal.problem().code(), refusal.problem().detail(), null),
          registrationId);
    }
    Token token = (Token) result;
    handedOut.note(registrationId, principal, token);
    return new OAuth2AuthorizedClient(
        registrations.findByRegistrationId(registrationId), principal, accessToken(token));
  }

  private TokenResult ask(String registrationId, Optional<String> user) {
    TokenRequest request =
        new TokenRequest(registrationId, user, Duration.ZERO, List.of()).withMinTtl(minTtl);
    try {
      return client.token(request);
    } catch (TenonException e) {
      throw new ClientAuthorizationException(
          new OAuth2Error("hub_unavailable", e.getMessage(), null), registrationId, e);
    }
  }

  private OAuth2AccessToken accessToken(Token token) {
    Instant now = clock.instant();
    Instant end = token.expiresAt().orElse(null);
    Instant issued = end != null && !end.isAfter(now) ? null : now;
    return new OAuth2AccessToken(
        TokenType.BEARER,
        token.accessToken().reveal(),
        issued,
        end,
        new LinkedHashSet<>(token.scopes()));
  }

  /// Tells the hub that the provider refused what was handed out last, once. Nothing is deleted:
  /// that version alone is refreshed. A hub that cannot be told breaks nothing here.
  void reportInvalid(String registrationId, String principal) {
    handedOut
        .take(registrationId, principal)
        .ifPresent(
            version -> {
              try {
                client.reportInvalid(version.connectionId(), version.number());
              } catch (TenonException e) {
                LOG.warn(
                    "the hub was told of a refused token of '"
                        + registrationId
                        + "' and did not refresh it: "
                        + e.getMessage());
              }
            });
  }
}
