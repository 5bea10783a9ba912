package dev.tenon.spring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.ConditionalOnOAuth2ClientRegistrationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/// For an app that has registrations of its own: the store comes before Spring Boot's, which would
/// else hold everything in memory. An app that has none gets it from [TenonAutoConfiguration],
/// later, because its mere presence has Spring Boot set up a sign-in by OAuth.
@AutoConfiguration(before = OAuth2ClientAutoConfiguration.class)
@ConditionalOnProperty("tenon.url")
@Conditional(BesideRegistrationsAutoConfiguration.HasRegistrations.class)
@EnableConfigurationProperties(TenonProperties.class)
@Import(HubConfiguration.class)
public final class BesideRegistrationsAutoConfiguration {
  /// Made by Spring Boot.
  public BesideRegistrationsAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  OAuth2AuthorizedClientService tenonAuthorizedClients(
      OwnRegistrations own,
      ObjectProvider<ClientRegistrationRepository> repositories,
      HubTokens tokens) {
    return HubConfiguration.store(own, repositories, tokens);
  }

  /// By properties or by a bean of the app's.
  static final class HasRegistrations extends AnyNestedCondition {
    HasRegistrations() {
      super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnOAuth2ClientRegistrationProperties
    static final class ByProperties {}

    @ConditionalOnBean(ClientRegistrationRepository.class)
    static final class ByBean {}
  }
}
