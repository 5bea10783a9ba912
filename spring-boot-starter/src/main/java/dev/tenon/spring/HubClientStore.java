package dev.tenon.spring;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;

/// The authorized clients that the hub holds. What Spring wants saved, the hub has already; what
/// Spring wants removed is reported as refused and never deleted: one 401 of a provider's must not
/// cost a user the connection. Registrations of the app's own go where they always went. Safe for
/// use by any thread.
final class HubClientStore implements OAuth2AuthorizedClientService {
  private static final String NOBODY = "anonymousUser";

  private final OwnRegistrations own;
  private final OAuth2AuthorizedClientService ownClients;
  private final HubTokens tokens;

  HubClientStore(OwnRegistrations own, OAuth2AuthorizedClientService ownClients, HubTokens tokens) {
    this.own = own;
    this.ownClients = ownClients;
    this.tokens = tokens;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
      String clientRegistrationId, String principalName) {
    if (own.has(clientRegistrationId)) {
      return ownClients.loadAuthorizedClient(clientRegistrationId, principalName);
    }
    try {
      Optional<String> user = Optional.of(principalName).filter(name -> !name.equals(NOBODY));
      return (T) tokens.authorized(clientRegistrationId, principalName, user);
    } catch (ClientAuthorizationRequiredException e) {
      return null;
    }
  }

  @Override
  public void saveAuthorizedClient(OAuth2AuthorizedClient client, Authentication principal) {
    if (own.has(client.getClientRegistration().getRegistrationId())) {
      ownClients.saveAuthorizedClient(client, principal);
    }
  }

  @Override
  public void removeAuthorizedClient(String clientRegistrationId, String principalName) {
    if (own.has(clientRegistrationId)) {
      ownClients.removeAuthorizedClient(clientRegistrationId, principalName);
    } else {
      tokens.reportInvalid(clientRegistrationId, principalName);
    }
  }
}
