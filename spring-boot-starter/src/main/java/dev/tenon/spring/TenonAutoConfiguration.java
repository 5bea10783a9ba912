package dev.tenon.spring;

import java.util.ArrayList;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.servlet.OAuth2ClientWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.DelegatingOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizationFailureHandler;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.AuthenticatedPrincipalOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;

/// Spring Security's authorized clients, backed by the hub that `tenon.url` names. Each bean gives
/// way to one of the app's own.
@AutoConfiguration(
    after = {
      BesideRegistrationsAutoConfiguration.class,
      OAuth2ClientWebSecurityAutoConfiguration.class
    })
@ConditionalOnProperty("tenon.url")
@EnableConfigurationProperties(TenonProperties.class)
@Import(HubConfiguration.class)
public final class TenonAutoConfiguration {
  private static final String SERVLETS = "jakarta.servlet.http.HttpServletRequest";

  /// Made by Spring Boot.
  public TenonAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  OAuth2AuthorizedClientService tenonAuthorizedClients(
      OwnRegistrations own,
      ObjectProvider<ClientRegistrationRepository> repositories,
      HubTokens tokens) {
    return HubConfiguration.store(own, repositories, tokens);
  }

  @Bean
  @ConditionalOnMissingBean
  ClientRegistrationRepository tenonRegistrations(TenonProperties properties) {
    return new HubRegistrations(properties.url());
  }

  @Bean
  @ConditionalOnMissingBean
  OAuth2AuthorizationFailureHandler tenonInvalidTokenReports(
      OAuth2AuthorizedClientService clients) {
    return new InvalidTokenReports(clients);
  }

  /// For `RestClient.builder().requestInterceptor(…)`.
  @Bean
  @ConditionalOnMissingBean
  OAuth2ClientHttpRequestInterceptor tenonRestClientInterceptor(
      OAuth2AuthorizedClientManager manager, OAuth2AuthorizationFailureHandler failures) {
    var interceptor = new OAuth2ClientHttpRequestInterceptor(manager);
    interceptor.setAuthorizationFailureHandler(failures);
    return interceptor;
  }

  /// For an app that has requests: registrations of its own are authorized in them.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = SERVLETS)
  static final class WithServlets {
    @Bean
    @ConditionalOnMissingBean
    OAuth2AuthorizedClientRepository tenonAuthorizedClientRepository(
        OAuth2AuthorizedClientService clients) {
      return new AuthenticatedPrincipalOAuth2AuthorizedClientRepository(clients);
    }

    @Bean
    @ConditionalOnMissingBean
    OAuth2AuthorizedClientManager tenonAuthorization(
        OwnRegistrations own,
        ClientRegistrationRepository registrations,
        OAuth2AuthorizedClientRepository clients,
        ObjectProvider<OAuth2AuthorizedClientProvider> providers,
        HubTokens tokens,
        TenonUsers users) {
      var ownClients = new DefaultOAuth2AuthorizedClientManager(registrations, clients);
      ownClients.setAuthorizedClientProvider(provider(providers));
      return new HubAuthorization(own, ownClients, tokens, users);
    }

    /// As Spring Security puts them together where nobody does.
    private static OAuth2AuthorizedClientProvider provider(
        ObjectProvider<OAuth2AuthorizedClientProvider> providers) {
      var all = new ArrayList<OAuth2AuthorizedClientProvider>();
      all.add(
          OAuth2AuthorizedClientProviderBuilder.builder()
              .authorizationCode()
              .refreshToken()
              .clientCredentials()
              .build());
      providers.orderedStream().forEach(all::add);
      return new DelegatingOAuth2AuthorizedClientProvider(all);
    }
  }

  /// For a program that has none.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingClass(SERVLETS)
  static final class WithoutServlets {
    @Bean
    @ConditionalOnMissingBean
    OAuth2AuthorizedClientManager tenonAuthorization(
        OwnRegistrations own,
        ClientRegistrationRepository registrations,
        OAuth2AuthorizedClientService clients,
        HubTokens tokens,
        TenonUsers users) {
      return new HubAuthorization(
          own,
          new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, clients),
          tokens,
          users);
    }
  }
}
