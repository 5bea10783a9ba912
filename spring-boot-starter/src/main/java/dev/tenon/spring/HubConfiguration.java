package dev.tenon.spring;

import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/// The hub and what is made of its tokens.
@Configuration(proxyBeanMethods = false)
final class HubConfiguration {
  @Bean
  @ConditionalOnMissingBean
  TenonClient tenonClient(TenonProperties properties) {
    return TenonClient.of(properties.url(), Secret.of(properties.apiKey()));
  }

  @Bean
  @ConditionalOnMissingBean
  TenonUsers tenonUsers() {
    return TenonUsers.byName();
  }

  @Bean
  HubTokens tenonTokens(TenonClient client, TenonProperties properties) {
    return new HubTokens(
        client, new HubRegistrations(properties.url()), properties.minTtl(), Clock.systemUTC());
  }

  @Bean
  OwnRegistrations tenonOwnRegistrations(
      ObjectProvider<ClientRegistrationRepository> repositories) {
    return new OwnRegistrations(repositories);
  }

  /// The store, with the app's own registrations in memory as Spring Boot has them.
  static OAuth2AuthorizedClientService store(
      OwnRegistrations own,
      ObjectProvider<ClientRegistrationRepository> repositories,
      HubTokens tokens) {
    return new HubClientStore(
        own,
        new InMemoryOAuth2AuthorizedClientService(
            id ->
                repositories.stream()
                    .map(it -> it.findByRegistrationId(id))
                    .filter(it -> it != null)
                    .findFirst()
                    .orElse(null)),
        tokens);
  }
}
