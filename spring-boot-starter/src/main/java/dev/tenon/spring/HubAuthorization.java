package dev.tenon.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;

/// Authorizes clients by asking the hub, and those that the app has registered itself as it always
/// did. Safe for use by any thread.
final class HubAuthorization implements OAuth2AuthorizedClientManager {
  private final OwnRegistrations own;
  private final OAuth2AuthorizedClientManager ownClients;
  private final HubTokens tokens;
  private final TenonUsers users;

  HubAuthorization(
      OwnRegistrations own,
      OAuth2AuthorizedClientManager ownClients,
      HubTokens tokens,
      TenonUsers users) {
    this.own = own;
    this.ownClients = ownClients;
    this.tokens = tokens;
    this.users = users;
  }

  @Override
  public @Nullable OAuth2AuthorizedClient authorize(OAuth2AuthorizeRequest request) {
    String registrationId = request.getClientRegistrationId();
    if (own.has(registrationId)) {
      return ownClients.authorize(request);
    }
    Authentication principal = request.getPrincipal();
    return tokens.authorized(registrationId, principal.getName(), users.userOf(principal));
  }
}
