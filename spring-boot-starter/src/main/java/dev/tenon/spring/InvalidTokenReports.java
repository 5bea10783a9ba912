package dev.tenon.spring;

import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizationFailureHandler;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/// Has the store hear that an API refused a token as invalid. Other refusals, such as a scope that
/// is too narrow, say nothing against the token. Safe for use by any thread.
final class InvalidTokenReports implements OAuth2AuthorizationFailureHandler {
  private final OAuth2AuthorizedClientService clients;

  InvalidTokenReports(OAuth2AuthorizedClientService clients) {
    this.clients = clients;
  }

  @Override
  public void onAuthorizationFailure(
      OAuth2AuthorizationException failure,
      Authentication principal,
      Map<String, Object> attributes) {
    if (failure instanceof ClientAuthorizationException refused
        && refused.getError().getErrorCode().equals(OAuth2ErrorCodes.INVALID_TOKEN)) {
      clients.removeAuthorizedClient(refused.getClientRegistrationId(), principal.getName());
    }
  }
}
