package dev.tenon.spring;

import java.net.URI;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

/// Integrations of the hub as Spring's client registrations: the id is the integration's name. What
/// the provider knows of the OAuth client stays at the hub. Whether there is such an integration is
/// found out when a token is asked for.
final class HubRegistrations implements ClientRegistrationRepository {
  /// None of Spring's own providers takes it for its own.
  static final AuthorizationGrantType GRANT = new AuthorizationGrantType("tenon");

  private final String tokenUri;

  HubRegistrations(URI hub) {
    this.tokenUri = hub.toString().replaceAll("/+$", "") + "/api/v1/token";
  }

  @Override
  public ClientRegistration findByRegistrationId(String registrationId) {
    return ClientRegistration.withRegistrationId(registrationId)
        .clientId(registrationId)
        .authorizationGrantType(GRANT)
        .tokenUri(tokenUri)
        .build();
  }
}
