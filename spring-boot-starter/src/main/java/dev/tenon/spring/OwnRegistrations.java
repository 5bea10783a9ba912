package dev.tenon.spring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/// The registrations that the app has itself, such as the one that its users sign in by. They stay
/// what they are; every other name is an integration of the hub.
final class OwnRegistrations {
  private final ObjectProvider<ClientRegistrationRepository> repositories;

  OwnRegistrations(ObjectProvider<ClientRegistrationRepository> repositories) {
    this.repositories = repositories;
  }

  /// Whether the app has registered this itself.
  boolean has(String registrationId) {
    return repositories.stream()
        .filter(it -> !(it instanceof HubRegistrations))
        .anyMatch(it -> it.findByRegistrationId(registrationId) != null);
  }
}
